"""Scenarios for templates: words, sums and the parts of their bars."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import template
from django.utils.translation import gettext as _

from calls.enums import AllocationPolicy, TieKind
from calls.labels import ALLOCATION_POLICIES, TIE_KINDS
from evaluation.enums import Outcome
from evaluation.labels import OUTCOMES
from evaluation.labels.scenarios import MOVES, SIMULATION
from evaluation.models import Scenario
from evaluation.queries.scenarios import kind_words
from wecare.core.money import format_amount, format_plain, total

register = template.Library()
SIDES = ("before", "after")
WIDTH = 200  # of the picture


@register.simple_tag
def simulation_words() -> str:
    """What every page and file of a scenario says of itself."""
    return str(SIMULATION)


@register.filter
def move_words(line: Mapping[str, Any]) -> str:
    """What the scenario changes for an application."""
    return str(MOVES.get(line["moves"], ""))


@register.filter
def side_words(side: Mapping[str, Any]) -> str:
    """The outcome of one side in words."""
    return str(OUTCOMES[Outcome(side["outcome"])][0])


@register.filter
def named(group: Mapping[str, Any], kind: str) -> str:
    """The name of a group: a lot, a Distretto or a kind of body."""
    if kind == "kinds":
        return kind_words(group["code"])
    return group["title"] or _("Nessun Distretto indicato")


@register.filter
def differing(group: Mapping[str, Any]) -> Decimal:
    """How much more, or less, the scenario gives to a group."""
    return Decimal(group["after"]) - Decimal(group["before"])


@register.filter
def pair_in(group: Mapping[str, Any], groups: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """How long the two bars of a group are; the largest amount of all the groups fills the picture."""
    most = max(Decimal(each[side]) for each in groups for side in SIDES)
    return {side: _long(Decimal(group[side]), most) for side in SIDES}


@register.filter
def whole_pair_in(scenario: Scenario, beside: Sequence[Scenario]) -> dict[str, int]:
    """The same for all the money of a scenario, among those side by side."""
    sums = {(each.pk, side): sum_of(each.result["lots"], side) for each in beside for side in SIDES}
    most = max(sums.values())
    return {side: _long(sums[scenario.pk, side], most) for side in SIDES}


def _long(amount: Decimal, most: Decimal) -> int:
    return int(amount * WIDTH // most) if most else 0


@register.filter
def sum_of(groups: Sequence[Mapping[str, Any]], side: str) -> Decimal:
    """All the money of one side."""
    return total(Decimal(each[side]) for each in groups)


@register.filter
def count_of(scenario: Scenario, move: str) -> int:
    """How many applications the scenario moves so."""
    return sum(line["moves"] == move for line in scenario.result["lines"])


@register.filter
def change_words(scenario: Scenario) -> list[str]:
    """What the scenario changes, one sentence each."""
    names = {
        "amounts": _("Risorse del lotto %(code)s: %(value)s"),
        "allocations": _("Lotto %(code)s, chi non ci sta intero: %(value)s"),
        "minimum_offers": _("Lotto %(code)s, offerta minima: %(value)s per cento"),
        "reserves": _("Riserva %(code)s: %(value)s"),
        "weights": _("Peso del criterio %(code)s: %(value)s"),
        "criterion_thresholds": _("Soglia del criterio %(code)s: %(value)s"),
        "class_thresholds": _("Soglia della classe %(code)s: %(value)s"),
    }
    return [*_said(scenario.changes, names), *_whole(scenario.changes)]


def _said(changes: Mapping[str, Any], names: Mapping[str, str]) -> list[str]:
    said = []
    for name, words in names.items():
        for code, value in changes.get(name, {}).items():
            if name == "allocations":
                shown = str(ALLOCATION_POLICIES[AllocationPolicy(value)])
            elif name in {"amounts", "reserves"}:
                shown = format_amount(value)
            else:
                shown = format_plain(value)
            said.append(words % {"code": code, "value": shown})
    return said


def _whole(changes: Mapping[str, Any]) -> list[str]:
    said = []
    if "total_threshold" in changes:
        said.append(
            _("Soglia sul totale: %(value)s") % {"value": format_plain(changes["total_threshold"])}
        )
    if "ties" in changes:
        words = [
            f"{TIE_KINDS[TieKind(each['kind'])]} {each['reference']}".strip()
            for each in changes["ties"]
        ]
        said.append(_("Regole di parità: %(rules)s") % {"rules": "; ".join(words)})
    return said
