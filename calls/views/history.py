"""The acts of a measure or of a call, told in their order."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from calls.models import Call, Measure
from wecare.acts.models import Act
from wecare.core.components.formats import day, instant_due
from wecare.core.money import format_amount

Item = dict[str, Any]


def story_of(measure: Measure, calls: Iterable[Call]) -> list[Item]:
    """The acts that gave the measure its money and its calls, the oldest first."""
    told: list[tuple[date, int, Item]] = []
    for line in measure.lines.all():
        for allocation in line.allocations.all():
            facts = {"amount": format_amount(allocation.amount), "fund": allocation.fund.code}
            what = _("Dotazione di %(amount)s, fondo %(fund)s") % facts
            told.append(_told(allocation.act, what, text=line.title))
    for call in calls:
        if call.act is not None:
            what = _("Bando %(code)s") % {"code": call.code}
            told.append(_told(call.act, what, text=call.title))
    return [item for _day, _pk, item in sorted(told, key=lambda each: each[:2])]


def acts_of(call: Call) -> list[Item]:
    """The acts of a call: the one that published it, then each later version or deadline."""
    rows: dict[int, tuple[date, int, Item]] = {}
    for window in call.windows.all():
        text = _("Scadenza: %(closes)s") % {"closes": instant_due(window.closes_at)}
        rows[window.act_id] = _told(window.act, window.act.subject, text=text)
    for rulebook in call.rulebooks.all():
        if rulebook.act_id not in rows:
            rows[rulebook.act_id] = _told(rulebook.act, rulebook.act.subject, text=rulebook.reason)
    return [item for _day, _pk, item in sorted(rows.values(), key=lambda each: each[:2])]


def _told(act: Act, what: str, *, text: str = "") -> tuple[date, int, Item]:
    on = act.adopted_on or date.max
    item = {
        "what": what,
        "when": day(act.adopted_on),
        "act": str(act),
        "url": reverse("acts:act", args=[act.pk]),
        "text": text,
    }
    return on, act.pk, item
