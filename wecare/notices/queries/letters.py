"""Reads of letters. Whoever is not the addressee finds nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from wecare.core import clock
from wecare.notices.engine.lifecycle import UNSEEN
from wecare.notices.enums import DeliveryState, LetterState
from wecare.notices.models import Letter

PAGE = 25
TAGS = 200  # that a person may choose from
_HEAVY = ("context", "body")


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for among all letters; what is empty narrows nothing."""

    state: LetterState | None = None
    delivery: DeliveryState | None = None
    text: str = ""
    tag: str = ""
    template: str = ""


def inbox(person: Any, *, tag: str = "", archived: bool | None = None) -> QuerySet[Letter]:
    """The letters of the person, newest first; of one subject, archived or not, if it is said."""
    letters = _seen(person)
    if tag:
        letters = letters.filter(tag=tag)
    if archived is not None:
        letters = letters.filter(archived_at__isnull=not archived)
    return letters.order_by("-id")


def unread_count(person: Any) -> int:
    """How many letters the person has not opened."""
    return _seen(person).filter(read_at=None).count()


def tags_of(person: Any) -> list[str]:
    """The subjects of the person's letters, in order."""
    tags = _seen(person).exclude(tag="").order_by("tag").values_list("tag", flat=True)
    return list(tags.distinct()[:TAGS])


def page_before(
    letters: QuerySet[Letter], *, before: int | None
) -> tuple[list[Letter], int | None]:
    """A page of letters older than ``before``, and where the next page begins, if there is one.

    The place is kept by number and not by counting, so it costs the same on any page.
    """
    rows = letters if before is None else letters.filter(id__lt=before)
    found = list(rows.defer(*_HEAVY)[: PAGE + 1])
    more = len(found) > PAGE
    return found[:PAGE], found[PAGE - 1].pk if more else None


def outbox(sought: Sought | None = None) -> QuerySet[Letter]:
    """All letters with their addressees, newest first, narrowed by what is looked for."""
    sought = sought or Sought()
    letters = Letter.objects.select_related("person").order_by("-id")
    if sought.state is not None:
        letters = letters.filter(state=sought.state.value)
    if sought.delivery is not None:
        letters = letters.filter(delivery=sought.delivery.value)
    if sought.tag:
        letters = letters.filter(tag=sought.tag)
    if sought.template:
        letters = letters.filter(template=sought.template)
    if sought.text:
        letters = letters.filter(
            Q(person__email__icontains=sought.text)
            | Q(person__family_name__icontains=sought.text)
            | Q(address__icontains=sought.text)
            | Q(name__icontains=sought.text)
            | Q(subject__icontains=sought.text)
        )
    return letters


def undelivered_since(instant: datetime) -> int:
    """How many letters came back or were not accepted from this instant on."""
    back = [DeliveryState.NOT_DELIVERED.value, DeliveryState.NOT_ACCEPTED.value]
    return Letter.objects.filter(delivery__in=back, delivery_at__gte=instant).count()


def letters_to_send() -> Iterator[dict[str, int]]:
    """What the sweep asks for: letters still queued whose time has come."""
    numbers = _due().order_by("due_at").values_list("pk", flat=True)
    for letter_id in numbers.iterator(chunk_size=500):
        yield {"letter_id": letter_id}


def oldest_letter_to_send() -> datetime | None:
    """Since when the oldest letter that could leave is waiting."""
    return _due().order_by("due_at").values_list("due_at", flat=True).first()


def _seen(person: Any) -> QuerySet[Letter]:
    hidden = [state.value for state in UNSEEN]
    return Letter.objects.filter(person_id=person.pk).exclude(state__in=hidden)


def _due() -> QuerySet[Letter]:
    return Letter.objects.filter(state=LetterState.QUEUED.value, due_at__lte=clock.now())
