"""Clarification requests and notices of rejection: what they bound, what they unlock, when they end."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from applicants.models import Submission
from applicants.queries import verification as registers
from evaluation.actions import admissibilities, formal_answers, formal_requests
from evaluation.enums import AdmissibilityOutcome, PointKind, RequestKind, RequestState
from evaluation.models import FormalRequest, PointFile, PointText, RequestAnswer
from evaluation.policies.formal import AnswerRefused, AnswerTooLate, Point, RequestRefused
from evaluation.policies.refusals import AdmissibilityRefused
from evaluation.queries import formal, verification
from tests.factories.applicants import a_pdf
from tests.factories.evaluation import call_under_evaluation, decided, officer, submitted
from tests.factories.formal import (
    GROUND,
    LETTER,
    NEED,
    answered,
    call_with_notice,
    clarification,
    overdue,
    rejection,
    with_file,
    written,
)
from tests.fixtures.database import Clock
from wecare.core.digests import digest
from wecare.core.models import Document
from wecare.notices.models import Letter

pytestmark = pytest.mark.django_db

ADMISSIBLE = AdmissibilityOutcome.ADMISSIBLE
INADMISSIBLE = AdmissibilityOutcome.INADMISSIBLE


@pytest.fixture
def submission() -> Submission:
    return submitted(call_with_notice())


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "lettera firmata.pdf"
    path.write_bytes(a_pdf())
    return path


def test_a_request_names_what_it_asks_and_writes_to_the_applicant(submission: Submission) -> None:
    request = clarification(submission)

    assert [(each.kind, each.code) for each in formal.points_of(request)] == [
        ("answer", "need"),
        ("file", "letter"),
    ]
    written_to = Letter.objects.filter(person=submission.submitted_by).latest("pk")
    assert "Completa la domanda" in written_to.subject
    assert "Manca la firma." in written_to.body


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "da 1 a 10"), (11, "Ne hai indicati 11"), (None, "")],
    ids=["none", "too many", "the call's own"],
)
def test_the_days_are_those_the_rules_bound(
    submission: Submission, days: int | None, said: str
) -> None:
    if said:
        with pytest.raises(RequestRefused, match=said):
            clarification(submission, days=days)
    else:
        assert clarification(submission).days == 10


def test_a_call_without_days_gives_ten_and_thirty_at_most() -> None:
    silent = submitted(call_under_evaluation())

    with pytest.raises(RequestRefused, match="da 1 a 30"):
        clarification(silent, days=31)
    with pytest.raises(RequestRefused, match="non prevedono il preavviso"):
        rejection(silent)
    assert clarification(silent).days == 10


@pytest.mark.parametrize(
    ("kind", "points", "said"),
    [
        (RequestKind.CLARIFICATION, (), "almeno una risposta"),
        (RequestKind.CLARIFICATION, (NEED, NEED), "due volte"),
        (RequestKind.CLARIFICATION, (Point(PointKind.TEXT, "x"),), "in ogni punto"),
        (RequestKind.CLARIFICATION, (NEED,) * 41, "al massimo 40"),
        (RequestKind.REJECTION, (LETTER,), "non richieste di documenti"),
    ],
    ids=["nothing", "twice", "wordless", "too many", "document in a notice"],
)
def test_a_request_that_asks_badly_is_not_made(
    submission: Submission, kind: RequestKind, points: tuple[Point, ...], said: str
) -> None:
    with pytest.raises(RequestRefused, match=said):
        formal_requests.ask(
            submission=submission, kind=kind, points=points, reason="Perché", by=officer()
        )

    assert FormalRequest.objects.count() == 0


def test_one_request_waits_at_a_time_and_none_follows_an_outcome(submission: Submission) -> None:
    clarification(submission)

    with pytest.raises(RequestRefused, match=r"già una richiesta aperta, la n\. 1"):
        clarification(submission)
    with pytest.raises(RequestRefused, match="ha già il suo esito"):
        clarification(decided(submitted(submission.call)))


def test_an_answer_is_stored_beside_what_was_sent(submission: Submission, letter: Path) -> None:
    request = with_file(clarification(submission), letter)

    answer = answered(request)

    untouched = Submission.objects.get(pk=submission.pk)
    assert (untouched.content, untouched.content_digest) == (
        submission.content,
        submission.content_digest,
    )
    need, document = answer.content["points"]
    assert (need["said"], document["files"][0]["filename"]) == (
        "Il quartiere Aurora.",
        "lettera firmata.pdf",
    )
    assert answer.content_digest == digest(answer.content)
    assert answer.receipt == Document.objects.get(kind="formal_answer")
    assert FormalRequest.objects.get().state == RequestState.ANSWERED.value
    came = next(each for each in formal.lines_of(untouched) if each.code == "attachment.letter")
    assert came.integrated
    assert verification.formal_answers() == []


def test_its_protocol_is_of_the_one_register(submission: Submission) -> None:
    answer = answered(clarification(submission))

    (said,) = registers.protocols()  # the submission of the tests took its number from nowhere

    assert f"protocol {answer.protocol_year}: 2 given" in said


def test_a_second_press_gives_the_same_answer(submission: Submission) -> None:
    request = clarification(submission)

    first = answered(request)

    assert formal_answers.send(request=request, actor=submission.submitted_by) == first
    assert RequestAnswer.objects.count() == 1


def test_only_what_is_named_unlocks(submission: Submission, letter: Path) -> None:
    request = clarification(submission, NEED)

    with pytest.raises(AnswerRefused, match="non riguarda questa parte"):
        written(request, 2, "altro")
    with pytest.raises(AnswerRefused, match="scrivendo, non con un file"):
        with_file(request, letter, number=1)
    with pytest.raises(AnswerRefused, match="ancora scritto nulla"):
        formal_answers.send(request=request, actor=submission.submitted_by)


def test_the_term_is_kept_to_the_instant(submission: Submission, clock: Clock) -> None:
    request = clarification(submission)
    clock.set(request.closes_at - timedelta.resolution)
    written(request)
    clock.set(request.closes_at)

    with pytest.raises(AnswerTooLate, match=r"è scaduto il .*ore 23:59:59; sono le"):
        formal_answers.send(request=request, actor=submission.submitted_by)
    with pytest.raises(AnswerTooLate):
        written(request, 1, "tardi")
    clock.set(request.closes_at - timedelta.resolution)

    assert formal_answers.send(request=request, actor=submission.submitted_by).received_at == (
        request.closes_at - timedelta.resolution
    )


def test_the_database_keeps_the_term_too(submission: Submission) -> None:
    request = clarification(submission)

    with pytest.raises(IntegrityError, match="outside its term"), transaction.atomic():
        RequestAnswer.objects.create(
            request=request,
            content={},
            content_digest="",
            received_at=request.closes_at,
            sent_by=submission.submitted_by,
            protocol_number=9999,
            protocol_year=2026,
        )
    with pytest.raises(IntegrityError, match="only moves on"), transaction.atomic():
        FormalRequest.objects.update(closes_at=request.closes_at - timedelta(days=1))
    with pytest.raises(IntegrityError, match="keeps what it asked"), transaction.atomic():
        FormalRequest.objects.update(reason="Altro")
    with pytest.raises(IntegrityError, match="has its answer"), transaction.atomic():
        FormalRequest.objects.update(state=RequestState.ANSWERED.value)


def test_what_was_sent_never_changes(submission: Submission, letter: Path) -> None:
    request = with_file(clarification(submission), letter)
    answer = answered(request)

    for change in (
        lambda: PointText.objects.update(value="dopo"),
        lambda: PointFile.objects.all().delete(),
        lambda: RequestAnswer.objects.update(content={}),
        answer.delete,
        lambda: FormalRequest.objects.update(closing_reason="dopo"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_silence_has_its_consequence_by_a_persons_act(submission: Submission, clock: Clock) -> None:
    request = clarification(submission)

    with pytest.raises(RequestRefused, match="fino ad allora il richiedente può rispondere"):
        formal_requests.lapse(request=request, reason="Silenzio", by=officer())
    overdue(request, clock)
    assert FormalRequest.objects.get().state == RequestState.OPEN.value
    with pytest.raises(AdmissibilityRefused, match="richiesta aperta"):
        decided(submission)
    with pytest.raises(RequestRefused, match="che cosa segue dal silenzio"):
        formal_requests.lapse(request=request, reason=" ", by=officer())
    formal_requests.lapse(request=request, reason="Si decide così.", by=officer())

    assert decided(submission).admissibility.is_admissible


def test_more_time_is_more_and_is_told(submission: Submission, clock: Clock) -> None:
    request = overdue(clarification(submission), clock)

    longer = formal_requests.give_more_time(
        request=request, days=5, reason="Ferie dell'ente.", by=officer()
    )

    assert longer.closes_at > longer.before == request.closes_at
    assert (
        "Ferie dell'ente."
        in Letter.objects.filter(person=submission.submitted_by).latest("pk").body
    )
    assert written(request).state == RequestState.OPEN.value
    with pytest.raises(RequestRefused, match="da 1 a 365"):
        formal_requests.give_more_time(request=request, days=366, reason="Molto", by=officer())


def test_a_request_may_be_taken_back(submission: Submission) -> None:
    request = written(clarification(submission))

    formal_requests.cancel(request=request, reason="Il documento c'era.", by=officer())

    with pytest.raises(AnswerRefused, match="già chiusa"):
        formal_answers.send(request=request, actor=submission.submitted_by)
    assert clarification(submission).number == 2


def test_a_rejection_is_refused_without_its_notice(submission: Submission) -> None:
    by = officer()
    no = {"submission": submission, "outcome": INADMISSIBLE, "reasons": "Manca lo statuto."}

    with pytest.raises(AdmissibilityRefused, match=r"art. 10-bis .*10 giorni"):
        admissibilities.decide(**no, by=by)
    request = rejection(submission)
    with pytest.raises(AdmissibilityRefused, match="richiesta aperta"):
        admissibilities.decide(**no, by=by)
    answered(request)
    with pytest.raises(AdmissibilityRefused, match="Rispondi a ogni osservazione"):
        admissibilities.decide(**no, by=by)
    (point,) = formal.points_of(request)
    formal_requests.read_points(
        request=request, readings={point: (False, "Lo statuto non è stato allegato.")}, by=by
    )

    assert not admissibilities.decide(**no, by=by).is_admissible


def test_after_a_silent_notice_the_office_decides(submission: Submission, clock: Clock) -> None:
    request = overdue(rejection(submission), clock)
    formal_requests.lapse(request=request, reason="Nessuna osservazione.", by=officer())

    assert not decided(submission, INADMISSIBLE).admissibility.is_admissible


def test_a_notice_that_was_taken_back_warned_nobody(submission: Submission) -> None:
    formal_requests.cancel(request=rejection(submission), reason="Errore.", by=officer())

    with pytest.raises(AdmissibilityRefused, match="10-bis"):
        decided(submission, INADMISSIBLE)
    assert decided(submission, ADMISSIBLE).admissibility.is_admissible


def test_what_came_is_read_with_words(submission: Submission) -> None:
    request = clarification(submission, GROUND)
    by = officer()
    (point,) = formal.points_of(request)

    with pytest.raises(RequestRefused, match="ancora una risposta"):
        formal_requests.read_points(request=request, readings={point: (True, "Sì")}, by=by)
    answered(request)
    with pytest.raises(RequestRefused, match="Punto 1: scrivi perché"):
        formal_requests.read_points(request=request, readings={point: (True, " ")}, by=by)
    formal_requests.read_points(request=request, readings={point: (True, "Basta.")}, by=by)

    assert formal.unread_points(submission) == 0
