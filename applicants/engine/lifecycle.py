"""The life of an application and of each sent version."""

from applicants.enums import ApplicationState, SubmissionState
from wecare.core.lifecycle import Lifecycle, Step

APPLICATION = Lifecycle(
    "application",
    ApplicationState.DRAFT,
    (
        Step("submit", frozenset({ApplicationState.DRAFT}), ApplicationState.SUBMITTED),
        Step("withdraw", frozenset({ApplicationState.SUBMITTED}), ApplicationState.WITHDRAWN),
        Step("resume", frozenset({ApplicationState.WITHDRAWN}), ApplicationState.DRAFT),
        Step(
            "advance",
            frozenset({ApplicationState.SUBMITTED, ApplicationState.ADMITTED}),
            ApplicationState.DRAFT,
        ),
        Step(
            "admit",
            frozenset({ApplicationState.SUBMITTED, ApplicationState.EXCLUDED}),
            ApplicationState.ADMITTED,
        ),
        Step(
            "exclude",
            frozenset({ApplicationState.SUBMITTED, ApplicationState.ADMITTED}),
            ApplicationState.EXCLUDED,
        ),
    ),
)

SUBMISSION = Lifecycle(
    "submission",
    SubmissionState.LIVE,
    (Step("withdraw", frozenset({SubmissionState.LIVE}), SubmissionState.WITHDRAWN),),
)
