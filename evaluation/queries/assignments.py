"""Who must judge which application: the one answer for the desk, the gate and the points."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from applicants.models import Submission
from applicants.queries.submissions import counting
from calls.models import Call
from calls.queries.calls import current_rulebook
from evaluation.engine import judging
from evaluation.engine.judging import Seat
from evaluation.enums import AdmissibilityOutcome, AssessmentState, PanelRole
from evaluation.models import Assessment, Assignment, Panel, PanelMember, StandIn
from evaluation.queries import panels


@dataclass(frozen=True, slots=True)
class Bench:
    """Who judges what in a call: submission → the keys of its judges, in the order of the seats.

    `wanted` is how many the rules ask for one application. A member who left appears where they had
    signed: what they signed stays.
    """

    panel: Panel
    members: Mapping[int, PanelMember]
    judges: Mapping[int, tuple[int, ...]]
    abstaining: frozenset[tuple[int, int]]
    wanted: int

    def of(self, submission: int) -> tuple[PanelMember, ...]:
        """The judges of the submission with this key."""
        return tuple(self.members[member] for member in self.judges.get(submission, ()))

    def is_vacant(self, member: PanelMember) -> bool:
        """Whether the member left a place that votes, and nobody has taken it, where all judge all."""
        return (
            not self.panel.by_assignment
            and member.left_at is not None
            and PanelRole(member.role).votes
            and all(each.replaces_id != member.pk for each in self.members.values())
        )

    def available(self, submission: int) -> int:
        """How many of those who sit and vote do not abstain from it."""
        return sum(
            member.votes and (key, submission) not in self.abstaining
            for key, member in self.members.items()
        )

    def lacking(self, submission: int) -> int:
        """How many judges the submission still needs: as many as the rules ask, or as can be had.

        Never fewer than two, whoever abstains.
        """
        can = max(judging.MINIMUM_JUDGES, min(self.wanted, self.available(submission)))
        return max(0, can - len(self.judges.get(submission, ())))


def judges_of(submission: Submission) -> tuple[PanelMember, ...]:
    """The members whose signed assessment this submission needs; none before there is a panel."""
    found = bench(submission.call, only=[submission.pk])
    return () if found is None else found.of(submission.pk)


def judges_by_submission(call: Call) -> dict[int, tuple[int, ...]]:
    """Admissible submission → the keys of its judges; a few queries, however many submissions."""
    found = bench(call)
    return {} if found is None else dict(found.judges)


def bench(call: Call, *, only: Iterable[int] | None = None) -> Bench | None:
    """Who judges each admissible submission that counts, or each of `only` these; none without a panel."""
    panel = panels.of_call(call)
    if panel is None:
        return None
    members = list(panel.members.all())
    keys = list(admissible(call).values_list("pk", flat=True)) if only is None else list(only)
    abstaining = panels.abstentions(panel)
    withheld = _grouped((submission, member) for member, submission in abstaining)
    signed = _signed(panel, [member.pk for member in members if member.left_at])
    assigned = _assigned(panel) if panel.by_assignment else None
    standing_in = _grouped(
        StandIn.objects.filter(substitute__panel=panel)
        .order_by()
        .values_list("submission_id", "substitute_id")
    )
    seats = [
        Seat(member.pk, member.replaces_id, left=member.left_at is not None)
        for member in members
        if PanelRole(member.role).votes
    ]
    rulebook = current_rulebook(call)
    return Bench(
        panel=panel,
        members={member.pk: member for member in members},
        judges={
            key: judging.judges(
                seats,
                signed=signed.get(key, ()),
                assigned=None if assigned is None else assigned.get(key, ()),
                abstaining=withheld.get(key, ()),
                standing_in=standing_in.get(key, ()),
            )
            for key in keys
        },
        abstaining=frozenset(abstaining),
        wanted=judging.wanted(rulebook.rules.assessors if rulebook else 0),
    )


def signed_pairs(bench: Bench) -> set[tuple[int, int]]:
    """Member and submission of every signed assessment of the panel."""
    rows = Assessment.objects.filter(member__panel=bench.panel, state=AssessmentState.SIGNED.value)
    return set(rows.order_by().values_list("member_id", "submission_id"))


def admissible(call: Call) -> QuerySet[Submission]:
    """What the panel judges: what counts, and passed the formal check; by protocol."""
    return (
        counting(call)
        .filter(admissibility__outcome=AdmissibilityOutcome.ADMISSIBLE.value)
        .order_by("protocol_year", "protocol_number")
    )


def standing(panel: Panel) -> QuerySet[Assignment]:
    """The assignments of a panel that were not taken away."""
    return Assignment.objects.filter(member__panel=panel, removed_at=None)


def _assigned(panel: Panel) -> dict[int, set[int]]:
    return _grouped(standing(panel).order_by().values_list("submission_id", "member_id"))


def _signed(panel: Panel, members: list[int]) -> dict[int, set[int]]:
    """What those who left had signed."""
    if not members:
        return {}
    rows = Assessment.objects.filter(member__in=members, state=AssessmentState.SIGNED.value)
    return _grouped(rows.order_by().values_list("submission_id", "member_id"))


def _grouped(pairs: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for submission, member in pairs:
        found[submission].add(member)
    return dict(found)
