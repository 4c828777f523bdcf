"""The lives of assessments and ranked lists, over all their states and steps."""

import pytest

from evaluation.engine.lifecycle import ASSESSMENT, RANKED_LIST
from evaluation.enums import AssessmentState, Outcome, RankedListState
from evaluation.labels import ASSESSMENT_STATES, OUTCOMES, RANKED_LIST_STATES
from wecare.core.lifecycle import StepRefused

_ALLOWED = {("draft", "approve"): "approved", ("approved", "publish"): "published"}


@pytest.mark.parametrize("state", list(RankedListState))
@pytest.mark.parametrize("step", [step.name for step in RANKED_LIST.steps])
def test_a_step_leads_only_where_the_table_says(state: RankedListState, step: str) -> None:
    target = _ALLOWED.get((state.value, step))
    if target is None:
        with pytest.raises(StepRefused):
            RANKED_LIST.follow(step, state)
    else:
        assert RANKED_LIST.follow(step, state) == target


def test_what_is_signed_is_signed_again_only_after_a_reopening() -> None:
    draft, signed = AssessmentState.DRAFT, AssessmentState.SIGNED

    assert ASSESSMENT.follow("sign", draft) is signed
    assert ASSESSMENT.follow("reopen", signed) is draft
    for step, state in (("sign", signed), ("reopen", draft)):
        with pytest.raises(StepRefused):
            ASSESSMENT.follow(step, state)


def test_every_state_is_reached_and_has_its_words() -> None:
    assert set(RANKED_LIST.states()) == set(RankedListState) == set(RANKED_LIST_STATES)
    assert set(ASSESSMENT.states()) == set(AssessmentState) == set(ASSESSMENT_STATES)
    assert set(OUTCOMES) == set(Outcome)
