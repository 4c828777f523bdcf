"""Values saved one by one: what another window wrote is never overwritten, and never lost."""

from decimal import Decimal

import pytest

from applicants.models import Submission
from evaluation.actions import assessments
from evaluation.actions.assessments import Kept
from evaluation.models import Assessment, PanelMember, Score
from evaluation.policies.refusals import AssessmentRefused
from tests.factories.evaluation import signed
from tests.factories.scoring import judged_call, only, seats

pytestmark = pytest.mark.django_db
POINTS, REASON = ("A1", "points"), ("A1", "reason")


@pytest.fixture
def member() -> PanelMember:
    return seats(judged_call())[0]


@pytest.fixture
def submission(member: PanelMember) -> Submission:
    return only(member.panel.call)


def write(
    member: PanelMember,
    submission: Submission,
    place: tuple[str, str],
    value: Decimal | str | None,
    base: int,
    *,
    pen: str = "",
) -> Kept:
    (kept,) = assessments.write(
        submission=submission,
        member=member,
        values={place: (value, base)},
        by=member.person,
        pen=pen,
    )
    return kept


def test_points_and_reason_have_versions_of_their_own(
    member: PanelMember, submission: Submission
) -> None:
    assert write(member, submission, POINTS, Decimal(7), 0).version == 1
    assert write(member, submission, REASON, "Perché sì", 0).version == 1
    assert write(member, submission, POINTS, Decimal(8), 1).version == 2

    score = Score.objects.get()
    assert (score.points, score.points_version) == (Decimal("8.00"), 2)
    assert (score.reason, score.reason_version) == ("Perché sì", 1)
    assert Assessment.objects.get().version == 3


def test_what_another_window_wrote_comes_back_and_stays(
    member: PanelMember, submission: Submission
) -> None:
    write(member, submission, REASON, "Nella prima finestra", 0, pen="one")

    kept = write(member, submission, REASON, "Nella seconda", 0, pen="two")

    assert kept == Kept(REASON, 1, "Nella prima finestra", conflict=True)
    assert Score.objects.get().reason == "Nella prima finestra"
    assert write(member, submission, REASON, "Nella seconda", 1, pen="two").version == 2


def test_a_page_whose_answer_was_lost_does_not_meet_itself(
    member: PanelMember, submission: Submission
) -> None:
    write(member, submission, REASON, "Prima parte", 0, pen="one")

    kept = write(member, submission, REASON, "Prima parte e seconda", 0, pen="one")

    assert (kept.conflict, kept.version) == (False, 2)


def test_the_same_value_again_is_no_conflict_and_no_version(
    member: PanelMember, submission: Submission
) -> None:
    write(member, submission, POINTS, Decimal(7), 0)

    assert write(member, submission, POINTS, Decimal("7.00"), 0) == Kept(POINTS, 1, Decimal("7.00"))
    assert Assessment.objects.get().version == 1


def test_opening_a_page_and_saving_nothing_begins_nothing(
    member: PanelMember, submission: Submission
) -> None:
    assert write(member, submission, REASON, "", 0) == Kept(REASON, 0, "")
    assert not Assessment.objects.exists()


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        (POINTS, Decimal("20.01"), "i punti vanno da 0 a 20,00"),
        (("Z9", "points"), Decimal(1), "non è un criterio"),
        (REASON, "x" * 4001, "il massimo è 4000"),
    ],
)
def test_what_does_not_fit_is_refused(
    member: PanelMember,
    submission: Submission,
    place: tuple[str, str],
    value: Decimal | str,
    said: str,
) -> None:
    with pytest.raises(AssessmentRefused, match=said):
        write(member, submission, place, value, 0)

    assert not Assessment.objects.exists()


def test_what_is_signed_is_not_written(member: PanelMember, submission: Submission) -> None:
    signed(member, submission)

    with pytest.raises(AssessmentRefused, match="serve una riapertura"):
        write(member, submission, POINTS, Decimal(1), 1)
