"""Points that come from data: what each function looks at in a submission, and what it is worth.

A function is named by `ComputedFrom`, takes the frozen content and the rules it was sent under, and
gives a number, a word, or nothing. Adding one: its name in `calls.enums`, its shape in
`calls.engine.computing`, its words in `calls.labels.computing`, and the function here.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction
from math import ceil, floor

from applicants.engine.snapshot import Snapshot
from calls.engine.computing import SHAPES, Computation, Looked
from calls.engine.facts import Fact, fact
from calls.engine.rulebook import Criterion, Rulebook
from calls.enums import ComputedFrom, StepBound
from wecare.core.money import CENT, LIMIT, total

Value = Decimal | Fraction | str | None
Function = Callable[[Snapshot, Rulebook, Computation], Value]

_LARGEST = Decimal(LIMIT) - CENT  # what cannot be written counts as the largest number that can


def own_share_percent(snapshot: Snapshot, _rules: Rulebook, _by: Computation) -> Value:
    """How much of the project's value the organisation pays, per cent."""
    value = total(snapshot.costs.values())
    return Fraction(snapshot.own_funding) * 100 / Fraction(value) if value else None


def requested_amount(snapshot: Snapshot, _rules: Rulebook, _by: Computation) -> Value:
    """The grant that is asked, in euro."""
    return total(snapshot.costs.values()) - snapshot.own_funding


def project_value(snapshot: Snapshot, _rules: Rulebook, _by: Computation) -> Value:
    """What the whole project costs, in euro."""
    return total(snapshot.costs.values())


def duration_months(snapshot: Snapshot, _rules: Rulebook, _by: Computation) -> Value:
    """How many months the project lasts."""
    return None if snapshot.months is None else Decimal(snapshot.months)


def answer_choice(snapshot: Snapshot, _rules: Rulebook, by: Computation) -> Value:
    """The answer that was chosen."""
    answer = snapshot.answers.get(by.question)
    return answer if isinstance(answer, str) and answer else None


def answer_number(snapshot: Snapshot, _rules: Rulebook, by: Computation) -> Value:
    """The number or the euro that were written."""
    answer = snapshot.answers.get(by.question)
    if isinstance(answer, bool) or not isinstance(answer, int | str) or answer == "":
        return None
    try:
        number = Decimal(answer)
    except ArithmeticError:
        return None
    return number if number.is_finite() else None


def lead_kind(snapshot: Snapshot, _rules: Rulebook, _by: Computation) -> Value:
    """What the organisation that leads is before the law."""
    kind = snapshot.organisation.kind
    return None if kind is None else kind.value


def lead_size(snapshot: Snapshot, _rules: Rulebook, _by: Computation) -> Value:
    """How large the organisation that leads is, if it says so."""
    size = snapshot.organisation.size
    return None if size is None else size.value


def group_lead_kind(snapshot: Snapshot, rules: Rulebook, by: Computation) -> Value:
    """What leads a group; nothing where somebody applies alone."""
    return lead_kind(snapshot, rules, by) if snapshot.partners else None


def partners(snapshot: Snapshot, _rules: Rulebook, _by: Computation) -> Value:
    """How many partners there are, beside the lead."""
    return Decimal(len(snapshot.partners))


def districts(snapshot: Snapshot, _rules: Rulebook, _by: Computation) -> Value:
    """How many Distretti the project covers."""
    return Decimal(len(snapshot.districts))


FUNCTIONS: Mapping[ComputedFrom, Function] = {
    ComputedFrom.OWN_SHARE_PERCENT: own_share_percent,
    ComputedFrom.REQUESTED_AMOUNT: requested_amount,
    ComputedFrom.PROJECT_VALUE: project_value,
    ComputedFrom.DURATION_MONTHS: duration_months,
    ComputedFrom.ANSWER_CHOICE: answer_choice,
    ComputedFrom.ANSWER_NUMBER: answer_number,
    ComputedFrom.LEAD_KIND: lead_kind,
    ComputedFrom.LEAD_SIZE: lead_size,
    ComputedFrom.GROUP_LEAD_KIND: group_lead_kind,
    ComputedFrom.PARTNERS: partners,
    ComputedFrom.DISTRICTS: districts,
}


def looked_at(snapshot: Snapshot, rules: Rulebook, by: Computation) -> Looked:
    """The value as it is published: a word, or a number with two decimals.

    A number is rounded away from the steps (down where they say *at least*, up where they say *at
    most*), so that no step is reached by rounding.
    """
    value = FUNCTIONS[by.function](snapshot, rules, by)
    if value is None or isinstance(value, str):
        return value
    down = by.bound is StepBound.AT_LEAST
    if isinstance(value, Fraction):
        cents = floor(value * 100) if down else ceil(value * 100)
        value = max(-LIMIT * 100, min(LIMIT * 100, cents)) * CENT
    within = max(-_LARGEST, min(_LARGEST, value))
    return str(within.quantize(CENT, rounding=ROUND_FLOOR if down else ROUND_CEILING))


def values_of(snapshot: Snapshot, rules: Rulebook) -> dict[str, Looked]:
    """What each computed criterion looks at."""
    return {
        each.code: looked_at(snapshot, rules, each.computed)
        for each in rules.criteria
        if each.computed is not None
    }


def stated(criteria: tuple[Criterion, ...], looked: Mapping[str, Looked]) -> Iterator[Fact]:
    """How each computed criterion came out: its data, the step or the word, the points."""
    for criterion in criteria:
        if criterion.computed is not None:
            yield outcome(criterion, criterion.computed, looked.get(criterion.code))


def outcome(criterion: Criterion, by: Computation, looked: Looked) -> Fact:
    """How one computed criterion came out."""
    facts: dict[str, object] = {
        "title": criterion.title,
        "from_function": by.function.value,
        "given_points": by.points(looked),
        "article": by.article,
    }
    if looked is None:
        return fact("computed_absent", **facts)
    unit = SHAPES[by.function].unit
    if unit is None:
        if SHAPES[by.function].words is None:
            return fact("computed_answer", **facts, own_answer=looked)
        return fact("computed_word", **facts, own_word=looked)
    own = Decimal(looked)
    step = by.step(own)
    if step is not None:
        code = f"computed_{by.bound.value}_{unit}"
        return fact(code, **facts, **{f"own_{unit}": own, f"step_{unit}": step.value})
    pick = min if by.bound is StepBound.AT_LEAST else max
    nearest = pick((each.value for each in by.steps), default=own)
    code = f"computed_outside_{unit}"
    return fact(code, **facts, **{f"own_{unit}": own, f"step_{unit}": nearest})
