"""The pages of the queue of formal checks."""

import pytest

from evaluation.enums import AdmissibilityOutcome
from evaluation.queries import admissibility
from tests.factories.evaluation import call_under_evaluation, decided, submitted

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("outcome", ["", "undecided", "admissible", "irreceivable"])
@pytest.mark.parametrize("per_page", [1, 2, 3, 7])
def test_the_pages_together_are_the_queue_in_its_order(outcome: str, per_page: int) -> None:
    call = call_under_evaluation()
    sent = [submitted(call) for _ in range(7)]
    for submission in sent[1::2]:
        decided(submission, AdmissibilityOutcome.ADMISSIBLE)
    counted = admissibility.counts(call)

    pages = admissibility.Pages(call, counted=counted, per_page=per_page, outcome=outcome)

    shown = [row for number in pages.page_range for row in pages.page(number).object_list]
    assert shown == list(admissibility.queue(call, outcome=outcome))
    assert pages.count == len(shown)


def test_a_page_that_does_not_exist_becomes_the_last() -> None:
    call = call_under_evaluation()
    sent = [submitted(call) for _ in range(3)]

    pages = admissibility.Pages(call, counted=admissibility.counts(call), per_page=2)

    assert list(pages.get_page("99").object_list) == [sent[-1]]
    assert pages.get_page("molte").number == 1
