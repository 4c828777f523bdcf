"""A panel is appointed once, by an act that comes after the deadline."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from calls.models import Call
from calls.queries.calls import current_rulebook
from evaluation.actions.locks import lock_call
from evaluation.models import Panel, PanelMember
from evaluation.policies.panels import (
    chair_and_members,
    check_appointing_act,
    check_can_appoint,
    check_composition,
)
from evaluation.policies.refusals import PanelRefused
from wecare.accounts.models import Person
from wecare.acts.models import Act
from wecare.core import clock, events
from wecare.notices.actions import letters


@transaction.atomic
def appoint(*, call: Call, chair: Person, members: Sequence[Person], act: Act, by: Person) -> Panel:
    """Appoint the chair and the other members of a call's panel, and write to each.

    :raises PanelRefused: before the closing, with an act that is not in force or comes before the
        deadline, with too few or too many people, or with somebody who has a part in an application.
    """
    call = lock_call(call)
    check_can_appoint(call)
    rulebook = current_rulebook(call)
    if rulebook is None:
        raise PanelRefused(_("Il bando non è pubblicato."))
    check_appointing_act(call, act)
    check_composition(call, rulebook.rules, [chair, *members])
    panel = Panel.objects.create(call=call, act=act, appointed_by=by, appointed_at=clock.now())
    seats = [
        PanelMember.objects.create(panel=panel, person=person, role=role.value)
        for person, role in chair_and_members(chair, members)
    ]
    events.record(
        "panel.appointed",
        subject=panel,
        actor=by,
        call=call.code,
        act=str(act),
        members=[[seat.person_id, seat.role] for seat in seats],
    )
    for seat in seats:
        letters.write(
            key=f"panel/{panel.pk}/appointed/{seat.person_id}",
            person=seat.person,
            template="evaluation/panel_appointed",
            context={
                "call_code": call.code,
                "call_title": call.title,
                "act": str(act),
                "role": seat.role,
            },
        )
    return panel
