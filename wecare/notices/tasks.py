"""Background work on letters: each task fetches and calls one action."""

from typing import Any

from celery import shared_task
from django.conf import settings

from wecare.accounts.models import Person
from wecare.notices.actions import holding, letters, receipts, sending
from wecare.notices.models import Letter, Mailing


@shared_task(name="notices.send_letter")
def send_letter(*, letter_id: int, **_later: object) -> None:
    """Send the letter if it is still to be sent."""
    sending.send(letter=Letter.objects.get(pk=letter_id))


@shared_task(name="notices.write_letter")
def write_letter(
    *,
    key: str,
    person_id: int,
    template: str,
    context: dict[str, Any] | None = None,
    **_later: object,
) -> None:
    """Write a letter for an app that knows nothing of letters; once per key."""
    person = Person.objects.get(pk=person_id)
    letters.write(key=key, person=person, template=template, context=context or {})


@shared_task(name="notices.prepare_mailing")
def prepare_mailing(*, mailing_id: int, **_later: object) -> None:
    """Write the held letters that lack, unless it was cancelled."""
    holding.prepare(mailing=Mailing.objects.get(pk=mailing_id))


@shared_task(name="notices.release_mailing")
def release_mailing(*, mailing_id: int, **_later: object) -> None:
    """Let the held letters of a confirmed mailing go."""
    holding.release(mailing=Mailing.objects.get(pk=mailing_id))


@shared_task(name="notices.read_mailboxes")
def read_mailboxes(**_later: object) -> None:
    """Take in the receipts and bounces that came to the portal's mailboxes."""
    for name in settings.MAILBOXES:
        receipts.read_mailbox(name)
