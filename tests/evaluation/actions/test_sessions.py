"""Sessions: convened, opened, written down, closed; who counts, what is hidden, what never changes."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from evaluation.actions import recusals, sessions, signed_minutes
from evaluation.actions.signed_minutes import MinutesRefused
from evaluation.enums import PanelRole, Presence, SessionState
from evaluation.models import Attendance, Decision, PanelMember, PanelSession, SignedMinutes
from evaluation.policies.refusals import SessionRefused
from evaluation.queries import sessions as seen
from tests.factories.evaluation import (
    appointed,
    call_under_evaluation,
    decided,
    declared,
    members_of,
    officer,
    submitted,
)
from tests.factories.signing import FISCAL_CODE, Authority, Identity, pades
from tests.fixtures.verapdf import Verdict
from wecare.core import clock, printing, store
from wecare.core.lifecycle import StepRefused
from wecare.core.models import Event
from wecare.notices.models import Letter

pytestmark = pytest.mark.django_db
CA = Authority()


class Scene:
    """A panel of three with a substitute and a secretary, all declared, and an application."""

    def __init__(self) -> None:
        self.call = call_under_evaluation()
        self.one = decided(submitted(self.call))
        self.clerk = officer()
        self.panel = appointed(self.call, substitutes=1, secretary=self.clerk)
        self.seats = [declared(member) for member in members_of(self.panel)]
        self.voting = [member for member in self.seats if member.votes]
        self.substitute = self.named(PanelRole.SUBSTITUTE)
        self.secretary = self.named(PanelRole.SECRETARY)

    def named(self, role: PanelRole) -> PanelMember:
        return next(member for member in self.seats if member.role == role.value)

    def convene(self, **given: Any) -> PanelSession:
        values: dict[str, Any] = {
            "convened_for": clock.now() + timedelta(days=1),
            "place": "Sala A",
            "agenda": ["Insediamento", "Criteri di lavoro"],
            **given,
        }
        return sessions.convene(panel=self.panel, by=self.clerk, **values)

    def open(self, *there: PanelMember) -> PanelSession:
        session = sessions.open_session(session=self.convene(), by=self.clerk)
        if there:
            self.note(session, *there)
        return session

    def note(self, session: PanelSession, *there: PanelMember) -> None:
        presences = {
            member: Presence.PRESENT if member in there else Presence.ABSENT
            for member in self.seats
        }
        sessions.note_attendance(session=session, presences=presences, by=self.clerk)

    def decide(self, session: PanelSession, **given: Any) -> Decision:
        values: dict[str, Any] = {"text": "Si approva.", "by": self.clerk, **given}
        return sessions.decide(session=session, **values)


def test_a_session_is_convened_and_everyone_who_sits_is_written_to() -> None:
    scene = Scene()

    session = scene.convene()

    assert (session.number, session.state) == (1, SessionState.CONVENED.value)
    letters = Letter.objects.filter(template="evaluation/session_convened")
    assert letters.count() == 5
    body = letters.get(person=scene.clerk).body
    assert "Sala A" in body
    assert "- Criteri di lavoro" in body
    assert scene.convene().number == 2


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"place": " "}, "Scrivi dove"),
        ({"agenda": [" "]}, "da 1 a 40 punti.*0"),
        ({"agenda": ["punto"] * 41}, "da 1 a 40 punti.*41"),
        ({"convened_for": datetime.fromisoformat("2020-01-01T10:00:00+01:00")}, "ancora venire"),
    ],
)
def test_a_convocation_is_refused_in_words(given: dict[str, Any], words: str) -> None:
    with pytest.raises(SessionRefused, match=words):
        Scene().convene(**given)


def test_a_decision_needs_the_quorum_of_those_who_judge() -> None:
    scene = Scene()
    session = scene.open(scene.voting[0], scene.substitute, scene.secretary)

    with pytest.raises(SessionRefused, match=r"servono 2 presenti.*ce ne sono 1"):
        scene.decide(session)
    scene.note(session, *scene.voting[:2])

    decision = scene.decide(session)
    assert decision.present == [str(member.person) for member in scene.voting[:2]]


def test_who_abstains_from_an_application_does_not_count_for_it_and_who_stands_in_does() -> None:
    scene = Scene()
    first, second, _third = scene.voting
    recusals.recuse(member=second, submission=scene.one, reason="Parenti", by=second.person)
    session = scene.open(first, second, scene.substitute)

    with pytest.raises(SessionRefused, match=r"che non si astengono.*ce ne sono 1"):
        scene.decide(session, submission=scene.one)
    recusals.stand_in(
        substitute=scene.substitute,
        member=second,
        submissions=[scene.one],
        reason="Astensione",
        by=first.person,
    )

    decision = scene.decide(session, submission=scene.one)
    assert set(decision.present) == {str(first.person), str(scene.substitute.person)}
    assert list(seen.decisions(session, seen_by=second)) == []
    assert list(seen.decisions(session, seen_by=first)) == [decision]
    assert not seen.may_have_whole(session, second)
    assert seen.may_have_whole(session, first)


def test_only_an_open_session_is_written_down() -> None:
    scene = Scene()
    session = scene.convene()

    for write in (
        lambda: scene.decide(session),
        lambda: scene.note(session, scene.voting[0]),
        lambda: sessions.write_minutes(session=session, text="Testo", by=scene.clerk),
        lambda: sessions.close(session=session, by=scene.clerk),
    ):
        with pytest.raises(SessionRefused, match="non è ancora aperta"):
            write()
    sessions.cancel(session=session, by=scene.clerk)
    with pytest.raises(StepRefused):
        sessions.open_session(session=session, by=scene.clerk)


def test_nobody_s_presence_noted_means_it_cannot_close() -> None:
    scene = Scene()
    session = scene.open()

    with pytest.raises(SessionRefused, match="segna chi è presente"):
        sessions.close(session=session, by=scene.clerk)


def closed(scene: Scene) -> PanelSession:
    session = scene.open(*scene.voting)
    scene.decide(session, text="Si valuta in ordine di protocollo.")
    sessions.write_minutes(session=session, text="Discussione <b>breve</b>.", by=scene.clerk)
    return sessions.close(session=session, by=scene.clerk)


def test_a_closed_session_never_changes_whoever_writes() -> None:
    scene = Scene()
    session = closed(scene)

    with pytest.raises(SessionRefused, match="non si scrive più"):
        scene.decide(session)
    for change in (
        lambda: PanelSession.objects.filter(pk=session.pk).update(minutes="Altro"),
        lambda: Attendance.objects.filter(session=session).update(presence="absent"),
        lambda: Attendance.objects.filter(session=session).delete(),
        lambda: Decision.objects.filter(session=session).update(text="Altro"),
        lambda: Decision.objects.create(
            session=session, sequence=9, text="Altro", taken_at=clock.now(), recorded_by=scene.clerk
        ),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    names = Event.objects.filter(name__startswith="panel_session.").values_list("name", flat=True)
    assert list(names.order_by("seq")) == [
        f"panel_session.{name}"
        for name in (
            "convened", "open", "attendance_noted", "decided", "minutes_written", "closed",
        )
    ]  # fmt: skip


def minutes_of(session: PanelSession) -> bytes:
    assert session.document is not None
    document = printing.render_document(document=session.document)
    assert document.file is not None, document.error
    return store.read(document.file)


def test_the_minutes_are_an_archival_accessible_pdf(verapdf: Verdict) -> None:
    content = minutes_of(closed(Scene()))

    assert verapdf(content, "3a") == []
    assert verapdf(content, "ua1") == []


@pytest.fixture
def identity(settings: Any, tmp_path: Path) -> Identity:
    settings.SIGNATURE_TRUST = str(CA.write(tmp_path / "trust"))
    return CA.issue()


def test_the_signed_minutes_come_back_and_are_verified(identity: Identity) -> None:
    scene = Scene()
    type(scene.clerk).objects.filter(pk=scene.clerk.pk).update(fiscal_code=FISCAL_CODE)
    session = closed(scene)
    content = minutes_of(session)
    session = PanelSession.objects.select_related("document__file", "panel").get(pk=session.pk)
    given: dict[str, Any] = {"session": session, "by": scene.clerk}

    with pytest.raises(MinutesRefused):
        signed_minutes.give_back(filename="verbale.pdf", content=content, **given)
    signed = signed_minutes.give_back(
        filename="verbale.pdf", content=pades(content, identity), **given
    )

    assert signed.accepted
    assert [each.accepted for each in seen.signed(session)] == [True, False]
    assert Event.objects.filter(name="panel_session.signed").count() == 1


def test_minutes_signed_by_somebody_else_are_kept_as_evidence_and_refused(
    identity: Identity,
) -> None:
    scene = Scene()
    session = closed(scene)
    content = minutes_of(session)
    session = PanelSession.objects.select_related("document__file", "panel").get(pk=session.pk)

    with pytest.raises(MinutesRefused):
        signed_minutes.give_back(
            session=session,
            filename="verbale.pdf",
            content=pades(content, identity),
            by=scene.clerk,
        )

    assert [each.accepted for each in SignedMinutes.objects.order_by("id")] == [False]
