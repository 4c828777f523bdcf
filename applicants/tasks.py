"""Background work on applications: each task fetches and calls one action."""

from celery import shared_task
from django.conf import settings
from django.utils.translation import override

from applicants.actions import (
    announcements,
    blank_forms,
    deletions,
    quarantine,
    registrations,
    reminders,
)
from applicants.forms.whole import whole_form
from applicants.models import Application, PhaseTerm
from calls.models import Rulebook, Window
from wecare.core.documents import LANGUAGE
from wecare.core.models import Document
from wecare.notices.enums import ReminderStep


@shared_task(name="applicants.announce_version")
def announce_version(*, rulebook_id: int, **_later: object) -> None:
    """Tell everyone who has begun of a new version of the rules, unless they were all told."""
    announcements.announce(
        rulebook=Rulebook.objects.select_related("call", "act").get(pk=rulebook_id)
    )


@shared_task(name="applicants.prepare_blank_form")
def prepare_blank_form(*, rulebook_id: int, **_later: object) -> None:
    """Ask for the blank form of a version of the rules, unless it was asked for."""
    rulebook = Rulebook.objects.select_related("call", "act").get(pk=rulebook_id)
    with override(LANGUAGE):
        blank_forms.prepare(rulebook=rulebook, form=whole_form(rulebook.rules))


@shared_task(name="applicants.remind")
def remind(
    *,
    application_id: int,
    step: str,
    window_id: int | None = None,
    term_id: int | None = None,
    **_later: object,
) -> None:
    """Write this reminder to those who write the draft, if it is still due and was not written.

    It is of a window of the call or, where `term_id` is given, of the application's own term.
    """
    term: Window | PhaseTerm = (
        Window.objects.get(pk=window_id or 0)
        if term_id is None
        else PhaseTerm.objects.get(pk=term_id)
    )
    reminders.remind(
        application=Application.objects.get(pk=application_id),
        term=term,
        step=ReminderStep(step),
    )


@shared_task(name="applicants.scan_file")
def scan_file(*, digest: str, **_later: object) -> None:
    """Have the scanner look at a file that was attached, unless it did."""
    with override(LANGUAGE):
        quarantine.scan(digest=digest)


@shared_task(name="applicants.empty_draft")
def empty_draft(*, application_id: int, **_later: object) -> None:
    """Take away what a deleted draft said, once its days are over."""
    deletions.empty(application=Application.objects.get(pk=application_id))


@shared_task(name="applicants.register_receipt", soft_time_limit=settings.RECORDS_SECONDS)
def register_receipt(*, document_id: int, **_later: object) -> None:
    """Hand a receipt to the records system of the Region, unless it has it."""
    registrations.register(document=Document.objects.select_related("file").get(pk=document_id))
