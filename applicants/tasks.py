"""Background work on applications: each task fetches and calls one action."""

from celery import shared_task
from django.utils.translation import override

from applicants.actions import announcements, blank_forms, deletions
from applicants.forms.whole import whole_form
from applicants.models import Application
from calls.models import Rulebook
from wecare.core.documents import LANGUAGE


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


@shared_task(name="applicants.empty_draft")
def empty_draft(*, application_id: int, **_later: object) -> None:
    """Take away what a deleted draft said, once its days are over."""
    deletions.empty(application=Application.objects.get(pk=application_id))
