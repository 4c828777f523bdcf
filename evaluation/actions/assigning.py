"""Applications are given to members: by hand, from a file, or as the engine balances them."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from applicants.models import Submission
from calls.models import Call
from evaluation.actions.locks import lock_call, lock_member
from evaluation.engine import assigning as engine
from evaluation.enums import AssessmentState, AssignmentOrigin
from evaluation.models import Assessment, Assignment, PanelMember
from evaluation.policies.assigning import check_all_declared, check_assigns, check_can_take
from evaluation.policies.refusals import AssignmentRefused, written_reason
from evaluation.queries import assignments, loads
from evaluation.queries.assignments import Bench
from wecare.accounts.models import Person
from wecare.core import clock, events

Pair = tuple[Submission, PanelMember]


@transaction.atomic
def assign(
    *,
    call: Call,
    pairs: Sequence[Pair],
    by: Person,
    origin: AssignmentOrigin = AssignmentOrigin.HAND,
) -> list[Assignment]:
    """Give applications to members; what is theirs already stays as it is. All or none.

    :raises AssignmentRefused: if all judge all in this panel, or one of the members does not vote, has
        not declared, or abstains.
    """
    bench = _bench(call)
    standing = set(assignments.standing(bench.panel).values_list("submission_id", "member_id"))
    new: list[tuple[int, int, dict[str, Any]]] = []
    for submission, given in pairs:
        member = bench.members.get(given.pk, given)
        check_can_take(bench, member, submission.pk, submission.protocol)
        if (submission.pk, member.pk) not in standing:
            standing.add((submission.pk, member.pk))
            new.append((submission.pk, member.pk, {}))
    return _give(bench, new, origin=origin, by=by)


@transaction.atomic
def assign_automatically(*, call: Call, by: Person) -> list[Assignment]:
    """Find for every application the members it still needs; what is assigned never moves.

    :raises AssignmentRefused: if all judge all in this panel, or somebody has not declared yet.
    """
    bench = _bench(call)
    check_all_declared(bench)
    chosen = engine.assign(loads.works(bench), loads.loads(bench))
    new = [
        (
            each.work,
            each.member,
            {
                "load": each.load,
                "least": each.least,
                "most": each.most,
                "topics": list(each.topics),
            },
        )
        for each in chosen
    ]
    return _give(bench, new, origin=AssignmentOrigin.AUTOMATIC, by=by)


@transaction.atomic
def take_away(*, assignment: Assignment, reason: str, by: Person) -> Assignment:
    """Take an application from a member who has not signed it.

    :raises AssignmentRefused: without a reason, if it was taken away already, or once it is signed.
    """
    lock_call(assignment.submission.call)
    assignment = (
        Assignment.objects.select_for_update(of=("self",))
        .select_related("member__person", "submission__call")
        .get(pk=assignment.pk)
    )
    check_assigns(assignment.member.panel)
    lacking = _("Scrivi perché togli questa domanda a %(person)s.") % {
        "person": assignment.member.person
    }
    reason = written_reason(reason, lacking=lacking, refusal=AssignmentRefused)
    if assignment.removed_at is not None:
        raise AssignmentRefused(_("Questa domanda non è più assegnata a questa persona."))
    signed = Assessment.objects.filter(
        member=assignment.member,
        submission=assignment.submission,
        state=AssessmentState.SIGNED.value,
    )
    if signed.exists():
        raise AssignmentRefused(
            _("%(person)s ha già firmato la valutazione di prot. %(protocol)s.")
            % {"person": assignment.member.person, "protocol": assignment.submission.protocol}
        )
    drop(assignment.member, [assignment.submission_id], by=by, reason=reason)
    return Assignment.objects.get(pk=assignment.pk)


@transaction.atomic
def know(*, member: PanelMember, competences: Sequence[str], by: Person) -> PanelMember:
    """Write of which topics and Distretti a member knows."""
    member = lock_member(member)
    kept = list(dict.fromkeys(" ".join(each.split()) for each in competences if each.strip()))
    if member.competences != kept:
        member.competences = kept
        member.save(update_fields=["competences"])
        events.record(
            "panel.competences_written",
            subject=member.panel,
            actor=by,
            person=member.person_id,
            competences=kept,
        )
    return member


def drop(member: PanelMember, submissions: Iterable[int], *, by: Person, reason: str) -> None:
    """Take these applications from a member, inside the transaction of whoever decides it."""
    standing = Assignment.objects.filter(
        member=member, submission__in=list(submissions), removed_at=None
    )
    protocols = [each.submission.protocol for each in standing.select_related("submission")]
    if not protocols:
        return
    standing.update(removed_at=clock.now(), removed_by=by, removal_reason=reason)
    events.record(
        "assignments.taken_away",
        subject=member.panel,
        actor=by,
        person=member.person_id,
        protocols=sorted(protocols),
        reason=reason,
    )


def hand_over(member: PanelMember, follower: PanelMember | None, *, by: Person) -> None:
    """What a member who leaves had not signed goes to whoever takes the place, if they have no conflict.

    Called in the transaction in which the member leaves or the place is taken.
    """
    signed = Assessment.objects.filter(member=member, state=AssessmentState.SIGNED.value)
    held = Assignment.objects.filter(member=member, removed_at=None).exclude(
        submission__in=signed.values("submission")
    )
    keys = list(held.order_by("submission_id").values_list("submission_id", flat=True))
    drop(
        member,
        keys,
        by=by,
        reason=_("%(person)s lascia il nucleo.") % {"person": member.person},
    )
    bench = assignments.bench(member.panel.call)
    if follower is None or bench is None:
        return
    free: list[tuple[int, int, dict[str, Any]]] = [
        (key, follower.pk, {}) for key in keys if (follower.pk, key) not in bench.abstaining
    ]
    _give(bench, free, origin=AssignmentOrigin.PLACE, by=by)


def _bench(call: Call) -> Bench:
    call = lock_call(call)
    bench = assignments.bench(call)
    if bench is None:
        raise AssignmentRefused(_("Il nucleo di valutazione non è ancora nominato."))
    check_assigns(bench.panel)
    return bench


def _give(
    bench: Bench,
    new: Sequence[tuple[int, int, dict[str, Any]]],
    *,
    origin: AssignmentOrigin,
    by: Person,
) -> list[Assignment]:
    if not new:
        return []
    at = clock.now()
    made = Assignment.objects.bulk_create(
        Assignment(
            submission_id=submission,
            member_id=member,
            origin=origin.value,
            why=why,
            assigned_at=at,
            assigned_by=by,
        )
        for submission, member, why in new
    )
    events.record(
        "assignments.given",
        subject=bench.panel,
        actor=by,
        origin=origin.value,
        pairs=[[submission, bench.members[member].person_id] for submission, member, _why in new],
    )
    return made
