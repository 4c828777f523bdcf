"""The life of a call. Whether applications may be sent also depends on the window."""

from calls.enums import CallState
from wecare.core.lifecycle import Lifecycle, Step

CALL = Lifecycle(
    "call",
    CallState.DRAFT,
    (
        Step("publish", frozenset({CallState.DRAFT}), CallState.PUBLISHED),
        Step("close", frozenset({CallState.PUBLISHED}), CallState.CLOSED),
        Step("open_applications", frozenset({CallState.CLOSED}), CallState.EVALUATION),
        Step("mark_evaluated", frozenset({CallState.EVALUATION}), CallState.EVALUATED),
        Step("conclude", frozenset({CallState.EVALUATED}), CallState.CONCLUDED),
    ),
)
