from datetime import timedelta
from itertools import pairwise, product

import pytest

from wecare.core.lifecycle import StepRefused
from wecare.notices.engine.lifecycle import (
    LETTER,
    MAXIMUM_ATTEMPTS,
    WAITS,
    is_last,
    wait_after,
)
from wecare.notices.enums import LetterState

ALLOWED = {
    ("send", LetterState.QUEUED): LetterState.SENT,
    ("give_up", LetterState.QUEUED): LetterState.FAILED,
    ("retry", LetterState.FAILED): LetterState.QUEUED,
    ("confirm", LetterState.HELD): LetterState.QUEUED,
    ("keep", LetterState.HELD): LetterState.KEPT,
    ("cancel", LetterState.HELD): LetterState.CANCELLED,
}
PAIRS = list(product([step.name for step in LETTER.steps], LetterState))


@pytest.mark.parametrize(("step", "state"), PAIRS)
def test_every_step_from_every_state_is_decided(step: str, state: LetterState) -> None:
    target = ALLOWED.get((step, state))

    if target is None:
        with pytest.raises(StepRefused):
            LETTER.follow(step, state)
    else:
        assert LETTER.follow(step, state) is target


def test_the_waits_grow_and_last_more_than_a_day() -> None:
    assert all(shorter < longer for shorter, longer in pairwise(WAITS))
    assert sum(WAITS, timedelta()) > timedelta(days=1)


def test_the_wait_after_an_attempt_is_its_own_and_the_last_one_is_the_last() -> None:
    assert [wait_after(n) for n in range(1, MAXIMUM_ATTEMPTS + 1)] == list(WAITS)
    assert wait_after(MAXIMUM_ATTEMPTS + 5) == WAITS[-1]
    assert [is_last(n) for n in (1, MAXIMUM_ATTEMPTS - 1, MAXIMUM_ATTEMPTS)] == [False, False, True]
