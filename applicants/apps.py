"""Applicants: organisations, applications, and what was sent."""

from django.apps import AppConfig


class ApplicantsConfig(AppConfig):
    name = "applicants"
    verbose_name = "richiedenti"

    def ready(self) -> None:
        from applicants import permissions  # noqa: F401 -- it registers its predicates
        from applicants.actions import quarantine
        from applicants.actions.invitation_letters import INVITED_BY_EMAIL
        from applicants.labels.formal import FORMAL
        from applicants.labels.letters import LETTERS
        from applicants.queries import (
            announcements,
            audiences,
            blank_forms,
            deadlines,
            invitation_links,
            registrations,
            reminders,
            verification,
            writing,
        )
        from wecare.core import dispatch, health, scanning
        from wecare.core.verification import register
        from wecare.notices.engine import audiences as offered
        from wecare.notices.engine import catalogue
        from wecare.notices.engine import terms as known_terms

        for letter in (*LETTERS, *FORMAL):
            catalogue.register(letter)
        catalogue.keeps_secrets(INVITED_BY_EMAIL, invitation_links.secrets_of)
        for audience in audiences.AUDIENCES:
            offered.register(audience)
        known_terms.register("applicants.drafts", deadlines.terms_of)
        register("applicants.submissions", verification.submissions)
        register("applicants.signatures", verification.signatures)
        register("applicants.protocols", verification.protocols)
        register("applicants.withdrawals", verification.withdrawals)
        register("applicants.registrations", registrations.misregistered)
        register("applicants.desks", verification.desks)
        scanning.when_quarantined(quarantine.tell)
        health.tell("records", registrations.health)
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
            "applicants.reminders",
            task="applicants.remind",
            query=reminders.reminders_to_write,
        )
        dispatch.pending(
            "applicants.scans",  # a scanner that is away makes nobody wait: it is in no `oldest`
            task="applicants.scan_file",
            query=scanning.waiting_files,
        )
        dispatch.pending(
            "applicants.registrations",  # nor does a records system that is away
            task="applicants.register_receipt",
            query=registrations.receipts_to_register,
        )
        dispatch.pending(
            "applicants.deleted_drafts",
            task="applicants.empty_draft",
            query=writing.drafts_to_empty,
        )
