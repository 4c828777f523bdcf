"""A change of partners as plain values: the group after it, and what of the rules it would break.

The costs and the own funding of the project are those that were sent: what no partner has is the
lead's.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from applicants.engine.completeness import Requirement, missing
from applicants.engine.snapshot import Snapshot
from applicants.enums import RequirementSection
from calls.engine.rulebook import Rulebook
from wecare.core.money import ZERO

_OF_THE_GROUP = frozenset({RequirementSection.PARTNERSHIP, RequirementSection.COSTS})
Group = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Part:
    """What one partner spends by category, and pays itself, in euro."""

    costs: Mapping[str, Decimal] = field(default_factory=dict)
    own_funding: Decimal = ZERO
    own_in_kind: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Shortfall:
    """The partners together take more of something than the project has."""

    category: str  # empty: own funding; "in_kind": the part of it in kind
    available: Decimal
    taken: Decimal


def group_after(
    before: Group, entering: Group, *, leaving: Iterable[str], parts: Mapping[str, Part]
) -> list[dict[str, Any]]:
    """The partners as they would be: who stays, then who comes in, each with its part.

    `parts` is by fiscal code; who stays and has none keeps what it had.
    """
    gone = set(leaving)
    staying = [each for each in before if each["fiscal_code"] not in gone]
    return [_with_part(each, parts.get(each["fiscal_code"])) for each in (*staying, *entering)]


def under(content: Mapping[str, Any], group: Group) -> dict[str, Any]:
    """The content that was sent, with this group in the place of the one that was sent."""
    return {**content, "partners": list(group)}


def shortfalls(content: Mapping[str, Any], group: Group) -> Iterator[Shortfall]:
    """Where the lead would be left with less than nothing."""
    after = Snapshot.of_content(under(content, group))
    lead = after.lead
    for code, left in lead.costs.items():
        if left < ZERO:
            yield Shortfall(code, after.costs[code], after.costs[code] - left)
    if lead.own_funding < ZERO:
        yield Shortfall("", after.own_funding, after.own_funding - lead.own_funding)
    if not ZERO <= lead.own_in_kind <= lead.own_funding:
        yield Shortfall("in_kind", after.own_in_kind, after.own_in_kind - lead.own_in_kind)


def broken(
    rules: Rulebook, content: Mapping[str, Any], *, before: Group, after: Group
) -> list[Requirement]:
    """The rules on the group and its costs that hold of the group before and not of the one after."""
    known = {_mark(each) for each in _of_group(rules, content, before)}
    return [each for each in _of_group(rules, content, after) if _mark(each) not in known]


def _of_group(rules: Rulebook, content: Mapping[str, Any], group: Group) -> list[Requirement]:
    found = missing(rules, Snapshot.of_content(under(content, group)))
    return [each for each in found if each.section in _OF_THE_GROUP]


def _mark(requirement: Requirement) -> tuple[str, str]:
    partner = requirement.partner
    return requirement.code, "" if partner is None else partner.fiscal_code


def _with_part(partner: Mapping[str, Any], part: Part | None) -> dict[str, Any]:
    if part is None:
        return dict(partner)
    return {
        **partner,
        "costs": {code: str(amount) for code, amount in part.costs.items() if amount},
        "own_funding": str(part.own_funding),
        "own_in_kind": str(part.own_in_kind),
    }


def left_and_joined(before: Group, after: Group) -> tuple[list[Any], list[Any], list[Any]]:
    """Who leaves, who comes in, whose part changes (as it will be)."""
    was = {each["fiscal_code"]: each for each in before}
    now = {each["fiscal_code"]: each for each in after}
    leaves = [each for code, each in was.items() if code not in now]
    joins = [each for code, each in now.items() if code not in was]
    money = ("costs", "own_funding", "own_in_kind")
    changed = [
        each
        for code, each in now.items()
        if code in was and any(each.get(key) != was[code].get(key) for key in money)
    ]
    return leaves, joins, changed
