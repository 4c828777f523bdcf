"""The life of an assessment, of a session of the panel and of a ranked list."""

from evaluation.enums import AssessmentState, RankedListState, SessionState
from wecare.core.lifecycle import Lifecycle, Step

ASSESSMENT = Lifecycle(
    "assessment",
    AssessmentState.DRAFT,
    (
        Step("sign", frozenset({AssessmentState.DRAFT}), AssessmentState.SIGNED),
        Step("reopen", frozenset({AssessmentState.SIGNED}), AssessmentState.DRAFT),
    ),
)

PANEL_SESSION = Lifecycle(
    "panel_session",
    SessionState.CONVENED,
    (
        Step("open", frozenset({SessionState.CONVENED}), SessionState.OPEN),
        Step("cancel", frozenset({SessionState.CONVENED}), SessionState.CANCELLED),
        Step("close", frozenset({SessionState.OPEN}), SessionState.CLOSED),
    ),
)

RANKED_LIST = Lifecycle(
    "ranked_list",
    RankedListState.DRAFT,
    (
        Step("approve", frozenset({RankedListState.DRAFT}), RankedListState.APPROVED),
        Step("publish", frozenset({RankedListState.APPROVED}), RankedListState.PUBLISHED),
    ),
)
