"""Who could judge an application besides those who do."""

from evaluation.models import FurtherAssessor, PanelMember
from evaluation.queries.assignments import Bench


def free(bench: Bench, submission: int) -> list[PanelMember]:
    """The voting members who neither judge the submission nor abstain: one of them may be chosen.

    Nobody where all judge all: whoever is left there abstains.
    """
    if not bench.panel.by_assignment:
        return []
    taken = set(bench.judges.get(submission, ()))
    return [
        member
        for key, member in bench.members.items()
        if member.votes
        and member.left_at is None
        and key not in taken
        and (key, submission) not in bench.abstaining
    ]


def abstaining(bench: Bench, submission: int) -> frozenset[int]:
    """The keys of the members who abstain from the submission."""
    return frozenset(member for member, of in bench.abstaining if of == submission)


def further_of(submissions: list[int]) -> dict[int, FurtherAssessor]:
    """Submission → the further assessor chosen for it."""
    found = FurtherAssessor.objects.filter(submission__in=submissions).select_related(
        "member__person", "chosen_by"
    )
    return {each.submission_id: each for each in found.order_by("id")}
