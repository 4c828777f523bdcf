"""Letters to those who judge: what they signed is a draft again, or one more application is theirs."""

from typing import Any

from applicants.models import Submission
from evaluation.models import FurtherAssessor, Reopening
from wecare.notices.actions import letters

REOPENED = "evaluation/assessment_reopened"
CHOSEN = "evaluation/further_assessor_chosen"


def reopened(reopening: Reopening) -> None:
    """To the author: which assessment was reopened and by whom. Why, they read on its page: the office
    reads letters, and somebody of it may have to judge the same application still.
    """
    assessment = reopening.signed.assessment
    letters.write(
        key=f"reopening/{reopening.pk}",
        person=assessment.member.person,
        template=REOPENED,
        context={**_of(assessment.submission), "by": str(reopening.reopened_by)},
    )


def chosen(further: FurtherAssessor) -> None:
    """To whoever judges now too: which application. Why they were called speaks of others' points,
    which they may not read before they sign: it is left out.
    """
    letters.write(
        key=f"further-assessor/{further.pk}",
        person=further.member.person,
        template=CHOSEN,
        context=_of(further.submission),
    )


def _of(submission: Submission) -> dict[str, Any]:
    return {
        "call_code": submission.rules.call_code,
        "call_title": submission.rules.title,
        "protocol": submission.protocol,
        "number": submission.protocol_number,
        "year": submission.protocol_year,
    }
