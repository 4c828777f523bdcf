"""The outcome of the formal check: one verb, which may be used again until the panel signs."""

from django.db import transaction

from applicants.models import Submission
from evaluation.actions.formal_checks import locked_check
from evaluation.enums import AdmissibilityOutcome
from evaluation.models import Admissibility, FormalCheck
from evaluation.policies.admissibility import Decision, check_can_decide
from evaluation.queries import formal
from wecare.accounts.models import Person
from wecare.core import clock, events


@transaction.atomic
def decide(
    *,
    submission: Submission,
    outcome: AdmissibilityOutcome,
    reasons: str,
    by: Person,
    conditions: str = "",
    departure: str = "",
    read: int | None = None,
) -> Admissibility:
    """Decide the formal check of a submission, or decide it again; every decision is an event.

    `conditions` are those under which it is admitted, `departure` says why it is admitted against a
    line of the checklist. `read` is how many decisions whoever decides has read: where there are more
    by now, somebody else decided meanwhile.

    :raises AdmissibilityRefused: before the applications are open, after the panel's first
        signature if it was decided before, without reasons for a negative outcome, in somebody else's
        hands, while a request waits, against the lines without saying why, or with a negative
        outcome where the call asks for a notice first.
    """
    check = locked_check(submission)
    submission = check.submission
    decision = Decision(outcome, reasons, conditions, departure, read)
    decision = check_can_decide(check, decision, by)
    before = getattr(submission, "admissibility", None)
    admissibility, _created = Admissibility.objects.update_or_create(
        submission=submission,
        defaults={
            "outcome": outcome.value,
            "reasons": decision.reasons,
            "conditions": decision.conditions,
            "departure": decision.departure,
            "decided_by": by,
            "decided_at": clock.now(),
        },
    )
    _close(check)
    events.record(
        "admissibility.decided",
        subject=admissibility,
        actor=by,
        protocol=submission.protocol,
        outcome=outcome,
        reasons=decision.reasons,
        conditions=decision.conditions,
        departure=decision.departure,
        lines=[
            [each.code, each.state, each.note, each.saved_by_id]
            for each in formal.ticked(check).values()
        ],
        before=before.outcome if before else None,
    )
    return admissibility


def _close(check: FormalCheck) -> None:
    check.decisions += 1
    check.reopened_at, check.reopened_reason = None, ""
    check.save(update_fields=["decisions", "reopened_at", "reopened_reason"])
