"""Panels with all that their pages can show: substitutes, a secretary, sessions, divided work."""

from datetime import timedelta
from typing import Any

from calls.models import Call
from evaluation.actions import assigning, composition, recusals, sessions
from evaluation.enums import PanelRole, Presence
from evaluation.models import Panel, PanelMember, PanelSession
from evaluation.queries import panels
from tests.factories.accounts import PersonFactory
from tests.factories.acts import external, printed
from tests.factories.evaluation import (
    appointed,
    call_under_evaluation,
    decided,
    declared,
    manager,
    members_of,
    submitted,
)
from tests.fixtures.scenes import scene
from wecare.accounts.enums import Role
from wecare.accounts.models import Person
from wecare.core import clock


@scene
def with_secretary(panel: Panel, secretary: Person) -> PanelMember:
    """A later act gives the panel a substitute and this secretary, who declare."""
    act = external(adopted_on=clock.today())
    given: dict[str, Any] = {"panel": panel, "act": act, "by": manager()}
    substitute = PersonFactory(roles=[Role.ASSESSOR])
    declared(composition.add(person=substitute, role=PanelRole.SUBSTITUTE, **given))
    return declared(composition.add(person=secretary, role=PanelRole.SECRETARY, **given))


@scene
def held(panel: Panel, secretary: Person) -> list[PanelSession]:
    """One session that is closed and printed, one that is open, one convened."""
    members = list(PanelMember.objects.filter(panel=panel, left_at=None).order_by("id"))
    made = [
        sessions.convene(
            panel=panel,
            convened_for=clock.now() + timedelta(days=number),
            place="Sala A, via Bertola 34, Torino",
            agenda=["Insediamento", "Criteri di lavoro"],
            by=secretary,
        )
        for number in (1, 2, 3)
    ]
    for session in made[:2]:
        sessions.open_session(session=session, by=secretary)
        presences = dict.fromkeys(members, Presence.PRESENT)
        sessions.note_attendance(session=session, presences=presences, by=secretary)
        sessions.decide(session=session, text="Si valuta in ordine di protocollo.", by=secretary)
        sessions.write_minutes(session=session, text="Discussione breve.", by=secretary)
    closed = sessions.close(session=made[0], by=secretary)
    assert closed.document is not None
    printed(closed.document)
    return made


@scene
def divided(code: str) -> Panel:
    """A panel of five for what three judge, assigned; somebody left, somebody abstains."""
    call: Call = call_under_evaluation(code=code)
    for number in range(8_001, 8_005):
        decided(submitted(call, number=number))
    panel = appointed(call, voting=5, substitutes=2)
    members = [declared(member) for member in members_of(panel)]
    boss = manager()
    assigning.know(member=members[1], competences=["progetto"], by=boss)
    assigning.assign_automatically(call=call, by=boss)
    abstaining = members[2]
    submission = panels.readable(abstaining)[0]
    recusals.recuse(
        member=abstaining, submission=submission, reason="Parenti", by=abstaining.person
    )
    composition.replace(
        member=members[3],
        act=external(adopted_on=clock.today()),
        reason="Dimissioni",
        by=boss,
    )
    return panel
