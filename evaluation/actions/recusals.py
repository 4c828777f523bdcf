"""A member abstains from one application; a substitute judges it in their place."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from applicants.models import Submission
from evaluation.actions.assigning import drop
from evaluation.actions.locks import lock_call, lock_member
from evaluation.enums import AssessmentState
from evaluation.models import Assessment, PanelMember, Recusal, StandIn
from evaluation.policies.assessments import check_by_member, check_can_assess
from evaluation.policies.panels import check_is_substitute
from evaluation.policies.refusals import ConflictRefused, check_under_evaluation, written_reason
from evaluation.queries import panels
from wecare.accounts.models import Person
from wecare.core import clock, events


@transaction.atomic
def recuse(*, member: PanelMember, submission: Submission, reason: str, by: Person) -> Recusal:
    """Abstain from one application: what was drafted of it goes away, and it is not read any more.

    :raises AssessmentRefused: if the application is not the member's to judge.
    :raises ConflictRefused: without a reason, or after having signed.
    """
    check_by_member(member, by)
    lock_call(member.panel.call)
    member = lock_member(member)
    check_can_assess(submission, member)
    lacking = _("Scrivi perché ti astieni da questa domanda.")
    reason = written_reason(reason, lacking=lacking, refusal=ConflictRefused)
    begun = Assessment.objects.filter(member=member, submission=submission)
    if begun.filter(state=AssessmentState.SIGNED.value).exists():
        raise ConflictRefused(
            _("Hai già firmato questa valutazione: per astenerti chiedi prima di riaprirla.")
        )
    had_begun = begun.exists()
    begun.delete()
    drop(member, [submission.pk], by=by, reason=_("Astensione: %(reason)s") % {"reason": reason})
    recusal = Recusal.objects.create(
        member=member, submission=submission, reason=reason, declared_at=clock.now()
    )
    events.record(
        "recusal.declared",
        subject=recusal,
        actor=by,
        protocol=submission.protocol,
        reason=reason,
        dropped_draft=had_begun,
    )
    return recusal


@transaction.atomic
def stand_in(
    *,
    substitute: PanelMember,
    member: PanelMember,
    submissions: Sequence[Submission],
    reason: str,
    by: Person,
) -> list[StandIn]:
    """A substitute judges these applications in the place of a member who abstains from them.

    :raises ConflictRefused: without a reason, if the member does not abstain or is replaced already,
        or if the substitute has not declared or abstains too; then for none of them.
    """
    lock_call(member.panel.call)
    substitute, member = lock_member(substitute), lock_member(member)
    panel = member.panel
    check_under_evaluation(panel.call, ConflictRefused)
    check_is_substitute(substitute, panel)
    lacking = _("Scrivi perché subentra %(person)s.") % {"person": substitute.person}
    reason = written_reason(reason, lacking=lacking, refusal=ConflictRefused)
    if not panels.has_declared(substitute):
        raise ConflictRefused(
            _("%(person)s deve prima firmare la dichiarazione sui conflitti di interesse.")
            % {"person": substitute.person}
        )
    abstaining = panels.abstentions(panel)
    for submission in submissions:
        _check_place(substitute, member, submission, abstaining)
    at = clock.now()
    made = [
        StandIn.objects.create(
            submission=submission,
            member=member,
            substitute=substitute,
            reason=reason,
            decided_at=at,
            decided_by=by,
        )
        for submission in submissions
    ]
    events.record(
        "panel.stood_in",
        subject=panel,
        actor=by,
        substitute=substitute.person_id,
        member=member.person_id,
        protocols=[submission.protocol for submission in submissions],
        reason=reason,
    )
    return made


def _check_place(
    substitute: PanelMember,
    member: PanelMember,
    submission: Submission,
    abstaining: set[tuple[int, int]],
) -> None:
    names = {"protocol": submission.protocol, "person": member.person}
    stands_in = StandIn.objects.filter(submission=submission, substitute=member)
    has_a_place = member.votes or stands_in.exists()
    if not has_a_place or (member.pk, submission.pk) not in abstaining:
        raise ConflictRefused(
            _("Prot. %(protocol)s: %(person)s non si astiene, il suo posto non è vuoto.") % names
        )
    if (substitute.pk, submission.pk) in abstaining:
        raise ConflictRefused(
            _("Prot. %(protocol)s: si astiene anche %(person)s.")
            % {"protocol": submission.protocol, "person": substitute.person}
        )
    if StandIn.objects.filter(submission=submission, member=member).exists():
        raise ConflictRefused(
            _("Prot. %(protocol)s: al posto di %(person)s c'è già chi supplisce.") % names
        )
    if StandIn.objects.filter(submission=submission, substitute=substitute).exists():
        raise ConflictRefused(
            _("Prot. %(protocol)s: %(person)s supplisce già un altro componente.")
            % {"protocol": submission.protocol, "person": substitute.person}
        )
