"""Whether the bounds on a project's money and time leave something between them."""

from decimal import Decimal
from itertools import pairwise

from calls.engine.cost_checks import cost_problems
from calls.engine.reading import Missing, Part
from calls.engine.rulebook import Rulebook
from calls.engine.spending import Amounts, Duration
from calls.enums import EditorSection

WHOLE = Decimal("100.00")


def spending_problems(rules: Rulebook) -> list[Missing]:
    """Say every way in which amounts, duration and costs contradict themselves."""
    problems: list[Missing] = []
    part = Part({}, EditorSection.AMOUNTS, problems)
    _check_amounts(rules.amounts, part)
    _check_own_share(rules.amounts, part)
    if rules.duration is not None:
        _check_duration(rules.duration, Part({}, EditorSection.DURATION, problems))
    problems.extend(cost_problems(rules))
    return problems


def _check_amounts(amounts: Amounts, part: Part) -> None:
    least, most = amounts.minimum_value, amounts.maximum_value
    if most is not None and most < least:
        part.note("value_reversed", minimum_amount=least, maximum_amount=most)
    low, high = amounts.minimum_grant, amounts.maximum_grant
    if low is not None and high is not None and low > high:
        part.note("grant_reversed", minimum_amount=low, maximum_amount=high)
    if low is not None and most is not None and low > most:
        part.note("grant_over_value", minimum_amount=low, maximum_amount=most)
    low, high = amounts.minimum_rate, amounts.maximum_rate
    if low is not None and high is not None and low > high:
        part.note("rate_reversed", minimum_percent=low, maximum_percent=high)


def _check_own_share(amounts: Amounts, part: Part) -> None:
    share, brackets = amounts.minimum_own_share, amounts.own_share_brackets
    if share is not None and brackets:
        part.note("own_share_twice", own_percent=share, brackets=len(brackets))
    asked = [] if share is None else [share]
    asked += [bracket.minimum_percent for bracket in brackets]
    for percent in asked:
        if percent >= WHOLE:
            part.note("own_share_against_rate", own_percent=percent)
        elif amounts.minimum_rate is not None and percent > WHOLE - amounts.minimum_rate:
            part.note(
                "own_share_against_minimum",
                own_percent=percent,
                rate_percent=amounts.minimum_rate,
            )
    tops = [bracket.up_to for bracket in brackets]
    for place, (here, following) in enumerate(pairwise(tops), start=1):
        if here is None:
            part.note("bracket_endless", place=place, brackets=len(brackets))
        elif following is not None and following <= here:
            part.note("bracket_reversed", place=place + 1, read_amount=following, here_amount=here)
    if tops and tops[-1] is not None:
        part.note("bracket_ends", last_amount=tops[-1])


def _check_duration(duration: Duration, part: Part) -> None:
    low, high = duration.minimum_months, duration.maximum_months
    if low is not None and high is not None and low > high:
        part.note("months_reversed", minimum=low, maximum=high)
    first, last = duration.starts_from, duration.starts_by
    if first is not None and last is not None and first > last:
        part.note("starts_reversed", first_day=first, last_day=last)
