"""Letters to many: those there are, how far each is, and what still waits."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from wecare.notices.enums import LetterState, MailingState
from wecare.notices.models import Letter, Mailing


@dataclass(frozen=True, slots=True)
class Progress:
    """How many letters of a mailing stand where."""

    expected: int
    written: int
    held: int
    queued: int
    sent: int
    failed: int
    kept: int
    cancelled: int

    @property
    def left(self) -> int:
        """Those of which there is nothing more to wait for."""
        return self.sent + self.failed + self.kept + self.cancelled


def mailings() -> QuerySet[Mailing]:
    """All of them, newest first."""
    return Mailing.objects.select_related("written_by", "confirmed_by").order_by("-id")


def progress_of(mailing: Mailing) -> Progress:
    """How far it is; one query."""
    counts: dict[str, Any] = Letter.objects.filter(mailing=mailing).aggregate(
        written=Count("pk"),
        **{state.value: Count("pk", filter=Q(state=state.value)) for state in LetterState},
    )
    return Progress(expected=mailing.expected, **counts)


def letters_of(mailing: Mailing) -> QuerySet[Letter]:
    """Its letters, in the order in which they were written."""
    return Letter.objects.filter(mailing=mailing).select_related("person").order_by("id")


def mailings_to_prepare() -> Iterator[dict[str, int]]:
    """What the sweep asks for: held letters that were not all written."""
    for mailing_id in _unprepared().order_by("id").values_list("id", flat=True):
        yield {"mailing_id": mailing_id}


def oldest_mailing_to_prepare() -> datetime | None:
    """Since when the oldest of them waits."""
    return _unprepared().order_by("held_at").values_list("held_at", flat=True).first()


def mailings_to_release() -> Iterator[dict[str, int]]:
    """What the sweep asks for: confirmed ones whose letters were not all let go."""
    for mailing_id in _unreleased().order_by("id").values_list("id", flat=True):
        yield {"mailing_id": mailing_id}


def oldest_mailing_to_release() -> datetime | None:
    """Since when the oldest of them waits."""
    return _unreleased().order_by("confirmed_at").values_list("confirmed_at", flat=True).first()


def _unprepared() -> QuerySet[Mailing]:
    return Mailing.objects.filter(state=MailingState.HELD.value, prepared_at=None)


def _unreleased() -> QuerySet[Mailing]:
    return Mailing.objects.filter(state=MailingState.CONFIRMED.value, released_at=None)
