"""Who must judge what: the one place that says whose signatures an application waits for."""

from collections.abc import Iterable, Mapping

from applicants.models import Submission
from calls.models import Call
from evaluation.models import Conflict, FurtherAssessor, PanelMember


def seats(call: Call) -> list[PanelMember]:
    """The members of the panel, the chair first."""
    return list(
        PanelMember.objects.filter(panel__call=call)
        .select_related("person", "panel")
        .order_by("role", "person__family_name", "id")
    )


def judging(
    submissions: Iterable[Submission], members: Iterable[PanelMember]
) -> dict[int, list[PanelMember]]:
    """Submission → the members who judge it: all of the panel without a conflict with its organisation."""
    members = list(members)
    conflicts = _conflicts(members)
    return {
        submission.pk: [
            member for member in members if (member.pk, submission.organisation_id) not in conflicts
        ]
        for submission in submissions
    }


def free(
    submissions: Iterable[Submission],
    members: Iterable[PanelMember],
    judge: Mapping[int, Iterable[PanelMember]],
) -> dict[int, list[PanelMember]]:
    """Submission → the members without a conflict who do not judge it: one of them may be chosen."""
    members = list(members)
    conflicts = _conflicts(members)
    found = {}
    for submission in submissions:
        taken = {each.pk for each in judge[submission.pk]}
        found[submission.pk] = [
            member
            for member in members
            if member.pk not in taken and (member.pk, submission.organisation_id) not in conflicts
        ]
    return found


def further_of(submissions: Iterable[Submission]) -> dict[int, FurtherAssessor]:
    """Submission → the further assessor chosen for it."""
    found = FurtherAssessor.objects.filter(submission__in=list(submissions)).select_related(
        "member__person", "chosen_by"
    )
    return {each.submission_id: each for each in found.order_by("id")}


def _conflicts(members: list[PanelMember]) -> set[tuple[int, int]]:
    return set(
        Conflict.objects.filter(declaration__member__in=members).values_list(
            "declaration__member_id", "organisation_id"
        )
    )
