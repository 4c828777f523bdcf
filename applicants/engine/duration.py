"""How long a project lasts and when it starts, against the bounds of the rulebook."""

from collections.abc import Iterator
from datetime import date

from applicants.engine.grants import Limit
from calls.engine.facts import Fact, fact
from calls.engine.spending import Duration


def duration_limits(
    duration: Duration | None, *, months: int | None, starts_on: date | None
) -> Iterator[Limit]:
    """What the call asks of a project's time; nothing where it bounds nothing."""
    if duration is None:
        return
    if duration.minimum_months is not None or duration.maximum_months is not None:
        yield Limit("project.months", duration.article, _months_refusal(duration, months))
    if duration.starts_from is not None or duration.starts_by is not None:
        yield Limit("project.start", duration.article, _start_refusal(duration, starts_on))


def _months_refusal(duration: Duration, months: int | None) -> Fact | None:
    if months is None:
        return fact("months_missing", article=duration.article)
    low, high = duration.minimum_months, duration.maximum_months
    if low is not None and months < low:
        return fact("months_below", months=months, limit=low, article=duration.article)
    if high is not None and months > high:
        return fact("months_above", months=months, limit=high, article=duration.article)
    return None


def _start_refusal(duration: Duration, starts_on: date | None) -> Fact | None:
    if starts_on is None:
        return fact("start_missing", article=duration.article)
    first, last = duration.starts_from, duration.starts_by
    if first is not None and starts_on < first:
        return fact("start_early", start_day=starts_on, limit_day=first, article=duration.article)
    if last is not None and starts_on > last:
        return fact("start_late", start_day=starts_on, limit_day=last, article=duration.article)
    return None
