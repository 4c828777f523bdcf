"""The outcome of one's own application: complete, nobody else's, and not before its time."""

from datetime import timedelta
from decimal import Decimal

import pytest

from applicants.enums import MandateKind
from evaluation.actions import ranked_lists
from evaluation.enums import AdmissibilityOutcome, Outcome
from evaluation.queries import outcomes, published
from tests.factories.accounts import PersonFactory
from tests.factories.evaluation import (
    GOOD,
    POOR,
    call_under_evaluation,
    decided,
    judged,
    manager,
    members_of,
    officer,
    published_list,
    submitted,
)
from tests.factories.mandates import a_mandate
from wecare.core import clock

pytestmark = pytest.mark.django_db


def test_the_applicant_reads_place_points_and_reasons_without_names() -> None:
    call = call_under_evaluation()
    first, second = submitted(call), submitted(call)
    panel = judged(call, {first: {**GOOD, "A1": "20.00"}, second: GOOD})
    published_list(call)

    outcome = outcomes.of_application(second.application, second.submitted_by)

    assert outcome is not None
    assert (outcome.row.position, outcome.of_ranked, outcome.outcome) == (2, 2, Outcome.FUNDED)
    assert [part.part.code for part in outcome.classes] == ["A", "B"]
    (experience,) = outcome.classes[0].criteria
    assert experience.points == Decimal("16.00")
    assert len(experience.reasons) == 3
    assert outcome.classes[1].points == Decimal("64.00")
    assert outcome.why[0].startswith("Posto 2 di 2: 80,00 punti")
    assert [type(each) for each in members_of(panel)]


def test_an_excluded_applicant_reads_the_formal_reasons_and_no_points() -> None:
    call = call_under_evaluation()
    submission = submitted(call)
    decided(submission, AdmissibilityOutcome.INADMISSIBLE)
    published_list(call)

    outcome = outcomes.of_application(submission.application, submission.submitted_by)

    assert outcome is not None
    assert (outcome.formal_reasons, outcome.classes) == ("Manca lo statuto.", ())


def test_nothing_is_told_before_publication() -> None:
    call = call_under_evaluation()
    submission = submitted(call)
    judged(call, {submission: GOOD})
    ranked_list = ranked_lists.draw_up(call=call, by=officer())

    assert outcomes.of_application(submission.application, submission.submitted_by) is None
    ranked_lists.approve(ranked_list=ranked_list, by=manager())
    assert outcomes.of_application(submission.application, submission.submitted_by) is None
    assert not published.lists().exists()
    assert not published.of(call_code=call.code, version=1).exists()


@pytest.mark.parametrize("who", ["stranger", "other applicant", "assessor", "officer"])
def test_nobody_else_reads_it(who: str) -> None:
    call = call_under_evaluation()
    own, other = submitted(call), submitted(call)
    panel = judged(call, {own: GOOD, other: POOR})
    published_list(call)
    person = {
        "stranger": PersonFactory(),
        "other applicant": other.submitted_by,
        "assessor": members_of(panel)[0].person,
        "officer": officer(),
    }[who]

    assert outcomes.of_application(own.application, own.submitted_by) is not None
    assert outcomes.of_application(own.application, person) is None


def test_the_page_and_the_csv_have_the_same_rows_in_as_many_queries_for_three_as_for_one(
    django_assert_num_queries: object,
) -> None:
    lists = []
    for size in (1, 3):
        call = call_under_evaluation()
        judged(call, {submitted(call): GOOD for _ in range(size)})
        lists.append(published.of(call_code=published_list(call).call.code, version=1).get())

    for ranked_list, size in zip(lists, (1, 3), strict=True):
        with django_assert_num_queries(1):  # type: ignore[operator]
            territorial, regional = published.parts_of(ranked_list)
        head, *lines = published.csv_rows(ranked_list)

        assert head == published.CSV_HEAD
        assert [row.protocol for row in territorial.rows] == [line[2] for line in lines]
        assert (len(territorial.ranked), territorial.end_after, regional.rows) == (size, size, ())
        assert territorial.left == Decimal("2900000.00") - 80000 * size


def test_the_outcome_is_there_for_a_mandate_and_gone_with_it() -> None:
    call = call_under_evaluation()
    submission = submitted(call)
    judged(call, {submission: GOOD})
    published_list(call)
    now, organisation = clock.now(), submission.organisation
    live, expired, elsewhere = (PersonFactory() for _each in range(3))
    a_mandate(live, organisation, MandateKind.VIEWER, application=submission.application)
    past = now - timedelta(2)
    a_mandate(expired, organisation, since=past, expires_at=now - timedelta(1))
    a_mandate(elsewhere, organisation, call=call_under_evaluation())

    seen = {
        person: outcomes.of_application(submission.application, person) is not None
        for person in (live, expired, elsewhere)
    }

    assert seen == {live: True, expired: False, elsewhere: False}
    assert live.has_perm("evaluation.read_outcome", submission.application)
    assert not expired.has_perm("evaluation.read_outcome", submission.application)
