"""The life of a call, which also depends on its window, and of what people ask about it."""

from calls.enums import CallState, EnquiryState
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

ENQUIRY = Lifecycle(
    "enquiry",
    EnquiryState.ASKED,
    (
        Step(
            "publish",
            frozenset({EnquiryState.ASKED, EnquiryState.SET_ASIDE}),
            EnquiryState.PUBLISHED,
        ),
        Step("amend", frozenset({EnquiryState.PUBLISHED}), EnquiryState.PUBLISHED),
        Step("set_aside", frozenset({EnquiryState.ASKED}), EnquiryState.SET_ASIDE),
    ),
)
