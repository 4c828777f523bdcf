"""The life of a call, over all its states and steps."""

import pytest

from calls.engine.lifecycle import CALL
from calls.enums import CallState
from calls.labels import CALL_STATES
from wecare.core.lifecycle import StepRefused

_ALLOWED = {
    ("draft", "publish"): "published",
    ("published", "close"): "closed",
    ("closed", "open_applications"): "evaluation",
    ("evaluation", "mark_evaluated"): "evaluated",
    ("evaluated", "conclude"): "concluded",
}


@pytest.mark.parametrize("state", list(CallState))
@pytest.mark.parametrize("step", [step.name for step in CALL.steps])
def test_a_step_leads_only_where_the_table_says(state: CallState, step: str) -> None:
    target = _ALLOWED.get((state.value, step))
    if target is None:
        with pytest.raises(StepRefused):
            CALL.follow(step, state)
    else:
        assert CALL.follow(step, state) == target


def test_every_state_is_reached_and_has_its_words() -> None:
    assert set(CALL.states()) == set(CallState) == set(CALL_STATES)
