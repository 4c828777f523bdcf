"""Background work on letters: each task fetches and calls one action."""

from typing import Any

from celery import shared_task

from wecare.accounts.models import Person
from wecare.notices.actions import letters
from wecare.notices.models import Letter


@shared_task(name="notices.send_letter")
def send_letter(*, letter_id: int, **_later: object) -> None:
    """Send the letter if it is still to be sent."""
    letters.send(letter=Letter.objects.get(pk=letter_id))


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
