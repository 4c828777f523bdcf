"""Applicants: organisations, applications, and what was sent."""

from django.apps import AppConfig


class ApplicantsConfig(AppConfig):
    name = "applicants"
    verbose_name = "richiedenti"

    def ready(self) -> None:
        from applicants import permissions  # noqa: F401 -- it registers its predicates
        from applicants.queries import announcements, blank_forms, verification, writing
        from wecare.core import dispatch
        from wecare.core.verification import register

        register("applicants.submissions", verification.submissions)
        register("applicants.protocols", verification.protocols)
        register("applicants.desks", verification.desks)
        dispatch.pending(
            "applicants.versions",
            task="applicants.announce_version",
            query=announcements.versions_to_announce,
            oldest=announcements.oldest_version_to_announce,
        )
        dispatch.pending(
            "applicants.blank_forms",
            task="applicants.prepare_blank_form",
            query=blank_forms.versions_without,
        )
        dispatch.pending(
            "applicants.deleted_drafts",
            task="applicants.empty_draft",
            query=writing.drafts_to_empty,
        )
