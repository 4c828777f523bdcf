"""What the evaluation refuses, and the two checks every step shares."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calls.enums import CallState
from calls.models import Call
from evaluation.queries.gate import OpenPoint
from wecare.core.errors import DomainError
from wecare.core.text import TextRefused, clean_text

REASON_LENGTH = 4000  # characters


class AdmissibilityRefused(DomainError):
    """A formal check that cannot be decided so, or not now."""


class PanelRefused(DomainError):
    """A panel that cannot be appointed so, or not now."""


class ConflictRefused(DomainError):
    """A declaration that cannot be made so, or not now."""


class AssignmentRefused(DomainError):
    """An application that cannot be given to a member so, or taken from them."""


class SessionRefused(DomainError):
    """A session that cannot be convened, written down or closed so, or not now."""


class AssessmentRefused(DomainError):
    """An assessment that cannot be written or signed so, or not now."""


class AssessmentChanged(AssessmentRefused):
    """The member saved the same assessment elsewhere meanwhile."""


class RankedListRefused(DomainError):
    """A step of a ranked list that is not possible now."""


class ListNotReady(RankedListRefused):
    """Something is still open before a list can be drawn up; `points` says what."""

    def __init__(self, points: Sequence[OpenPoint]) -> None:
        self.points = tuple(points)
        super().__init__(
            ngettext(
                "Manca %(count)d cosa per preparare la graduatoria. La prima: %(first)s",
                "Mancano %(count)d cose per preparare la graduatoria. La prima: %(first)s",
                len(self.points),
            )
            % {"count": len(self.points), "first": self.points[0].sentence}
        )


def check_under_evaluation(call: Call, refusal: type[DomainError]) -> None:
    """The applications are open and no list is published.

    :raises DomainError: of the kind asked for, otherwise.
    """
    if call.state != CallState.EVALUATION.value:
        raise refusal(
            _(
                "Il bando %(code)s non è in valutazione: si valuta dopo l'apertura delle domande "
                "e prima della pubblicazione della graduatoria."
            )
            % {"code": call.code}
        )


def written_reason(text: str, *, lacking: str, refusal: type[DomainError]) -> str:
    """The reason as it is kept.

    :raises DomainError: of the kind asked for, with `lacking` if it is blank.
    """
    try:
        reason = clean_text(text, max_length=REASON_LENGTH)
    except TextRefused as problem:
        raise refusal(str(problem)) from problem
    if not reason and lacking:
        raise refusal(lacking)
    return reason
