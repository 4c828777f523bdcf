"""Where a substitute may be needed: places that nobody took, applications from which somebody abstains."""

from dataclasses import dataclass

from applicants.models import Submission
from calls.models import Call
from evaluation.enums import PanelRole
from evaluation.models import Panel, PanelChange, PanelMember, StandIn
from evaluation.queries import assignments
from evaluation.queries.assignments import Bench


@dataclass(frozen=True, slots=True)
class Absence:
    """A member abstains from an application that they would judge, and nobody judges it for them."""

    member: PanelMember
    submission: Submission
    judges: int  # how many are left

    @property
    def key(self) -> str:
        """What a form calls it."""
        return f"{self.member.pk}-{self.submission.pk}"


def absences(bench: Bench, *, seen_by: PanelMember | None = None) -> list[Absence]:
    """Every absence on an admissible application; `seen_by` never hears of what they abstain from."""
    pairs = {
        (member, submission)
        for member, submission in bench.abstaining
        if submission in bench.judges
        and (seen_by is None or (seen_by.pk, submission) not in bench.abstaining)
    }
    if not pairs:
        return []
    rows = StandIn.objects.filter(substitute__panel=bench.panel).order_by()
    filled = set(rows.values_list("member_id", "submission_id"))
    standing = set(rows.values_list("substitute_id", "submission_id"))
    sent = {
        each.pk: each
        for each in assignments.admissible(bench.panel.call)
        .filter(pk__in={submission for _member, submission in pairs})
        .select_related("organisation")
        .defer("content")
    }
    return [
        Absence(member, submission, len(bench.judges[key]))
        for key, submission in sent.items()
        for member in bench.members.values()
        if (member.pk, key) in pairs
        and (member.pk, key) not in filled
        and (member.votes or (member.pk, key) in standing)
    ]


def vacancies(bench: Bench) -> list[PanelMember]:
    """Those who left a place that votes and that nobody took."""
    followed = {member.replaces_id for member in bench.members.values()}
    return [
        member
        for member in bench.members.values()
        if member.left_at is not None and PanelRole(member.role).votes and member.pk not in followed
    ]


def substitutes(bench: Bench) -> list[PanelMember]:
    """Those who may step in."""
    return [
        member
        for member in bench.members.values()
        if member.left_at is None and member.role == PanelRole.SUBSTITUTE.value
    ]


def history(panel: Panel) -> list[PanelChange]:
    """What changed in the panel, the first first."""
    changes = PanelChange.objects.filter(panel=panel).select_related(
        "member__person", "act", "changed_by"
    )
    return list(changes.order_by("id"))


def stand_ins(panel: Panel) -> list[StandIn]:
    """The substitutions for single applications, by protocol."""
    rows = StandIn.objects.filter(substitute__panel=panel).select_related(
        "submission", "member__person", "substitute__person", "decided_by"
    )
    return list(
        rows.defer("submission__content").order_by(
            "submission__protocol_year", "submission__protocol_number", "id"
        )
    )


def waiting(calls: list[Call]) -> dict[int, str]:
    """Call under evaluation → ``panel`` where nobody is appointed, ``vacant`` where a place is empty."""
    have = dict(Panel.objects.filter(call__in=calls).order_by().values_list("call_id", "pk"))
    left = PanelMember.objects.filter(
        panel__call__in=calls,
        left_at__isnull=False,
        replaced_by=None,
        role__in=[role.value for role in PanelRole if role.votes],
    )
    empty = set(left.order_by().values_list("panel__call_id", flat=True))
    return {
        call.pk: "panel" if call.pk not in have else "vacant"
        for call in calls
        if call.pk not in have or call.pk in empty
    }
