"""Whether the parts of a draft agree with one another."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise

from calls.engine.asking_checks import asking_problems
from calls.engine.computing_checks import computing_problems
from calls.engine.districts_parts import districts_problems
from calls.engine.facts import fact
from calls.engine.judging_parts import judging_problems
from calls.engine.lots_checks import lots_problems
from calls.engine.partnership_checks import partnership_problems
from calls.engine.phases_parts import phases_problems
from calls.engine.reading import Missing, Part
from calls.engine.rulebook import Criterion, Rulebook, TieRule, Window
from calls.engine.spending_checks import spending_problems
from calls.enums import EditorSection, Procedure, TieKind

FEWEST_LEVELS = 2
SETTLING = frozenset({TieKind.EARLIER_PROTOCOL, TieKind.DRAW})  # leave nobody tied


def check_agreement(rules: Rulebook) -> list[Missing]:
    """Say every way in which the rules contradict one another."""
    problems: list[Missing] = []
    _check_windows(rules.windows, problems)
    _check_desk(rules, problems)
    problems.extend(phases_problems(rules))
    problems.extend(partnership_problems(rules))
    problems.extend(districts_problems(rules))
    problems.extend(spending_problems(rules))
    problems.extend(lots_problems(rules))
    problems.extend(asking_problems(rules))
    _check_criteria(rules, problems)
    problems.extend(computing_problems(rules))
    problems.extend(judging_problems(rules))
    _check_ties(rules, problems)
    return problems


def points_of(criteria: Iterable[Criterion]) -> Decimal:
    """Sum the weighted maxima of some criteria."""
    return sum((each.maximum * each.weight for each in criteria), Decimal("0.00"))


def _part(section: EditorSection, problems: list[Missing], item: str = "") -> Part:
    return Part({}, section, problems, item)


def _check_windows(windows: tuple[Window, ...], problems: list[Missing]) -> None:
    for window in windows:
        if window.opens_at >= window.closes_at:
            stated = fact("window_reversed", opens_at=window.opens_at, closes_at=window.closes_at)
            problems.append(Missing(EditorSection.WINDOW, stated))
    for before, after in pairwise(windows):
        if after.opens_at < before.closes_at:
            stated = fact("windows_overlap", opens_at=after.opens_at, closes_at=before.closes_at)
            problems.append(Missing(EditorSection.WINDOW, stated))


def _check_desk(rules: Rulebook, problems: list[Missing]) -> None:
    """What settles equal instants at a desk settles them all, and never by points."""
    if rules.procedure is not Procedure.DESK:
        return
    last = rules.ties[-1].kind if rules.ties else None
    if last not in SETTLING:
        _part(EditorSection.TIES, problems).note("desk_unsettled")


def _check_criteria(rules: Rulebook, problems: list[Missing]) -> None:
    known = [each.code for each in rules.classes]
    for criterion in rules.criteria:
        part = _part(EditorSection.CRITERIA, problems, criterion.code)
        if criterion.class_code not in known:
            part.note("class_unknown", read=criterion.class_code, known=known)
        _check_threshold(part, criterion.threshold, criterion.maximum)
        _check_levels(part, criterion)
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


def _check_levels(part: Part, criterion: Criterion) -> None:
    points = [level.points for level in criterion.levels]
    if not points:
        return
    if len(points) < FEWEST_LEVELS:
        part.note("levels_too_few", read=len(points), limit=FEWEST_LEVELS)
    for each in sorted({one for one in points if points.count(one) > 1}):
        part.note("level_repeated", read_points=each)
    if max(points) != criterion.maximum:
        part.note("level_top", read_points=max(points), maximum_points=criterion.maximum)


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
        if any(kind is TieKind.DRAW for kind, _reference in seen):
            part.note("tie_after_draw")
        seen.append((rule.kind, rule.reference))


def _references(rules: Rulebook, rule: TieRule) -> list[str]:
    if rule.kind is TieKind.CRITERION:
        return [each.code for each in rules.criteria]
    return [each.code for each in rules.classes] if rule.kind is TieKind.CLASS else []
