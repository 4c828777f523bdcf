"""The life of an application, of each sent version, of an invitation, of a change of partners."""

from applicants.enums import (
    ApplicationState,
    InvitationState,
    SubmissionState,
    VariationState,
)
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

INVITATION = Lifecycle(
    "invitation",
    InvitationState.OPEN,
    (
        Step("accept", frozenset({InvitationState.OPEN}), InvitationState.ACCEPTED),
        Step("decline", frozenset({InvitationState.OPEN}), InvitationState.DECLINED),
        Step("withdraw", frozenset({InvitationState.OPEN}), InvitationState.WITHDRAWN),
        Step("end", frozenset({InvitationState.ACCEPTED}), InvitationState.ENDED),
    ),
)

VARIATION = Lifecycle(
    "variation",
    VariationState.OPEN,
    (
        Step("approve", frozenset({VariationState.OPEN}), VariationState.APPROVED),
        Step("refuse", frozenset({VariationState.OPEN}), VariationState.REFUSED),
        Step("withdraw", frozenset({VariationState.OPEN}), VariationState.WITHDRAWN),
    ),
)
