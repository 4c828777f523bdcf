"""How members of a panel are shown."""

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from calls.labels import StateLabel
from evaluation.enums import AssessmentState, PanelChangeKind, PanelRole, Presence, SessionState
from evaluation.labels import (
    ASSESSMENT_STATES,
    PANEL_CHANGES,
    PANEL_ROLES,
    PRESENCES,
    SESSION_STATES,
)
from evaluation.models import PanelChange, PanelMember, PanelSession
from evaluation.queries.panels import DeskRow

register = template.Library()


@register.filter
def panel_role(member: PanelMember) -> str | Promise:
    """Chair, member, substitute or secretary, in words."""
    return PANEL_ROLES[PanelRole(member.role)]


@register.filter
def panel_change(change: PanelChange) -> str:
    """What changed, by which act and why."""
    said = str(PANEL_CHANGES[PanelChangeKind(change.kind)]) % {"person": change.member.person}
    act = _("Atto: %(act)s.") % {"act": change.act} if change.act else ""
    reason = f"{change.reason.rstrip('.')}." if change.reason else ""
    return " ".join(part for part in (said, reason, act) if part)


@register.filter
def role_words(role: str) -> str | Promise:
    """A role of the panel, in words."""
    return PANEL_ROLES[PanelRole(role)]


@register.filter
def presence_words(presence: str) -> str | Promise:
    """How somebody attends, in words."""
    return PRESENCES[Presence(presence)]


@register.filter
def session_mark(session: PanelSession) -> StateLabel:
    """The state of a session."""
    return SESSION_STATES[SessionState(session.state)]


@register.filter
def declaration_mark(member: PanelMember) -> StateLabel:
    """Whether the member has declared."""
    if hasattr(member, "declaration"):
        return (_("Firmata"), "done", "it-check-circle")
    return (_("Da firmare"), "todo", "it-clock")


@register.filter
def desk_mark(row: DeskRow) -> StateLabel:
    """The state of the member's own assessment."""
    if row.assessment is None:
        return (_("Da valutare"), "todo", "it-clock")
    return ASSESSMENT_STATES[AssessmentState(row.assessment.state)]
