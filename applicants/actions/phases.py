"""From a phase to the next, by act: who goes on, on what conditions, until when; and more time.

An admitted application is a draft again, with all that was written: what was sent stays as it was.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, TypedDict

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from applicants.actions.openings import seal
from applicants.engine.lifecycle import APPLICATION
from applicants.engine.phases import Decided
from applicants.enums import ApplicationState, Power, SubmissionState
from applicants.models import Application, PhaseDecision, PhaseTerm, Submission
from applicants.policies.phases import (
    PhaseRefused,
    check_can_decide,
    check_more_time,
    check_phase_can_end,
    check_phase_is_open,
    check_term,
)
from applicants.queries import openings
from applicants.queries.mandates import people_who
from applicants.queries.terms import term_of
from calls.actions.calls import locked
from calls.models import Call
from calls.queries.calls import current_rulebook
from wecare.accounts.models import Person
from wecare.acts.actions.acts import record_external
from wecare.acts.models import Act
from wecare.core import clock, events
from wecare.core.components.formats import instant_due
from wecare.notices.actions import letters


class Ground(TypedDict):
    """An act adopted elsewhere, as it is typed."""

    kind: str
    number_text: str
    adopted_on: date
    subject: str


NOTHING = _("Nessuna delle domande indicate è di questo bando: ricarica la pagina.")
DECIDED, MORE_TIME = "applicants/phase_decided", "applicants/phase_extended"


@transaction.atomic
def decide(
    *,
    call: Call,
    phase: int,
    decisions: Sequence[Decided],
    opens_at: datetime,
    closes_at: datetime,
    act: Act,
    actor: Person,
) -> list[PhaseDecision]:
    """Admit to the phase after `phase`, or not, each with its reason: all of them or none.

    Those admitted write and send again from `opens_at` until before `closes_at`, or their own deadline.

    :raises PhaseRefused: naming the application, the rule and the value that does not hold.
    """
    call = locked(call)
    at = clock.now()
    rulebook = current_rulebook(call)
    if rulebook is None or not decisions:
        raise PhaseRefused(NOTHING)
    check_phase_can_end(call, rulebook.rules, phase)
    check_phase_is_open(openings.of(call, phase))
    if rulebook.rules.terms.sealed and any(each.is_admitted for each in decisions):
        seal(call, phase + 1, at=at)
    found = _applications(call, [each.application_id for each in decisions])
    sent = _sent_in(phase, found)
    made = []
    for said in sorted(decisions, key=lambda each: each.application_id):
        application = found[said.application_id]
        submission = check_can_decide(application, sent.get(application.pk), said)
        until = said.closes_at or closes_at
        if said.is_admitted:
            check_term(opens_at, until, at=at)
        decision = PhaseDecision.objects.create(
            application=application,
            phase=phase,
            submission=submission,
            outcome=said.outcome.value,
            conditions=said.conditions.strip(),
            reason=said.reason.strip(),
            act=act,
            decided_by=actor,
            decided_at=at,
        )
        _move(application, decision, opens_at=opens_at, closes_at=until)
        events.record(
            "application.phase_decided",
            subject=application,
            actor=actor,
            phase=phase,
            outcome=said.outcome,
            act=str(act),
            protocol=submission.protocol,
            closes_at=until if said.is_admitted else None,
        )
        made.append(decision)
    for decision in made:
        _tell(decision)
    return made


@transaction.atomic
def decide_by_act(
    *,
    call: Call,
    phase: int,
    decisions: Sequence[Decided],
    opens_at: datetime,
    closes_at: datetime,
    ground: Ground,
    actor: Person,
) -> list[PhaseDecision]:
    """Record the act that ends a phase and decide by it: both or neither.

    Recording the act locks the audit chain, so call and applications are held before.

    :raises ActRefused: if the act is already recorded with another date.
    :raises PhaseRefused: as `decide`.
    """
    call = locked(call)
    _applications(call, [each.application_id for each in decisions])
    return decide(
        call=call,
        phase=phase,
        decisions=decisions,
        opens_at=opens_at,
        closes_at=closes_at,
        act=record_external(by=actor, **ground),
        actor=actor,
    )


@transaction.atomic
def give_time_by_act(
    *, application: Application, closes_at: datetime, reason: str, ground: Ground, actor: Person
) -> PhaseTerm:
    """Record the act that gives an application more time and give it: both or neither.

    :raises ActRefused: if the act is already recorded with another date.
    :raises PhaseRefused: as `give_time`.
    """
    locked(application.call)
    _applications(application.call, [application.pk])
    act = record_external(by=actor, **ground)
    return give_time(
        application=application, closes_at=closes_at, act=act, reason=reason, actor=actor
    )


@transaction.atomic
def give_time(
    *, application: Application, closes_at: datetime, act: Act, reason: str, actor: Person
) -> PhaseTerm:
    """Give one application more time in its phase, by act; never less.

    :raises PhaseRefused: naming the deadline in force and the new one.
    """
    locked(application.call)
    application = _applications(application.call, [application.pk])[application.pk]
    at = clock.now()
    term = term_of(application)
    held = check_more_time(term if isinstance(term, PhaseTerm) else None, closes_at, at=at)
    longer = PhaseTerm.objects.create(
        application=application,
        phase=held.phase,
        sequence=held.sequence + 1,
        opens_at=held.opens_at,
        closes_at=closes_at,
        act=act,
    )
    events.record(
        "application.phase_extended",
        subject=application,
        actor=actor,
        phase=held.phase,
        closes_at=closes_at,
        before=held.closes_at,
        act=str(act),
        reason=reason,
    )
    _write(
        application,
        f"phase-time/{longer.pk}",
        MORE_TIME,
        {
            "closes": instant_due(closes_at),
            "before": instant_due(held.closes_at),
            "act": str(act),
            "reason": reason,
        },
    )
    return longer


def _applications(call: Call, keys: Sequence[int]) -> dict[int, Application]:
    """The applications under their locks, in one order."""
    rows = Application.objects.select_for_update(of=("self",), no_key=True)
    rows = rows.filter(call=call, pk__in=keys).select_related("call", "organisation")
    found = {each.pk: each for each in rows.order_by("id")}
    if len(found) != len(set(keys)):
        raise PhaseRefused(NOTHING)
    return found


def _sent_in(phase: int, found: dict[int, Application]) -> dict[int, Submission]:
    rows = Submission.objects.filter(
        application__in=found, phase=phase, state=SubmissionState.LIVE.value
    )
    return {each.application_id: each for each in rows.defer("content").order_by("id")}


def _move(
    application: Application, decision: PhaseDecision, *, opens_at: datetime, closes_at: datetime
) -> None:
    state = ApplicationState(application.state)
    if decision.is_admitted:
        application.state = APPLICATION.follow("advance", state).value
        application.phase = decision.phase + 1
        PhaseTerm.objects.create(
            application=application,
            phase=application.phase,
            opens_at=opens_at,
            closes_at=closes_at,
            act=decision.act,
        )
    elif state is not ApplicationState.EXCLUDED:
        application.state = APPLICATION.follow("exclude", state).value
    application.save(update_fields=["state", "phase"])


def _tell(decision: PhaseDecision) -> None:
    term = term_of(decision.application) if decision.is_admitted else None
    _write(
        decision.application,
        f"phase-decision/{decision.pk}",
        DECIDED,
        {
            "outcome": decision.outcome,
            "conditions": decision.conditions,
            "reason": decision.reason,
            "act": str(decision.act),
            "protocol": decision.submission.protocol,
            "closes": instant_due(term.closes_at) if term else "",
        },
    )


def _write(application: Application, key: str, template: str, facts: dict[str, Any]) -> None:
    for person in people_who(Power.READS, application.organisation, application=application):
        letters.write(
            key=f"{key}/{person.pk}",
            person=person,
            template=template,
            context={
                "call_code": application.call.code,
                "call_title": application.call.title,
                "title": application.title,
                "application": str(application.public_id),
                **facts,
            },
        )
