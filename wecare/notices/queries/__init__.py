"""Reads of letters. Whoever is not the addressee finds nothing."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from wecare.core import clock
from wecare.notices.enums import LetterState
from wecare.notices.models import Letter

PAGE = 25


def inbox(person: Any) -> QuerySet[Letter]:
    """The letters of the person, newest first."""
    return Letter.objects.filter(person_id=person.pk).order_by("-id")


def unread_count(person: Any) -> int:
    """How many letters the person has not opened."""
    return Letter.objects.filter(person_id=person.pk, read_at=None).count()


def page_before(
    letters: QuerySet[Letter], *, before: int | None
) -> tuple[list[Letter], int | None]:
    """A page of letters older than ``before``, and where the next page begins, if there is one.

    The place is kept by number and not by counting, so it costs the same on any page.
    """
    rows = letters if before is None else letters.filter(id__lt=before)
    found = list(rows.defer("context", "body")[: PAGE + 1])
    more = len(found) > PAGE
    return found[:PAGE], found[PAGE - 1].pk if more else None


def outbox(*, state: LetterState | None = None, text: str = "") -> QuerySet[Letter]:
    """All letters with their addressees, newest first; narrowed by state, address or name."""
    letters = Letter.objects.select_related("person").order_by("-id")
    if state is not None:
        letters = letters.filter(state=state.value)
    if text:
        letters = letters.filter(
            Q(person__email__icontains=text)
            | Q(person__family_name__icontains=text)
            | Q(subject__icontains=text)
        )
    return letters


def letters_to_send() -> Iterator[dict[str, int]]:
    """What the sweep asks for: letters still queued whose time has come."""
    numbers = _due().order_by("due_at").values_list("pk", flat=True)
    for letter_id in numbers.iterator(chunk_size=500):
        yield {"letter_id": letter_id}


def oldest_letter_to_send() -> datetime | None:
    """Since when the oldest letter that could leave is waiting."""
    return _due().order_by("due_at").values_list("due_at", flat=True).first()


def _due() -> QuerySet[Letter]:
    return Letter.objects.filter(state=LetterState.QUEUED.value, due_at__lte=clock.now())
