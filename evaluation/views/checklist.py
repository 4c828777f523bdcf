"""The checklist of a formal check as its page shows it."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from evaluation.engine.formal_checklist import Line
from evaluation.enums import LineGroup
from evaluation.labels.formal import LINE_GROUPS, LINE_STATES, line_seen, line_title
from evaluation.models import CheckLine
from wecare.accounts.enums import Role
from wecare.accounts.models import Person


def officers() -> QuerySet[Person]:
    """Those who may make formal checks, by name."""
    return Person.objects.filter(
        is_active=True, role_grants__role=Role.OFFICER.value, role_grants__ended_at=None
    ).order_by("family_name", "given_name", "id")


def groups_of(lines: tuple[Line, ...], said: dict[str, CheckLine]) -> list[dict[str, Any]]:
    """The checklist by groups, as the page shows it; groups without lines are left out."""
    return [
        {
            "title": LINE_GROUPS[group],
            "lines": [_shown(each, said.get(each.code)) for each in lines if each.group is group],
        }
        for group in LineGroup
        if any(each.group is group for each in lines)
    ]


def _shown(line: Line, said: CheckLine | None) -> dict[str, Any]:
    return {
        "code": line.code,
        "title": line_title(line),
        "partner": line.partner.name if line.partner else "",
        "seen": line_seen(line),
        "article": line.article,
        "consequence": line.consequence,
        "document": line.document,
        "partner_code": line.partner.fiscal_code if line.partner else "",
        "state": said.state if said else "",
        "state_version": said.state_version if said else 0,
        "note": said.note if said else "",
        "note_version": said.note_version if said else 0,
        "choices": [
            ("", _("Da leggere")),
            *((state.value, label[0]) for state, label in LINE_STATES.items()),
        ],
    }
