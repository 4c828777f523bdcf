"""The lives of applications and submissions, over all their states and steps."""

import pytest

from applicants.engine.lifecycle import APPLICATION, SUBMISSION
from applicants.enums import ApplicationState, SubmissionState
from applicants.labels import APPLICATION_STATES, SUBMISSION_STATES
from wecare.core.lifecycle import StepRefused

_ALLOWED = {
    ("draft", "submit"): "submitted",
    ("submitted", "withdraw"): "withdrawn",
    ("withdrawn", "resume"): "draft",
    ("submitted", "admit"): "admitted",
    ("submitted", "advance"): "draft",
    ("admitted", "advance"): "draft",
    ("excluded", "admit"): "admitted",
    ("submitted", "exclude"): "excluded",
    ("admitted", "exclude"): "excluded",
}


@pytest.mark.parametrize("state", list(ApplicationState))
@pytest.mark.parametrize("step", [step.name for step in APPLICATION.steps])
def test_a_step_leads_only_where_the_table_says(state: ApplicationState, step: str) -> None:
    target = _ALLOWED.get((state.value, step))
    if target is None:
        with pytest.raises(StepRefused):
            APPLICATION.follow(step, state)
    else:
        assert APPLICATION.follow(step, state) == target


def test_a_sent_version_is_withdrawn_once() -> None:
    assert SUBMISSION.follow("withdraw", SubmissionState.LIVE) is SubmissionState.WITHDRAWN
    with pytest.raises(StepRefused):
        SUBMISSION.follow("withdraw", SubmissionState.WITHDRAWN)


def test_every_state_is_reached_and_has_its_words() -> None:
    assert set(APPLICATION.states()) == set(ApplicationState) == set(APPLICATION_STATES)
    assert set(SUBMISSION.states()) == set(SubmissionState) == set(SUBMISSION_STATES)
