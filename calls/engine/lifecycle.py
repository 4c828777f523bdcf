"""The life of a call, which also depends on its window, of questions, of files of movements."""

from calls.enums import CallState, EnquiryState, ImportState
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

IMPORT = Lifecycle(
    "budget import",
    ImportState.CHECKING,
    (
        Step("check", frozenset({ImportState.CHECKING}), ImportState.CHECKED),
        Step("confirm", frozenset({ImportState.CHECKED}), ImportState.CONFIRMED),
        Step("record", frozenset({ImportState.CONFIRMED}), ImportState.RECORDED),
        Step("refuse", frozenset({ImportState.CONFIRMED}), ImportState.REFUSED),
        Step(
            "give_up", frozenset({ImportState.CHECKING, ImportState.CONFIRMED}), ImportState.FAILED
        ),
        Step(
            "check_again",
            frozenset({ImportState.CHECKED, ImportState.REFUSED, ImportState.FAILED}),
            ImportState.CHECKING,
        ),
    ),
)
