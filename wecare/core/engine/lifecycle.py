"""The lifecycle of a printed document."""

from wecare.core.enums import DocumentState
from wecare.core.lifecycle import Lifecycle, Step

DOCUMENT = Lifecycle(
    name="document",
    initial=DocumentState.PENDING,
    steps=(
        Step("render", frozenset({DocumentState.PENDING}), DocumentState.RENDERED),
        Step("give_up", frozenset({DocumentState.PENDING}), DocumentState.FAILED),
        Step("retry", frozenset({DocumentState.FAILED}), DocumentState.PENDING),
    ),
)
