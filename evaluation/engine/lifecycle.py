"""The life of a request in the formal check, of an assessment, of a session and of a ranked list."""

from evaluation.enums import AssessmentState, RankedListState, RequestState, SessionState
from wecare.core.lifecycle import Lifecycle, Step

FORMAL_REQUEST = Lifecycle(
    "formal_request",
    RequestState.OPEN,
    (
        Step("answer", frozenset({RequestState.OPEN}), RequestState.ANSWERED),
        Step("lapse", frozenset({RequestState.OPEN}), RequestState.LAPSED),
        Step("cancel", frozenset({RequestState.OPEN}), RequestState.CANCELLED),
    ),
)

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
