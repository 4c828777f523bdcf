"""A call as people see it at an instant: its state in words, its window, its rules."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from django.db.models import Max, Min, Q, QuerySet

from calls.enums import CallState
from calls.labels import CALL_STATES, COMING, EXPIRED, OPEN, STOPPED, StateLabel
from calls.models import Call, Rulebook, Window
from calls.queries.calls import current_rulebook, current_window, is_open, published
from calls.queries.desks import all_stopped

FEED = 50  # calls in a feed


class Shelf(StrEnum):
    """Where the public finds a call; the words stand in the address."""

    OPEN = "aperti"
    COMING = "in-arrivo"
    UNDER_WAY = "in-valutazione"
    DONE = "conclusi"


@dataclass(frozen=True, slots=True)
class Shown:
    """A call with what its pages say of it."""

    call: Call
    window: Window | None
    rulebook: Rulebook | None
    mark: StateLabel
    is_open: bool


def shown(call: Call, at: datetime) -> Shown:
    """The call as it stands at the instant."""
    return Shown(
        call=call,
        window=current_window(call, at),
        rulebook=current_rulebook(call),
        mark=mark_of(call, at),
        is_open=is_open(call, at) and not all_stopped(call),
    )


def mark_of(call: Call, at: datetime) -> StateLabel:
    """The state in words: a published call is open, about to open, or past its deadline."""
    window = current_window(call, at)
    if call.state != CallState.PUBLISHED.value or window is None:
        return CALL_STATES[CallState(call.state)]
    if at < window.opens_at:
        return COMING
    if is_open(call, at):
        return STOPPED if all_stopped(call) else OPEN
    return EXPIRED


def on_shelf(shelf: Shelf | None, at: datetime) -> QuerySet[Call]:
    """The published calls of a shelf, or all of them: the last to close first."""
    calls = published().annotate(
        opening=Min("windows__opens_at"), closing=Max("windows__closes_at")
    )
    running = Q(state=CallState.PUBLISHED.value)
    match shelf:
        case None:
            return calls
        case Shelf.OPEN:
            return calls.filter(running, opening__lte=at, closing__gt=at).order_by(
                "closing", "code"
            )
        case Shelf.COMING:
            return calls.filter(running, opening__gt=at).order_by("opening", "code")
        case Shelf.UNDER_WAY:
            past = running & Q(closing__lte=at)
            judged = Q(state__in=[CallState.CLOSED.value, CallState.EVALUATION.value])
            return calls.filter(past | judged)
        case Shelf.DONE:
            return calls.filter(state__in=[CallState.EVALUATED.value, CallState.CONCLUDED.value])
        case _:
            assert_never(shelf)


def newest_calls() -> list[Call]:
    """The public calls, the last published, extended or corrected first, for a feed."""
    found = published().annotate(changed=Max("rulebooks__published_at"))
    return list(found.order_by("-changed", "code")[:FEED])


def all_shown(calls: Iterable[Call], at: datetime) -> list[Shown]:
    """Each call as it stands at the instant."""
    return [shown(call, at) for call in calls]
