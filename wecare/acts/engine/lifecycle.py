"""The steps of an act."""

from wecare.acts.enums import ActState
from wecare.core.lifecycle import Lifecycle, Step

ACT = Lifecycle(
    "act",
    ActState.DRAFT,
    (
        Step("freeze", frozenset({ActState.DRAFT}), ActState.FROZEN),
        Step("attach_proof", frozenset({ActState.FROZEN}), ActState.RENDERED),
        Step("reopen", frozenset({ActState.FROZEN, ActState.RENDERED}), ActState.DRAFT),
        Step("adopt", frozenset({ActState.RENDERED}), ActState.ADOPTED),
        Step("publish", frozenset({ActState.ADOPTED}), ActState.PUBLISHED),
    ),
)
EXTERNAL_ACT = Lifecycle("external_act", ActState.PUBLISHED, ())
