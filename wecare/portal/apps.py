"""The portal app."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "wecare.portal"
    label = "portal"

    def ready(self) -> None:
        from wecare.notices.engine import terms
        from wecare.portal.terms import office_terms

        terms.register("portal.office", office_terms)
