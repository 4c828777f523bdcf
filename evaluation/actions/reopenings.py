"""A signed assessment becomes a draft again by somebody's act, with a reason; what was signed stays."""

from django.db import transaction

from evaluation.actions import assessor_letters
from evaluation.actions.locks import lock_call
from evaluation.engine.lifecycle import ASSESSMENT
from evaluation.enums import AssessmentState
from evaluation.models import Assessment, Reopening
from evaluation.policies.agreement import check_can_reopen
from wecare.accounts.models import Person
from wecare.core import clock, events


@transaction.atomic
def reopen(*, assessment: Assessment, reason: str, by: Person) -> Assessment:
    """Let the author of a signed assessment change it and sign again, and write to them.

    Consensus sessions and second checks that stood on the signature count no more.

    :raises AssessmentRefused: if a list is approved or the evaluation is over, or without a reason.
    :raises StepRefused: if it is a draft.
    """
    lock_call(assessment.submission.call)
    assessment = (
        Assessment.objects.select_for_update(of=("self",), no_key=True)
        .select_related("submission__call", "member__person")
        .get(pk=assessment.pk)
    )
    kept = check_can_reopen(assessment.submission, reason=reason)
    state = ASSESSMENT.follow("reopen", AssessmentState(assessment.state))
    signed = assessment.signed.get(number=assessment.signatures)
    reopening = Reopening.objects.create(
        signed=signed, reason=kept, reopened_by=by, reopened_at=clock.now()
    )
    assessment.state, assessment.signed_at = state.value, None
    assessment.save(update_fields=["state", "signed_at"])
    events.record(
        "assessment.reopened",
        subject=assessment,
        actor=by,
        protocol=assessment.submission.protocol,
        signature=assessment.signatures,
        reason=kept,
    )
    assessor_letters.reopened(reopening)
    return assessment
