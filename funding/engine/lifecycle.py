"""The life of an award: born granted with its decree; a later decree replaces or releases it. And the lives
of what changes or ends it.
"""

from funding.enums import AwardState, ChangeState, RevocationState
from wecare.core.lifecycle import Lifecycle, Step

AWARD = Lifecycle(
    "award",
    AwardState.GRANTED,
    (
        Step("replace", frozenset({AwardState.GRANTED}), AwardState.REPLACED),
        Step("release", frozenset({AwardState.GRANTED}), AwardState.RELEASED),
    ),
)
PROJECT_CHANGE = Lifecycle(
    "project_change",
    ChangeState.ASKED,
    (
        Step("take_note", frozenset({ChangeState.NOTICED}), ChangeState.NOTED),
        Step("object", frozenset({ChangeState.NOTICED}), ChangeState.OBJECTED),
        Step("approve", frozenset({ChangeState.ASKED}), ChangeState.APPROVED),
        Step("refuse", frozenset({ChangeState.ASKED}), ChangeState.REFUSED),
        Step("withdraw", frozenset({ChangeState.ASKED}), ChangeState.WITHDRAWN),
    ),
)
REVOCATION = Lifecycle(
    "revocation",
    RevocationState.NOTICED,
    (
        Step("assess", frozenset({RevocationState.NOTICED}), RevocationState.ASSESSED),
        Step(
            "drop",
            frozenset({RevocationState.NOTICED, RevocationState.ASSESSED}),
            RevocationState.DROPPED,
        ),
        Step("carry_out", frozenset({RevocationState.ASSESSED}), RevocationState.DONE),
    ),
)
