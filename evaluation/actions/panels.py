"""A panel is appointed once, by an act that comes after the deadline; later acts change it."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from calls.models import Call
from calls.queries.calls import current_rulebook
from evaluation.actions.locks import lock_call
from evaluation.engine import judging
from evaluation.enums import PanelRole
from evaluation.models import Panel, PanelMember
from evaluation.policies.panels import (
    check_appointing_act,
    check_can_appoint,
    check_composition,
    check_quorum,
    majority,
)
from evaluation.policies.refusals import PanelRefused
from wecare.accounts.models import Person
from wecare.acts.models import Act
from wecare.core import clock, events
from wecare.notices.actions import letters


@transaction.atomic
def appoint(
    *,
    call: Call,
    chair: Person,
    members: Sequence[Person],
    act: Act,
    by: Person,
    substitutes: Sequence[Person] = (),
    secretary: Person | None = None,
    quorum: int | None = None,
) -> Panel:
    """Appoint the panel of a call and write to each: chair, members, substitutes, secretary.

    `quorum` is how many of those who vote a session needs; without it, the majority.

    :raises PanelRefused: before the closing, with an act that is not in force or comes before the
        deadline, with too few people, an even number of them or somebody who has a part in an
        application, or with a quorum below the majority.
    """
    call = lock_call(call)
    check_can_appoint(call)
    rulebook = current_rulebook(call)
    if rulebook is None:
        raise PanelRefused(_("Il bando non è pubblicato."))
    check_appointing_act(call, act)
    voting = [chair, *members]
    check_composition(call, rulebook.rules, voting, substitutes=substitutes, secretary=secretary)
    quorum = majority(len(voting)) if quorum is None else quorum
    check_quorum(quorum, len(voting))
    panel = Panel.objects.create(
        call=call,
        act=act,
        quorum=quorum,
        by_assignment=len(voting) > judging.wanted(rulebook.rules.assessors),
        appointed_by=by,
        appointed_at=clock.now(),
    )
    places = [
        (chair, PanelRole.CHAIR),
        *((person, PanelRole.MEMBER) for person in members),
        *((person, PanelRole.SUBSTITUTE) for person in substitutes),
        *((person, PanelRole.SECRETARY) for person in [secretary] if person is not None),
    ]
    seats = [
        PanelMember.objects.create(panel=panel, person=person, role=role.value)
        for person, role in places
    ]
    events.record(
        "panel.appointed",
        subject=panel,
        actor=by,
        call=call.code,
        act=str(act),
        quorum=quorum,
        members=[[seat.person_id, seat.role] for seat in seats],
    )
    for seat in seats:
        tell(seat, act)
    return panel


def tell(member: PanelMember, act: Act) -> None:
    """Write to whoever was appointed."""
    call = member.panel.call
    letters.write(
        key=f"panel/{member.panel_id}/appointed/{member.person_id}",
        person=member.person,
        template="evaluation/panel_appointed",
        context={
            "call_code": call.code,
            "call_title": call.title,
            "act": str(act),
            "role": member.role,
        },
    )
