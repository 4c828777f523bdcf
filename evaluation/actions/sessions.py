"""The sessions of a panel: convened, opened, written down, closed; what is closed never changes."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from applicants.models import Submission
from evaluation.actions.locks import lock_call
from evaluation.documents import minutes_context
from evaluation.engine.lifecycle import PANEL_SESSION
from evaluation.enums import Presence, SessionState
from evaluation.models import Attendance, Decision, Panel, PanelMember, PanelSession
from evaluation.policies.panels import check_is_at_work
from evaluation.policies.refusals import SessionRefused, written_reason
from evaluation.policies.sessions import check_is_open, check_quorum_reached
from evaluation.queries import sessions
from wecare.accounts.models import Person
from wecare.core import clock, events
from wecare.core.components.formats import instant_due
from wecare.core.printing import request_document
from wecare.core.text import TextRefused, clean_text
from wecare.notices.actions import letters

MOST_POINTS = 40  # points of an agenda
MINUTES_LENGTH = 40_000  # characters


@transaction.atomic
def convene(
    *, panel: Panel, convened_for: datetime, place: str, agenda: Sequence[str], by: Person
) -> PanelSession:
    """Convene a session and write to whoever sits.

    :raises SessionRefused: without a place, without an agenda, or for an instant that has passed.
    """
    call = lock_call(panel.call)
    panel = Panel.objects.select_related("call", "act").get(pk=panel.pk)
    check_is_at_work(panel)
    at = clock.now()
    if convened_for <= at:
        raise SessionRefused(_("Convoca la seduta per un momento che deve ancora venire."))
    place = written_reason(place, lacking=_("Scrivi dove si tiene."), refusal=SessionRefused)
    points = [each.strip() for each in agenda if each.strip()]
    if not 0 < len(points) <= MOST_POINTS:
        raise SessionRefused(
            _("L'ordine del giorno ha da 1 a %(most)d punti: ne hai scritti %(given)d.")
            % {"most": MOST_POINTS, "given": len(points)}
        )
    session = PanelSession.objects.create(
        panel=panel,
        number=PanelSession.objects.filter(panel=panel).count() + 1,
        convened_for=convened_for,
        place=place,
        agenda=points,
        convened_at=at,
        convened_by=by,
    )
    events.record(
        "panel_session.convened",
        subject=session,
        actor=by,
        call=call.code,
        number=session.number,
        convened_for=convened_for.isoformat(),
        agenda=points,
    )
    for member in _sitting(panel):
        letters.write(
            key=f"panel-session/{session.pk}/convened/{member.person_id}",
            person=member.person,
            template="evaluation/session_convened",
            context=lambda: {
                "call_code": call.code,
                "call_title": call.title,
                "convened_for": instant_due(convened_for),
                "place": place,
                "agenda": points,
            },
        )
    return session


@transaction.atomic
def cancel(*, session: PanelSession, by: Person) -> PanelSession:
    """Take back a session that was not opened; its number is not used again.

    :raises StepRefused: if it was opened.
    """
    session = _locked(session)
    return _step(session, "cancel", by=by)


@transaction.atomic
def open_session(*, session: PanelSession, by: Person) -> PanelSession:
    """Open a session: from now on attendance, decisions and minutes are written.

    :raises StepRefused: if it is not only convened.
    """
    session = _locked(session)
    check_is_at_work(session.panel)
    session.opened_at = clock.now()
    return _step(session, "open", by=by, opened_at=session.opened_at)


@transaction.atomic
def note_attendance(
    *, session: PanelSession, presences: Mapping[PanelMember, Presence], by: Person
) -> None:
    """Write who is there; again when somebody comes or goes.

    :raises SessionRefused: if the session is not open, or somebody does not sit on the panel.
    """
    session = _locked(session)
    check_is_open(session)
    at = clock.now()
    for member, presence in presences.items():
        if member.panel_id != session.panel_id or member.left_at is not None:
            raise SessionRefused(
                _("%(person)s non fa parte del nucleo.") % {"person": member.person}
            )
        Attendance.objects.update_or_create(
            session=session,
            member=member,
            defaults={"presence": presence.value, "noted_at": at},
        )
    events.record(
        "panel_session.attendance_noted",
        subject=session,
        actor=by,
        presences=[[member.person_id, each.value] for member, each in presences.items()],
    )


@transaction.atomic
def decide(
    *, session: PanelSession, text: str, by: Person, submission: Submission | None = None
) -> Decision:
    """Record a decision; who abstains from the application it is about does not count for it.

    :raises SessionRefused: if the session is not open, or fewer than the quorum are there.
    """
    session = _locked(session)
    check_is_open(session)
    text = written_reason(text, lacking=_("Scrivi che cosa si decide."), refusal=SessionRefused)
    present = sessions.counting_for(session, submission)
    check_quorum_reached(session.panel, present, submission)
    decision = Decision.objects.create(
        session=session,
        sequence=sessions.next_sequence(session),
        text=text,
        submission=submission,
        present=[str(member.person) for member in present],
        taken_at=clock.now(),
        recorded_by=by,
    )
    events.record(
        "panel_session.decided",
        subject=session,
        actor=by,
        sequence=decision.sequence,
        text=text,
        protocol="" if submission is None else submission.protocol,
        present=[member.person_id for member in present],
    )
    return decision


@transaction.atomic
def write_minutes(*, session: PanelSession, text: str, by: Person) -> PanelSession:
    """Write what was said, as often as needed while the session is open.

    :raises SessionRefused: if it is not open.
    """
    session = _locked(session)
    check_is_open(session)
    try:
        session.minutes = clean_text(text, max_length=MINUTES_LENGTH)
    except TextRefused as problem:
        raise SessionRefused(str(problem)) from problem
    session.save(update_fields=["minutes"])
    events.record("panel_session.minutes_written", subject=session, actor=by)
    return session


@transaction.atomic
def close(*, session: PanelSession, by: Person) -> PanelSession:
    """Close a session: nothing of it changes any more, and its minutes are printed to be signed.

    :raises SessionRefused: if it is not open, or nobody's attendance was noted.
    """
    session = _locked(session)
    check_is_open(session)
    if not Attendance.objects.filter(session=session).exists():
        raise SessionRefused(_("Prima di chiudere segna chi è presente."))
    session.closed_at, session.closed_by = clock.now(), by
    call = session.panel.call
    session.document = request_document(
        key=f"panel-session/{session.pk}",
        kind="panel_minutes",
        title=_("Verbale della seduta %(number)d del nucleo, bando %(code)s")
        % {"number": session.number, "code": call.code},
        template="documents/evaluation/minutes.html",
        context=minutes_context(
            session, list(sessions.attendances(session)), list(sessions.decisions(session))
        ),
        data_name="verbale.json",
    )
    return _step(
        session,
        "close",
        by=by,
        closed_at=session.closed_at,
        closed_by=by,
        document=session.document,
    )


def _step(session: PanelSession, step: str, *, by: Person, **fields: object) -> PanelSession:
    session.state = PANEL_SESSION.follow(step, SessionState(session.state)).value
    session.save(update_fields=["state", *fields])
    facts = {"document": session.document.check_code} if session.document else {}
    events.record(f"panel_session.{session.state}", subject=session, actor=by, **facts)
    return session


def _sitting(panel: Panel) -> list[PanelMember]:
    members = PanelMember.objects.filter(panel=panel, left_at=None).select_related("person")
    return list(members.order_by("id"))


def _locked(session: PanelSession) -> PanelSession:
    return (
        PanelSession.objects.select_for_update(of=("self",), no_key=True)
        .select_related("panel__call", "panel__act")
        .get(pk=session.pk)
    )
