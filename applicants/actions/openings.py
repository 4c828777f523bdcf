"""Opening what was sent in a phase, by two people where the rules of the call say so."""

from datetime import datetime

from django.db import transaction

from applicants.models import PhaseOpening
from applicants.policies.phases import (
    check_opening_due,
    check_second_person,
    check_still_sealed,
)
from applicants.queries import openings
from applicants.queries.phases import protocols_of
from applicants.queries.terms import hold_terms, running_terms
from calls.actions import calls
from calls.actions.calls import locked
from calls.models import Call
from wecare.accounts.models import Person
from wecare.core import clock, events

FIRST = 1


def seal(call: Call, phase: int, *, at: datetime) -> PhaseOpening:
    """Keep what is sent in the phase from the office until two open it. The call is locked.

    :raises PhaseRefused: if they have opened it.
    """
    opening, _made = PhaseOpening.objects.get_or_create(
        call=call, phase=phase, defaults={"sealed_at": at}
    )
    check_still_sealed(opening)
    return opening


@transaction.atomic
def ask(*, call: Call, phase: int, actor: Person) -> PhaseOpening:
    """The first of the two asks that it be opened; asked twice is as once.

    :raises PhaseRefused: before the time, or if it is open.
    """
    call = locked(call)
    opening, at = _due(call, phase)
    if opening is None:
        opening = seal(call, phase, at=at)
    if opening.asked_by is None:
        opening.asked_by, opening.asked_at = actor, at
        opening.save(update_fields=["asked_by", "asked_at"])
        events.record(
            "phase.opening_asked", subject=opening, actor=actor, call=call.code, phase=phase
        )
    return opening


@transaction.atomic
def confirm(*, call: Call, phase: int, actor: Person) -> PhaseOpening:
    """The second of the two opens it; who, when and which protocols is recorded.

    :raises PhaseRefused: before the time, if nobody asked, or if the same person did.
    :raises CallRefused: if the call is not closed.
    """
    call = locked(call)
    opening, at = _due(call, phase)
    if opening is None:
        opening = seal(call, phase, at=at)
    check_second_person(opening, actor)
    protocols = protocols_of(call, phase)
    if phase == FIRST:
        calls.open_applications(call=call, protocols=protocols, actor=actor, first=opening.asked_by)
    opening.opened_by, opening.opened_at = actor, at
    opening.save(update_fields=["opened_by", "opened_at"])
    events.record(
        "phase.opened",
        subject=opening,
        actor=actor,
        call=call.code,
        phase=phase,
        asked_by=str(opening.asked_by),
        protocols=protocols,
    )
    return opening


def _due(call: Call, phase: int) -> tuple[PhaseOpening | None, datetime]:
    """The seal, after everyone who read the clock in time has sent, and the instant."""
    hold_terms(call)
    at = clock.now()
    opening = openings.of(call, phase)
    check_opening_due(call, opening, phase, running=running_terms(call, phase, at=at))
    return opening, at
