"""The formal check: one verb, which may be used again until the panel signs."""

from django.db import transaction

from applicants.models import Submission
from evaluation.actions.locks import lock_call
from evaluation.enums import AdmissibilityOutcome
from evaluation.models import Admissibility
from evaluation.policies.admissibility import check_can_decide
from wecare.accounts.models import Person
from wecare.core import clock, events


@transaction.atomic
def decide(
    *, submission: Submission, outcome: AdmissibilityOutcome, reasons: str, by: Person
) -> Admissibility:
    """Decide the formal check of a submission, or decide it again; every decision is an event.

    :raises AdmissibilityRefused: before the applications are open, after the panel's first
        signature if it was decided before, or without reasons for a negative outcome.
    """
    lock_call(submission.call)
    submission = Submission.objects.select_related("call", "admissibility").get(pk=submission.pk)
    reasons = check_can_decide(submission, outcome=outcome, reasons=reasons)
    before = getattr(submission, "admissibility", None)
    admissibility, _created = Admissibility.objects.update_or_create(
        submission=submission,
        defaults={
            "outcome": outcome.value,
            "reasons": reasons,
            "decided_by": by,
            "decided_at": clock.now(),
        },
    )
    events.record(
        "admissibility.decided",
        subject=admissibility,
        actor=by,
        protocol=submission.protocol,
        outcome=outcome,
        reasons=reasons,
        before=before.outcome if before else None,
    )
    return admissibility
