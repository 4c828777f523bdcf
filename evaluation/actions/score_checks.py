"""The second check: another officer confirms points before the list, or says what is wrong."""

from django.db import transaction
from django.utils.translation import gettext as _

from applicants.models import Submission
from evaluation.actions.locks import lock_call
from evaluation.models import ScoreCheck
from evaluation.policies.agreement import AgreementRefused, check_can_check
from evaluation.queries.agreement import judged_one
from wecare.accounts.models import Person
from wecare.core import clock, events


@transaction.atomic
def check(*, submission: Submission, is_confirmed: bool, note: str, by: Person) -> ScoreCheck:
    """Confirm the points that stand now, or say what does not hold.

    :raises AgreementRefused: if they are not settled, the person decided the formal check, or nothing
        is said of what was found.
    """
    lock_call(submission.call)
    found = judged_one(submission)
    if found is None:
        raise AgreementRefused(_("Questa domanda non è tra quelle valutate."))
    kept = check_can_check(found, by=by, is_confirmed=is_confirmed, note=note)
    made = ScoreCheck.objects.create(
        submission=submission,
        is_confirmed=is_confirmed,
        note=kept,
        basis=found.check_basis,
        checked_by=by,
        checked_at=clock.now(),
    )
    events.record(
        "scores.checked",
        subject=made,
        actor=by,
        protocol=submission.protocol,
        confirmed=is_confirmed,
    )
    return made
