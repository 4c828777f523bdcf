"""The sessions of a panel as people see them: never what is about an application they abstain from."""

from django.db.models import Count, Max, Q, QuerySet

from applicants.models import Submission
from evaluation.enums import PanelRole, Presence, SessionState
from evaluation.models import (
    Attendance,
    Decision,
    Panel,
    PanelMember,
    PanelSession,
    SignedMinutes,
    StandIn,
)
from evaluation.queries import panels

_THERE = (Presence.PRESENT.value, Presence.CONNECTED.value)


def of_panel(panel: Panel) -> QuerySet[PanelSession]:
    """The sessions with how many were there and how much was decided, the last first."""
    return (
        PanelSession.objects.filter(panel=panel)
        .select_related("panel__call", "panel__act", "document__file", "closed_by", "convened_by")
        .annotate(
            there=Count("attendances", filter=Q(attendances__presence__in=_THERE), distinct=True),
        )
        .order_by("-number")
    )


def attendances(session: PanelSession) -> QuerySet[Attendance]:
    """Who was there, the chair first."""
    return (
        Attendance.objects.filter(session=session)
        .select_related("member__person")
        .order_by("member__role", "member__person__family_name", "id")
    )


def decisions(session: PanelSession, *, seen_by: PanelMember | None = None) -> QuerySet[Decision]:
    """What was decided; `seen_by` reads nothing of the applications they abstain from."""
    found = Decision.objects.filter(session=session).select_related("submission", "recorded_by")
    return found.exclude(submission__in=_withheld(seen_by)).order_by("sequence")


def may_have_whole(session: PanelSession, member: PanelMember) -> bool:
    """Whether the member may have the printed minutes: nothing in them is about what they abstain from."""
    return not Decision.objects.filter(session=session, submission__in=_withheld(member)).exists()


def counting_for(session: PanelSession, submission: Submission | None) -> list[PanelMember]:
    """Those there who count for a decision: who votes, or stands in, and does not abstain from it."""
    rows = attendances(session).filter(presence__in=_THERE, member__left_at=None)
    members = [row.member for row in rows]
    if submission is None:
        return [member for member in members if member.votes]
    abstaining = panels.abstentions(session.panel)
    stand_ins = StandIn.objects.filter(submission=submission, substitute__panel=session.panel)
    standing = set(stand_ins.order_by().values_list("substitute_id", flat=True))
    return [
        member
        for member in members
        if (member.votes or member.pk in standing) and (member.pk, submission.pk) not in abstaining
    ]


def next_sequence(session: PanelSession) -> int:
    """The number of the next decision."""
    last: int | None = Decision.objects.filter(session=session).aggregate(last=Max("sequence"))[
        "last"
    ]
    return (last or 0) + 1


def sitting(panel: Panel) -> list[PanelMember]:
    """Whoever sits now, the chair first."""
    members = PanelMember.objects.filter(panel=panel, left_at=None).select_related("person")
    return list(members.order_by("role", "person__family_name", "id"))


def signed(session: PanelSession) -> list[SignedMinutes]:
    """The signed files that came back, the last first."""
    rows = SignedMinutes.objects.filter(session=session).select_related("file", "given_by")
    return list(rows.order_by("-id"))


def signers(session: PanelSession) -> frozenset[str]:
    """The fiscal codes of those who may sign the minutes: who presides and who keeps them."""
    roles = [PanelRole.CHAIR.value, PanelRole.SECRETARY.value]
    rows = PanelMember.objects.filter(panel=session.panel, role__in=roles)
    return frozenset(
        code for code in rows.order_by().values_list("person__fiscal_code", flat=True) if code
    )


def open_session(panel: Panel) -> PanelSession | None:
    """The session that is being held, if any."""
    return PanelSession.objects.filter(panel=panel, state=SessionState.OPEN.value).first()


def _withheld(member: PanelMember | None) -> set[int]:
    if member is None:
        return set()
    return {submission for key, submission in panels.abstentions(member.panel) if key == member.pk}
