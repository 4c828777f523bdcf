"""Reads of calls: which exist, whether one is open, and the row senders hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Max, Prefetch, QuerySet

from calls.enums import CallState
from calls.models import Call, Rulebook, Window


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
        )
        .order_by("-deadline", "code")
    )


def on_desk() -> QuerySet[Call]:
    """Every call, drafts too, for the office."""
    return (
        Call.objects.annotate(deadline=Max("windows__closes_at"))
        .select_related("line__measure", "act", "created_by")
        .prefetch_related(Prefetch("windows", Window.objects.order_by("sequence")))
        .order_by("-created_at", "-id")
    )


def current_window(call: Call) -> Window | None:
    """The window in force: the last one by sequence. None while the call is a draft."""
    windows: Iterable[Window] = call.windows.all()
    return max(windows, key=lambda window: window.sequence, default=None)


def current_rulebook(call: Call) -> Rulebook | None:
    """The rulebook in force: the last version. None while the call is a draft."""
    rulebooks: Iterable[Rulebook] = call.rulebooks.all()
    return max(rulebooks, key=lambda rulebook: rulebook.version, default=None)


def rulebook_in_force(call: Call) -> Rulebook | None:
    """The same read from the database now, without the text of rules that the process knows."""
    return Rulebook.objects.filter(call=call).defer("body").order_by("-version").first()


def is_open(call: Call, at: datetime) -> bool:
    """Whether applications may be written and sent at this instant."""
    window = current_window(call)
    return (
        call.state == CallState.PUBLISHED.value
        and window is not None
        and window.sealed_at is None
        and window.opens_at <= at < window.closes_at
    )


def hold_gate(call: Call) -> Gate:
    """Lock the window in force FOR SHARE and read the clock after the lock, in one statement.

    Closing updates the row, so it waits for every holder; whoever comes after reads it sealed.
    The caller is inside a transaction.

    :raises Call.DoesNotExist: if the call has no window.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH held AS MATERIALIZED (
                SELECT id, opens_at, closes_at, sealed_at FROM calls_window
                WHERE call_id = %s AND sequence = (
                    SELECT max(sequence) FROM calls_window WHERE call_id = %s)
                FOR SHARE
            )
            SELECT id, opens_at, closes_at, sealed_at, wecare_clock() FROM held
            """,
            [call.pk, call.pk],
        )
        row = cursor.fetchone()
    if row is None:
        raise Call.DoesNotExist
    return Gate(*row)
