"""Every step from every state."""

import itertools

import pytest

from wecare.acts.engine.lifecycle import ACT, EXTERNAL_ACT
from wecare.acts.enums import ActState
from wecare.core.lifecycle import StepRefused

ALLOWED = {
    ("freeze", ActState.DRAFT): ActState.FROZEN,
    ("attach_proof", ActState.FROZEN): ActState.RENDERED,
    ("reopen", ActState.FROZEN): ActState.DRAFT,
    ("reopen", ActState.RENDERED): ActState.DRAFT,
    ("adopt", ActState.RENDERED): ActState.ADOPTED,
    ("publish", ActState.ADOPTED): ActState.PUBLISHED,
}
PAIRS = list(itertools.product([step.name for step in ACT.steps], ActState))


@pytest.mark.parametrize(("step", "state"), PAIRS)
def test_a_step_is_taken_only_from_its_states(step: str, state: ActState) -> None:
    if (step, state) in ALLOWED:
        assert ACT.follow(step, state) == ALLOWED[step, state]
    else:
        with pytest.raises(StepRefused):
            ACT.follow(step, state)


def test_an_act_from_elsewhere_takes_no_step() -> None:
    assert (EXTERNAL_ACT.initial, EXTERNAL_ACT.steps) == (ActState.PUBLISHED, ())
