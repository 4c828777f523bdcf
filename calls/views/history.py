"""The acts of a measure or of a call, told in their order."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from calls.enums import BudgetKind, ContractActRole
from calls.labels.budgets import place_words
from calls.labels.contracts import CONTRACT_ACTS
from calls.models import BudgetMovement, Call, Milestone, ServiceContract
from calls.queries.budgets import change_of
from wecare.acts.models import Act
from wecare.core.components.formats import day, instant_due
from wecare.core.money import format_amount

Item = dict[str, Any]


def story_of(
    movements: Iterable[BudgetMovement],
    calls: Iterable[Call],
    milestones: Iterable[Milestone],
    contracts: Iterable[ServiceContract],
) -> list[Item]:
    """The acts of the measure's money, calls, turns and contracts, the oldest first."""
    told = [_told(each.act, what_of(each), text=each.reason or _where(each)) for each in movements]
    told += [_told(each.act, each.text) for each in milestones]
    told += [
        _told(each.act, str(CONTRACT_ACTS[ContractActRole(each.role)]), text=contract.title)
        for contract in contracts
        for each in contract.acts.all()
    ]
    for call in calls:
        if call.act is not None:
            what = _("Bando %(code)s") % {"code": call.code}
            told.append(_told(call.act, what, text=call.title))
    return [item for _day, _pk, item in sorted(told, key=lambda each: each[:2])]


def what_of(movement: BudgetMovement) -> str:
    """What an act did to the budget, in a few words."""
    facts = {
        "amount": format_amount(movement.amount),
        "fund": movement.into_fund.code if movement.into_fund else "",
        "old": movement.out_of_fund.code if movement.out_of_fund else "",
    }
    match BudgetKind(movement.kind):
        case BudgetKind.ALLOCATION:
            return _("Dotazione di %(amount)s, fondo %(fund)s") % facts
        case BudgetKind.INCREASE:
            return _("Aumento di %(amount)s, fondo %(fund)s") % facts
        case BudgetKind.REDUCTION:
            return _("Riduzione di %(amount)s, fondo %(old)s") % facts
        case BudgetKind.TRANSFER if facts["fund"] != facts["old"]:
            return _("Spostamento di %(amount)s dal fondo %(old)s al fondo %(fund)s") % facts
        case BudgetKind.TRANSFER:
            return _("Spostamento di %(amount)s") % facts


def _where(movement: BudgetMovement) -> str:
    return " → ".join(place_words(place) for place in change_of(movement).places)


def acts_of(call: Call) -> list[Item]:
    """The acts of a call: the one that published it, then each later version or deadline."""
    rows: dict[int, tuple[date, int, Item]] = {}
    deadlines: dict[int, list[str]] = {}
    for window in call.windows.all():
        deadlines.setdefault(window.act_id, []).append(instant_due(window.closes_at))
        text = _("Scadenza: %(closes)s") % {"closes": "; ".join(deadlines[window.act_id])}
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
