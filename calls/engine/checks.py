"""Whether the parts of a draft agree with one another."""

from collections.abc import Iterable
from decimal import Decimal

from calls.engine.facts import fact
from calls.engine.reading import Missing, Part
from calls.engine.rulebook import (
    Amounts,
    CostCategory,
    Criterion,
    Rulebook,
    TieRule,
    Window,
)
from calls.enums import EditorSection, QuestionKind, TieKind

WHOLE = Decimal("100.00")
FEWEST_CHOICES = 2


def check_agreement(rules: Rulebook) -> list[Missing]:
    """Say every way in which the rules contradict one another."""
    problems: list[Missing] = []
    _check_window(rules.window, problems)
    _check_amounts(rules.amounts, problems)
    _check_questions(rules, problems)
    _check_costs(rules.cost_categories, problems)
    _check_criteria(rules, problems)
    _check_ties(rules, problems)
    return problems


def points_of(criteria: Iterable[Criterion]) -> Decimal:
    """Sum the weighted maxima of some criteria."""
    return sum((each.maximum * each.weight for each in criteria), Decimal("0.00"))


def _part(section: EditorSection, problems: list[Missing], item: str = "") -> Part:
    return Part({}, section, problems, item)


def _check_window(window: Window, problems: list[Missing]) -> None:
    if window.opens_at >= window.closes_at:
        stated = fact("window_reversed", opens_at=window.opens_at, closes_at=window.closes_at)
        problems.append(Missing(EditorSection.WINDOW, stated))


def _check_amounts(amounts: Amounts, problems: list[Missing]) -> None:
    part = _part(EditorSection.AMOUNTS, problems)
    maximum = amounts.maximum_value
    if maximum is not None and maximum < amounts.minimum_value:
        part.note("value_reversed", minimum_amount=amounts.minimum_value, maximum_amount=maximum)
    if amounts.minimum_own_share is not None and amounts.minimum_own_share >= WHOLE:
        part.note("own_share_against_rate", own_percent=amounts.minimum_own_share)


def _check_questions(rules: Rulebook, problems: list[Missing]) -> None:
    for question in rules.questions:
        if question.kind is not QuestionKind.CHOICE:
            continue
        part = _part(EditorSection.SECTIONS, problems, question.code)
        distinct = set(question.choices)
        if len(distinct) < FEWEST_CHOICES:
            part.note("choices_too_few", read=len(distinct), limit=FEWEST_CHOICES)
        for choice in sorted(each for each in distinct if question.choices.count(each) > 1):
            part.note("choice_repeated", read=choice)


def _check_costs(categories: tuple[CostCategory, ...], problems: list[Missing]) -> None:
    for category in categories:
        low, high = category.minimum_percent, category.maximum_percent
        if low is not None and high is not None and low > high:
            _part(EditorSection.COSTS, problems, category.code).note(
                "percents_reversed", minimum_percent=low, maximum_percent=high
            )
    part = _part(EditorSection.COSTS, problems)
    least = sum((each.minimum_percent or Decimal(0) for each in categories), Decimal(0))
    if least > WHOLE:
        part.note("minimums_over_whole", sum_percent=least)
    maxima = [each.maximum_percent for each in categories if each.maximum_percent is not None]
    most = sum(maxima, Decimal(0))
    if categories and len(maxima) == len(categories) and most < WHOLE:
        part.note("maximums_under_whole", sum_percent=most)


def _check_criteria(rules: Rulebook, problems: list[Missing]) -> None:
    known = [each.code for each in rules.classes]
    for criterion in rules.criteria:
        part = _part(EditorSection.CRITERIA, problems, criterion.code)
        if criterion.class_code not in known:
            part.note("class_unknown", read=criterion.class_code, known=known)
        _check_threshold(part, criterion.threshold, criterion.maximum)
    for each in rules.classes:
        part = _part(EditorSection.CRITERIA, problems, each.code)
        inside = [one for one in rules.criteria if one.class_code == each.code]
        if not inside:
            part.note("class_empty")
        else:
            _check_threshold(part, each.threshold, points_of(inside))
    part = _part(EditorSection.CRITERIA, problems)
    _check_threshold(part, rules.total_threshold, points_of(rules.criteria))


def _check_threshold(part: Part, threshold: Decimal | None, maximum: Decimal) -> None:
    if threshold is not None and threshold > maximum:
        part.note("threshold_over_maximum", threshold_points=threshold, maximum_points=maximum)


def _check_ties(rules: Rulebook, problems: list[Missing]) -> None:
    seen: list[tuple[TieKind, str]] = []
    for place, rule in enumerate(rules.ties, start=1):
        part = _part(EditorSection.TIES, problems, f"n. {place}")
        known = _references(rules, rule)
        if known and rule.reference not in known:
            part.note("tie_reference_unknown", read=rule.reference, known=known)
        if (rule.kind, rule.reference) in seen:
            part.note("tie_repeated")
        if any(kind is TieKind.EQUAL_PLACE for kind, _reference in seen):
            part.note("tie_after_equal_place")
        seen.append((rule.kind, rule.reference))


def _references(rules: Rulebook, rule: TieRule) -> list[str]:
    if rule.kind is TieKind.CRITERION:
        return [each.code for each in rules.criteria]
    return [each.code for each in rules.classes] if rule.kind is TieKind.CLASS else []
