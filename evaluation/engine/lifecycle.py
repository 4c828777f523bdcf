"""The life of an assessment and of a ranked list."""

from evaluation.enums import AssessmentState, RankedListState
from wecare.core.lifecycle import Lifecycle, Step

ASSESSMENT = Lifecycle(
    "assessment",
    AssessmentState.DRAFT,
    (
        Step("sign", frozenset({AssessmentState.DRAFT}), AssessmentState.SIGNED),
        Step("reopen", frozenset({AssessmentState.SIGNED}), AssessmentState.DRAFT),
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
