"""The portal app."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "wecare.portal"
    label = "portal"

    def ready(self) -> None:
        from wecare.core import dispatch
        from wecare.notices.engine import catalogue, terms
        from wecare.portal import approvals
        from wecare.portal.terms import office_terms

        terms.register("portal.office", office_terms)
        catalogue.register(approvals.LETTER)
        dispatch.pending("portal.approvals", task="portal.tell_approvals", query=approvals.to_tell)
