"""In whose hands a check is, what is said of its lines, and what the outcome may not pass over."""

import pytest
from django.db import IntegrityError, transaction

from applicants.models import Submission
from evaluation.actions import admissibilities, formal_checks
from evaluation.actions.formal_checks import NOTE, STATE
from evaluation.enums import AdmissibilityOutcome, LineState
from evaluation.models import Admissibility, CheckLine, FormalCheck
from evaluation.policies.formal import CheckInOtherHands, CheckRefused
from evaluation.policies.refusals import AdmissibilityRefused
from tests.factories.accounts import PersonFactory
from tests.factories.evaluation import call_under_evaluation, decided, officer, submitted
from tests.factories.formal import in_hands
from wecare.accounts.enums import Role
from wecare.accounts.models import Person
from wecare.core.models import Event

pytestmark = pytest.mark.django_db

ADMISSIBLE = AdmissibilityOutcome.ADMISSIBLE
INADMISSIBLE = AdmissibilityOutcome.INADMISSIBLE


@pytest.fixture
def submission() -> Submission:
    return submitted(call_under_evaluation())


def ticked(submission: Submission, code: str, state: LineState, by: Person, over: int = 0) -> None:
    formal_checks.save_line(
        submission=submission, code=code, field=STATE, value=state.value, over=over, by=by
    )


def test_a_check_is_taken_and_handed_over_and_the_trail_knows(submission: Submission) -> None:
    first, second = officer(), officer()

    in_hands(submission, by=first)
    check = formal_checks.hand_over(submission=submission, to=second, by=first)

    assert check.officer == second
    told = [
        (event.name, event.facts["before"], event.facts["officer"])
        for event in Event.objects.about(check)
    ]
    assert told == [
        ("formal_check.taken", None, first.pk),
        ("formal_check.handed_over", first.pk, second.pk),
    ]


def test_only_whoever_has_it_gives_it_and_only_to_officers(submission: Submission) -> None:
    first, assessor = officer(), PersonFactory(roles=[Role.ASSESSOR])
    in_hands(submission, by=first)

    with pytest.raises(CheckInOtherHands, match="in carico a"):
        formal_checks.hand_over(submission=submission, to=officer(), by=officer())
    with pytest.raises(CheckRefused, match="non istruisce"):
        formal_checks.hand_over(submission=submission, to=assessor, by=first)
    with pytest.raises(CheckRefused, match="già in carico a te"):
        in_hands(submission, by=first)


def test_nobody_else_decides_or_ticks_what_is_in_somebodys_hands(submission: Submission) -> None:
    in_hands(submission)
    other = officer()

    with pytest.raises(AdmissibilityRefused, match="in carico a"):
        admissibilities.decide(submission=submission, outcome=ADMISSIBLE, reasons="", by=other)
    with pytest.raises(CheckInOtherHands):
        ticked(submission, "attachment.deed", LineState.MET, other)

    in_hands(submission, by=other)  # taking is free, and told
    admissibilities.decide(submission=submission, outcome=ADMISSIBLE, reasons="", by=other)


def test_two_officers_on_one_line_do_not_overwrite_each_other(submission: Submission) -> None:
    first, second = officer(), officer()
    common = {"submission": submission, "code": "attachment.deed", "field": NOTE}

    formal_checks.save_line(**common, value="Manca la firma", over=0, by=first)
    parted = formal_checks.save_line(**common, value="C'è tutto", over=0, by=second)
    over = formal_checks.save_line(**common, value="C'è tutto", over=1, by=second)
    again = formal_checks.save_line(**common, value="C'è tutto, ora", over=1, by=second)

    assert (parted.conflict, parted.value, parted.saved_by) == (True, "Manca la firma", str(first))
    assert (over.conflict, over.version) == (False, 2)
    assert (again.conflict, again.version) == (False, 3)  # one's own earlier save is no conflict
    assert CheckLine.objects.get().note == "C'è tutto, ora"


@pytest.mark.parametrize(
    ("code", "field", "value"),
    [
        ("attachment.other", STATE, "met"),
        ("attachment.deed", "saved_by", "met"),
        ("attachment.deed", STATE, "perhaps"),
        ("attachment.deed", NOTE, "nul\x00"),
        ("attachment.deed", NOTE, "x" * 4001),
    ],
    ids=["line", "field", "state", "nul", "long"],
)
def test_what_is_no_line_is_not_saved(
    submission: Submission, code: str, field: str, value: str
) -> None:
    with pytest.raises(CheckRefused):
        formal_checks.save_line(
            submission=submission, code=code, field=field, value=value, over=0, by=officer()
        )

    assert CheckLine.objects.count() == 0


@pytest.mark.parametrize("state", [LineState.NOT_MET, LineState.TO_CLARIFY])
def test_admitting_against_a_line_says_why(submission: Submission, state: LineState) -> None:
    by = officer()
    ticked(submission, "attachment.deed", state, by)

    with pytest.raises(AdmissibilityRefused, match=r"1 riga .*Atto costitutivo"):
        admissibilities.decide(submission=submission, outcome=ADMISSIBLE, reasons="", by=by)
    decision = admissibilities.decide(
        submission=submission,
        outcome=ADMISSIBLE,
        reasons="",
        departure="È depositato presso l'ufficio.",
        by=by,
    )

    assert decision.departure == "È depositato presso l'ufficio."


def test_a_line_that_may_be_completed_excludes_nobody(submission: Submission) -> None:
    by = officer()
    ticked(submission, "attachment.photo", LineState.NOT_MET, by)

    decision = admissibilities.decide(submission=submission, outcome=ADMISSIBLE, reasons="", by=by)

    assert decision.is_admissible
    facts = Event.objects.about(decision).latest("seq").facts
    assert facts["lines"] == [["attachment.photo", "not_met", "", by.pk]]


def test_conditions_are_of_a_yes(submission: Submission) -> None:
    by = officer()

    with pytest.raises(AdmissibilityRefused, match="solo per chi è ammesso"):
        admissibilities.decide(
            submission=submission, outcome=INADMISSIBLE, reasons="No", conditions="Se", by=by
        )
    decision = admissibilities.decide(
        submission=submission, outcome=ADMISSIBLE, reasons="", conditions="Entro marzo", by=by
    )

    assert decision.conditions == "Entro marzo"
    with pytest.raises(IntegrityError), transaction.atomic():
        Admissibility.objects.update(outcome="inadmissible", reasons="No")


def test_whoever_decides_has_read_the_last_decision(submission: Submission) -> None:
    decided(submission, INADMISSIBLE)

    with pytest.raises(AdmissibilityRefused, match="mentre la leggevi"):
        admissibilities.decide(
            submission=submission, outcome=ADMISSIBLE, reasons="", read=0, by=officer()
        )
    admissibilities.decide(
        submission=submission, outcome=ADMISSIBLE, reasons="", read=1, by=officer()
    )

    assert FormalCheck.objects.get().decisions == 2
