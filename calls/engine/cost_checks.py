"""Whether the bounds on kinds of expense and on macro-items leave room for a plan of expenses."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from calls.engine.reading import Missing, Part
from calls.engine.rulebook import Rulebook
from calls.engine.spending import CostCategory, CostGroup
from calls.enums import EditorSection

NOTHING = Decimal("0.00")
WHOLE = Decimal("100.00")


def cost_problems(rules: Rulebook) -> list[Missing]:
    """Say every way in which macro-items and kinds of expense contradict one another."""
    problems: list[Missing] = []
    bounded: list[CostGroup | CostCategory] = [*rules.cost_groups, *rules.cost_categories]
    for each in bounded:
        _check_percents(each, _part(problems, each.code))
    _check_membership(rules, problems)
    _check_flat_rates(rules.cost_categories, problems)
    for group in rules.cost_groups:
        _check_room(group, _held(rules, group), _part(problems, group.code))
    _check_whole(rules, _part(problems))
    return problems


def _part(problems: list[Missing], item: str = "") -> Part:
    return Part({}, EditorSection.COSTS, problems, item)


def _held(rules: Rulebook, group: CostGroup) -> tuple[CostCategory, ...]:
    return tuple(each for each in rules.cost_categories if each.group == group.code)


def _check_percents(each: CostGroup | CostCategory, part: Part) -> None:
    low, high = each.minimum_percent, each.maximum_percent
    if low is not None and high is not None and low > high:
        part.note("percents_reversed", minimum_percent=low, maximum_percent=high)


def _check_membership(rules: Rulebook, problems: list[Missing]) -> None:
    known = [group.code for group in rules.cost_groups]
    for category in rules.cost_categories:
        if category.group and category.group not in known:
            note = "cost_group_unknown" if known else "cost_group_without_any"
            _part(problems, category.code).note(note, read=category.group, known=known)
    for group in rules.cost_groups:
        if not _held(rules, group):
            _part(problems, group.code).note("cost_group_empty", group=group.title)


def _check_flat_rates(categories: tuple[CostCategory, ...], problems: list[Missing]) -> None:
    real = [each.code for each in categories if each.flat_rate is None]
    for category in categories:
        part = _part(problems, category.code)
        if (category.flat_rate is None) != (not category.flat_base):
            part.note("flat_half_said")
        for code in category.flat_base:
            if code not in real:
                part.note("flat_base_unknown", read=code, known=real)


def _check_room(group: CostGroup, held: Sequence[CostCategory], part: Part) -> None:
    """What the kinds of expense must and may be fits what their macro-item must and may be."""
    least, most = _least(held), _most(held)
    if group.maximum_percent is not None and least > group.maximum_percent:
        part.note("cost_group_too_narrow", sum_percent=least, maximum_percent=group.maximum_percent)
    if held and most is not None and most < (group.minimum_percent or NOTHING):
        part.note("cost_group_too_wide", sum_percent=most, minimum_percent=group.minimum_percent)


def _check_whole(rules: Rulebook, part: Part) -> None:
    alone = [each for each in rules.cost_categories if not each.group]
    least, most = _least(alone), _most(alone)
    for group in rules.cost_groups:
        held = _held(rules, group)
        least += max(group.minimum_percent or NOTHING, _least(held))
        bounds = [each for each in (group.maximum_percent, _most(held)) if each is not None]
        most = most + min(bounds) if bounds and most is not None else None
    grouped = bool(rules.cost_groups)
    if least > WHOLE:
        note = "group_minimums_over_whole" if grouped else "minimums_over_whole"
        part.note(note, sum_percent=least)
    if rules.cost_categories and most is not None and most < WHOLE:
        note = "group_maximums_under_whole" if grouped else "maximums_under_whole"
        part.note(note, sum_percent=most)


def _least(parts: Iterable[CostCategory]) -> Decimal:
    return sum((each.minimum_percent or NOTHING for each in parts), NOTHING)


def _most(parts: Sequence[CostCategory]) -> Decimal | None:
    """The most that the parts may be together, unless one of them has no bound."""
    maxima = [each.maximum_percent for each in parts if each.maximum_percent is not None]
    return sum(maxima, NOTHING) if len(maxima) == len(parts) else None
