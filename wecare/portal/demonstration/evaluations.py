"""What an evaluation is made of besides scores: what the office asks, a session of the panel with its
minutes, a provisional list and what is said of it.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from applicants.models import Submission
from applicants.queries.submissions import live_of
from calls.models import Call
from evaluation.actions import (
    formal_answers,
    formal_checks,
    formal_requests,
    observations,
    ranked_lists,
    sessions,
)
from evaluation.enums import ObservationAnswer, PointKind, Presence, RequestKind
from evaluation.models import FormalRequest, Panel, PanelMember, RankedRow
from evaluation.policies.formal import Point
from wecare.portal.demonstration import story

SECRETARY = "segreteria@wecare.example"
FIRST_BODY = 200  # serial numbers that no other organisation of the demonstration has
PLACE = "Sala riunioni, via Bertola 34, Torino (dati dimostrativi)"


def tell_the_provisional_one(
    telling: story.Telling, plan: story.Plan, *, opens_at: datetime, closes_at: datetime
) -> Call:
    """A call that a panel with its secretary has judged: only its list lacks."""
    apart = replace(telling, chance=Random(plan.code), bodies=FIRST_BODY)  # noqa: S311 -- a story
    call = story.announce(apart, plan, opens_at=opens_at, closes_at=closes_at)
    story.apply_all(apart, call, plan)
    call = story.close_and_check(apart, call)
    story.judge(apart, call, secretary=telling.people[SECRETARY])
    _sit(apart, call)
    telling.now = apart.now
    return call


def publish_the_provisional_one(telling: story.Telling, call: Call, today: datetime) -> None:
    """Its list is published; two applicants are not content, and one has had the answer."""
    officer, manager = telling.people[story.OFFICER], telling.people[story.MANAGER]
    telling.at(today - timedelta(days=4))
    ranked_list = ranked_lists.draw_up(call=call, by=officer)
    telling.after(hours=2)
    ranked_list = ranked_lists.approve(ranked_list=ranked_list, by=manager)
    telling.after(hours=1)
    ranked_list = ranked_lists.publish(ranked_list=ranked_list, by=manager)
    rows = RankedRow.objects.filter(ranked_list=ranked_list).order_by("sequence")
    texts = (
        "Dati dimostrativi. Nel punteggio dell'esperienza non vediamo il progetto del 2023.",
        "Dati dimostrativi. Chiediamo di rileggere il bisogno: i dati sono a pagina 3.",
    )
    filed = []
    for row, text in zip(rows.select_related("submission__application"), texts, strict=False):
        telling.after(hours=9)
        application = row.submission.application
        filed.append(
            observations.file(
                application=application, text=text, files=[], by=application.created_by
            )
        )
    telling.after(hours=8)
    observations.answer(
        observation=filed[0],
        said=ObservationAnswer.NOT_ACCEPTED,
        reasons="Dati dimostrativi. Il progetto del 2023 è già tra quelli che il nucleo ha letto.",
        by=officer,
    )


def ask_to_complete(telling: story.Telling, call: Call, today: datetime) -> None:
    """Of the last two applications something is not clear: one has answered, the other has days left."""
    telling.at(today - timedelta(days=2))
    unchecked = live_of(call).filter(admissibility=None).select_related("application__created_by")
    answering, silent = unchecked.order_by("protocol_year", "protocol_number")
    request = _ask(telling, answering)
    _ask(telling, silent)
    telling.after(hours=20)
    writer = answering.application.created_by
    said = "Dati dimostrativi. Nel quartiere una persona anziana su tre vive sola (Comune, 2025)."
    formal_answers.save(request=request, texts={1: (said, 0)}, actor=writer)
    telling.after(minutes=5)
    formal_answers.send(request=request, actor=writer)


def _ask(telling: story.Telling, submission: Submission) -> FormalRequest:
    officer = telling.people[story.OFFICER]
    telling.after(minutes=30)
    formal_checks.take(submission=submission, by=officer)
    questions = [each for part in submission.rules.sections for each in part.questions]
    label = next(each.label for each in questions if each.code == "bisogno")
    return formal_requests.ask(
        submission=submission,
        kind=RequestKind.CLARIFICATION,
        points=[
            Point(PointKind.ANSWER, label, code="bisogno", asked="Indica la fonte dei dati."),
        ],
        reason="Dati dimostrativi. Il bisogno è descritto senza dire da dove vengono i dati.",
        by=officer,
    )


def _sit(telling: story.Telling, call: Call) -> None:
    """The panel meets: attendance, a decision, minutes that wait for their signatures."""
    panel = Panel.objects.get(call=call)
    secretary = telling.people[SECRETARY]
    telling.after(days=1)
    session = sessions.convene(
        panel=panel,
        convened_for=telling.now + timedelta(days=2),
        place=PLACE,
        agenda=["Lettura dei punteggi firmati", "Chiusura della valutazione"],
        by=secretary,
    )
    telling.after(days=2)
    session = sessions.open_session(session=session, by=secretary)
    seats = PanelMember.objects.filter(panel=panel, left_at=None).order_by("pk")
    sessions.note_attendance(
        session=session, presences=dict.fromkeys(seats, Presence.PRESENT), by=secretary
    )
    telling.after(minutes=40)
    sessions.decide(
        session=session,
        text="Il nucleo conferma i punteggi firmati e chiude la valutazione.",
        by=secretary,
    )
    sessions.write_minutes(
        session=session,
        text="Dati dimostrativi. Il nucleo rilegge i punteggi, domanda per domanda; le differenze "
        "tra chi valuta sono piccole. Nessuno chiede di riaprire una valutazione.",
        by=secretary,
    )
    telling.after(minutes=10)
    sessions.close(session=session, by=secretary)
