"""How the outcome of a formal check is shown."""

from django import template

from applicants.models import Submission
from calls.labels import StateLabel
from evaluation.enums import AdmissibilityOutcome
from evaluation.labels import ADMISSIBILITY_OUTCOMES, TO_CHECK

register = template.Library()


@register.filter
def check_mark(submission: Submission) -> StateLabel:
    """The outcome as word, tone and icon; to check while there is none."""
    decided = getattr(submission, "admissibility", None)
    return (
        TO_CHECK
        if decided is None
        else ADMISSIBILITY_OUTCOMES[AdmissibilityOutcome(decided.outcome)]
    )
