"""Reads of calls: which exist, whether one is open, and the row senders hold."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max, Prefetch, QuerySet

from calls.enums import CallState
from calls.models import Call, DeskLot, Rulebook, Window
from wecare.core import clock
from wecare.core.preparing import preparing_cursor
from wecare.core.questions import Question


@dataclass(frozen=True, slots=True)
class Gate:
    """The window as one statement read it, under lock, with the database's instant."""

    window_id: int
    opens_at: datetime
    closes_at: datetime
    sealed_at: datetime | None
    at: datetime

    @property
    def is_open(self) -> bool:
        """Whether `at` falls within the window and nobody has closed it."""
        return self.sealed_at is None and self.opens_at <= self.at < self.closes_at


def published() -> QuerySet[Call]:
    """Every call that the public may see, the last to close first."""
    return (
        Call.objects.exclude(state=CallState.DRAFT.value)
        .annotate(deadline=Max("windows__closes_at"))
        .select_related("line__measure", "act")
        .prefetch_related(
            Prefetch("windows", Window.objects.select_related("act").order_by("sequence")),
            Prefetch("rulebooks", Rulebook.objects.select_related("act").order_by("version")),
            Prefetch("desks", DeskLot.objects.order_by("lot")),
        )
        .order_by("-deadline", "code")
    )


def on_desk() -> QuerySet[Call]:
    """Every call, drafts too, for the office."""
    return (
        Call.objects.annotate(deadline=Max("windows__closes_at"))
        .select_related("line__measure", "act", "created_by")
        .prefetch_related(
            Prefetch("windows", Window.objects.order_by("sequence")),
            Prefetch("desks", DeskLot.objects.order_by("lot")),
        )
        .order_by("-created_at", "-id")
    )


def on_desk_with_versions() -> QuerySet[Call]:
    """The same with the fund and the versions of the rules, their text left in the database."""
    versions = Prefetch("rulebooks", Rulebook.objects.defer("body").order_by("version"))
    return (
        on_desk()
        .defer("draft", "published_draft")
        .select_related("fund")
        .prefetch_related(versions)
    )


def windows_of(call: Call) -> list[Window]:
    """The windows in force, the first to open first: of each number the last by sequence."""
    found: dict[int, Window] = {}
    rows: Iterable[Window] = call.windows.all()
    for window in sorted(rows, key=lambda each: each.sequence):
        found[window.number] = window
    return [found[number] for number in sorted(found)]


def current_window(call: Call, at: datetime | None = None) -> Window | None:
    """The window that runs or comes next; once all are past, the last. None while a draft."""
    windows = windows_of(call)
    if len(windows) > 1:
        now = at or clock.now()
        windows = [each for each in windows if now < each.closes_at] or windows[-1:]
    return windows[0] if windows else None


def current_rulebook(call: Call) -> Rulebook | None:
    """The rulebook in force: the last version. None while the call is a draft."""
    rulebooks: Iterable[Rulebook] = call.rulebooks.all()
    return max(rulebooks, key=lambda rulebook: rulebook.version, default=None)


def version_of(call: Call, version: int | None) -> Rulebook | None:
    """A version of the rules, the last unless it is said which; None if there is no such version."""
    if version is None:
        return current_rulebook(call)
    rulebooks: Iterable[Rulebook] = call.rulebooks.all()
    return next((each for each in rulebooks if each.version == version), None)


def rulebook_in_force(call: Call) -> Rulebook | None:
    """The same read from the database now, without the text of rules that the process knows."""
    return _IN_FORCE.first(call=call.pk)


def is_open(call: Call, at: datetime) -> bool:
    """Whether applications may be written and sent at this instant."""
    window = current_window(call, at)
    return (
        call.state == CallState.PUBLISHED.value
        and window is not None
        and window.sealed_at is None
        and window.opens_at <= at < window.closes_at
    )


def calls_to_close() -> Iterator[dict[str, int]]:
    """What the sweep asks for: published calls whose last deadline has passed."""
    for call_id in _past().order_by("id").values_list("id", flat=True):
        yield {"call_id": call_id}


def oldest_call_to_close() -> datetime | None:
    """The earliest deadline that has passed without a closing."""
    return _past().order_by("deadline").values_list("deadline", flat=True).first()


def _past() -> QuerySet[Any]:
    """The published calls past their last deadline, each with it."""
    published = Call.objects.filter(state=CallState.PUBLISHED.value)
    return published.annotate(deadline=Max("windows__closes_at")).filter(deadline__lte=clock.now())


def hold_gate(call: Call) -> Gate:
    """Lock the window in force FOR SHARE and read the clock after the lock, in one statement.

    Closing updates the row, so it waits for every holder; whoever comes after reads it sealed. A new
    version of the rules locks the rows too, so whoever waited behind an extension until the old
    deadline passed looks again and holds the longer window. The caller is inside a transaction.

    :raises Call.DoesNotExist: if the call has no window.
    """
    gate = _held(call)
    while gate.at >= gate.closes_at:
        again = _held(call)
        if again.window_id == gate.window_id:
            break
        gate = again
    return gate


def _held(call: Call) -> Gate:
    with preparing_cursor() as cursor:
        cursor.execute(
            """
            WITH in_force AS (
                SELECT DISTINCT ON (number) id, number, closes_at FROM calls_window
                WHERE call_id = %s ORDER BY number, sequence DESC
            ), held AS MATERIALIZED (
                SELECT id, opens_at, closes_at, sealed_at FROM calls_window
                WHERE id = (
                    SELECT id FROM in_force
                    ORDER BY closes_at <= wecare_clock(),
                        CASE WHEN closes_at <= wecare_clock() THEN -number ELSE number END
                    LIMIT 1)
                FOR SHARE
            )
            SELECT id, opens_at, closes_at, sealed_at, wecare_clock() FROM held
            """,
            [call.pk],
        )
        row = cursor.fetchone()
    if row is None:
        raise Call.DoesNotExist
    return Gate(*row)


def hold_window(call: Call) -> Window | None:
    """Lock the windows against senders, and answer the one that runs or comes next; None for a draft.

    It waits for those who hold any of them, and whoever comes after waits. The caller is inside a
    transaction and holds the call, so nobody adds a window meanwhile.
    """
    windows = Window.objects.select_for_update(of=("self",), no_key=True).filter(call=call)
    list(windows.order_by("id"))
    return current_window(call)


_IN_FORCE: Question[Rulebook] = Question(
    lambda call: Rulebook.objects.filter(call=call).defer("body").order_by("-version")[:1],
    call=int,
)
