"""Points that lie too far apart: a further assessor, and the session that agrees on them."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from applicants.models import Submission
from evaluation.actions import assessor_letters, assigning
from evaluation.actions.locks import lock_call
from evaluation.models import AgreedScore, Consensus, FurtherAssessor, PanelMember
from evaluation.policies.agreement import (
    Agreed,
    AgreementRefused,
    check_can_agree,
    check_can_choose,
)
from evaluation.policies.refusals import written_reason
from evaluation.queries.agreement import Judged, judged_one
from wecare.accounts.models import Person
from wecare.core import clock, events


@transaction.atomic
def choose_further(
    *, submission: Submission, member: PanelMember, reason: str, by: Person
) -> FurtherAssessor:
    """Call one more member to judge the submission, and write to them.

    :raises AgreementRefused: if the rules do not ask for it, or the member may not.
    """
    lock_call(submission.call)
    found = _judged(submission)
    kept = check_can_choose(found, member, reason=reason)
    assigning.assign(call=submission.call, pairs=[(submission, member)], by=by)
    further = FurtherAssessor.objects.create(
        submission=submission,
        member=member,
        reason=kept,
        chosen_by=by,
        chosen_at=clock.now(),
    )
    events.record(
        "assessor.added",
        subject=further,
        actor=by,
        protocol=submission.protocol,
        person=member.person_id,
        reason=kept,
    )
    assessor_letters.chosen(further)
    return further


@transaction.atomic
def record_consensus(
    *, submission: Submission, scores: Mapping[str, Agreed], note: str, by: Person
) -> Consensus:
    """Record the points agreed in a session: criterion → (points, why). A later session overtakes it.

    :raises AgreementRefused: if the rules ask for no session, somebody has not signed, or points lack.
    """
    lock_call(submission.call)
    found = _judged(submission)
    kept = check_can_agree(found, scores)
    session = Consensus.objects.create(
        submission=submission,
        number=len(found.sessions) + 1,
        basis=found.basis,
        note=written_reason(note, lacking="", refusal=AgreementRefused),
        recorded_by=by,
        recorded_at=clock.now(),
    )
    AgreedScore.objects.bulk_create(
        AgreedScore(consensus=session, criterion=code, points=points, reason=reason)
        for code, (points, reason) in kept.items()
    )
    events.record(
        "consensus.recorded",
        subject=session,
        actor=by,
        protocol=submission.protocol,
        number=session.number,
        points={code: f"{points:.2f}" for code, (points, _reason) in kept.items()},
    )
    return session


def _judged(submission: Submission) -> Judged:
    found = judged_one(submission)
    if found is None:
        raise AgreementRefused(_("Questa domanda non è tra quelle valutate."))
    return found
