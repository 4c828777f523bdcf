"""Until when an application may be written and sent: the call's window, then its own term."""

from datetime import datetime

from django.db import connection

from applicants.models import Application, PhaseTerm
from applicants.models.submission import FIRST_PHASE
from calls.models import Call, Window
from calls.queries.calls import Gate, current_window, hold_gate, is_open


def term_of(application: Application, at: datetime | None = None) -> Window | PhaseTerm | None:
    """What bounds the application now: the window that runs or comes next, or its own term."""
    if application.phase == FIRST_PHASE:
        return current_window(application.call, at)
    own = [each for each in application.terms.all() if each.phase == application.phase]
    return max(own, key=lambda each: each.sequence, default=None)


def may_be_written(application: Application, at: datetime) -> bool:
    """Whether the instant falls within what bounds the application."""
    if application.phase == FIRST_PHASE:
        return is_open(application.call, at)
    term = term_of(application)
    return term is not None and term.opens_at <= at < term.closes_at


def hold_gate_of(application: Application) -> Gate:
    """Lock what bounds the application FOR SHARE and read the clock after the lock.

    Whoever takes the list holds the row for update first, so it waits for every holder. The caller is
    inside a transaction.

    :raises DoesNotExist: if the call has no window, or nobody has given the application a term.
    """
    if application.phase == FIRST_PHASE:
        return hold_gate(application.call)
    gate = _held(application)
    while gate.at >= gate.closes_at:
        again = _held(application)  # whoever waited behind more time holds the longer term
        if again.window_id == gate.window_id:
            break
        gate = again
    return gate


def _held(application: Application) -> Gate:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH held AS MATERIALIZED (
                SELECT id, opens_at, closes_at FROM applicants_phaseterm
                WHERE id = (
                    SELECT id FROM applicants_phaseterm WHERE application_id = %s AND phase = %s
                    ORDER BY sequence DESC LIMIT 1)
                FOR SHARE
            )
            SELECT id, opens_at, closes_at, NULL::timestamptz, wecare_clock() FROM held
            """,
            [application.pk, application.phase],
        )
        row = cursor.fetchone()
    if row is None:
        raise PhaseTerm.DoesNotExist
    return Gate(*row)


def hold_terms(call: Call) -> None:
    """Lock every term of the call against senders: it waits for whoever has read the clock in time.

    The caller is inside a transaction.
    """
    rows = PhaseTerm.objects.select_for_update(of=("self",), no_key=True)
    list(rows.filter(application__call=call).order_by("id").values_list("pk", flat=True))


def running_terms(call: Call, phase: int, *, at: datetime) -> int:
    """How many applications may still be written and sent in the phase at this instant."""
    last = (
        PhaseTerm.objects.filter(application__call=call, phase=phase)
        .order_by("application_id", "-sequence")
        .distinct("application_id")
        .values_list("closes_at", flat=True)
    )
    return sum(closes_at > at for closes_at in last)
