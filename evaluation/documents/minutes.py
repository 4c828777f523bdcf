"""What the minutes of a session say: plain values, frozen when it closes."""

from collections.abc import Sequence
from typing import Any

from evaluation.models import Attendance, Decision, PanelSession


def minutes_context(
    session: PanelSession, attendances: Sequence[Attendance], decisions: Sequence[Decision]
) -> dict[str, Any]:
    """What the minutes say, frozen when the session closes; instants are ISO 8601 with their zone."""
    panel = session.panel
    assert session.opened_at is not None  # noqa: S101 -- only an open session is closed
    assert session.closed_at is not None  # noqa: S101 -- the action has just set it
    return {
        "call": {"code": panel.call.code, "title": panel.call.title},
        "act": str(panel.act),
        "number": session.number,
        "place": session.place,
        "convened_for": session.convened_for.isoformat(),
        "opened_at": session.opened_at.isoformat(),
        "closed_at": session.closed_at.isoformat(),
        "quorum": panel.quorum,
        "attendances": [
            {
                "person": str(each.member.person),
                "role": each.member.role,
                "presence": each.presence,
            }
            for each in attendances
        ],
        "agenda": list(session.agenda),
        "minutes": session.minutes,
        "decisions": [
            {
                "sequence": each.sequence,
                "protocol": "" if each.submission is None else each.submission.protocol,
                "text": each.text,
                "present": list(each.present),
                "taken_at": each.taken_at.isoformat(),
            }
            for each in decisions
        ],
    }
