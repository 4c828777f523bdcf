"""The limits on a project's value, on the grant it asks for, and on what the applicant pays."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from applicants.engine import shares
from calls.engine.facts import Fact, fact
from calls.engine.spending import Amounts
from wecare.core.money import ZERO, percent_of


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit of the rulebook, and the fact that breaks it; none when it is kept."""

    code: str
    article: str
    fact: Fact | None

    @property
    def ok(self) -> bool:
        return self.fact is None


def grant_limits(
    amounts: Amounts, value: Decimal, own: Decimal, in_kind: Decimal
) -> Iterator[Limit]:
    """Every limit that applies to a project of this value, with this own share."""
    if not value:
        return
    yield Limit("amounts.request", amounts.article, _nothing_asked(value, own))
    yield from _value_limits(amounts, value)
    yield from _request_limits(amounts, value - own)
    yield from _rate_limits(amounts, value, value - own)
    yield from _own_limits(amounts, value, own)
    if in_kind or amounts.maximum_in_kind is not None:
        yield Limit("amounts.in_kind", amounts.article, _in_kind(amounts, own, in_kind))


def _nothing_asked(value: Decimal, own: Decimal) -> Fact | None:
    if own < value:
        return None
    return fact("nothing_requested", own_amount=own, value_amount=value)


def _bound(code: str, broken: str, *, over: Decimal, article: str, **facts: Decimal) -> Limit:
    """A bound that is broken by as much as `over`, when that is more than nothing."""
    stated = fact(broken, **facts, difference_amount=over, article=article) if over > 0 else None
    return Limit(f"amounts.{code}", article, stated)


def _value_limits(amounts: Amounts, value: Decimal) -> Iterator[Limit]:
    low, high, article = amounts.minimum_value, amounts.maximum_value, amounts.article
    if low > 0:
        said = {"value_amount": value, "limit_amount": low}
        yield _bound("minimum_value", "value_below", over=low - value, article=article, **said)
    if high is not None:
        said = {"value_amount": value, "limit_amount": high}
        yield _bound("maximum_value", "value_above", over=value - high, article=article, **said)


def _request_limits(amounts: Amounts, asked: Decimal) -> Iterator[Limit]:
    low, high, article = amounts.minimum_grant, amounts.maximum_grant, amounts.article
    if low is not None:
        said = {"requested_amount": asked, "limit_amount": low}
        yield _bound("minimum_grant", "grant_below", over=low - asked, article=article, **said)
    if high is not None:
        said = {"requested_amount": asked, "limit_amount": high}
        yield _bound("maximum_grant", "grant_above", over=asked - high, article=article, **said)


def _rate_limits(amounts: Amounts, value: Decimal, asked: Decimal) -> Iterator[Limit]:
    low, high, article = amounts.minimum_rate, amounts.maximum_rate, amounts.article
    said = {"requested_amount": asked, "requested_percent": percent_of(asked, value)}
    if low is not None:
        over = shares.shortage(asked, low, value)
        facts = said | {"limit_percent": low}
        yield _bound("minimum_rate", "rate_below", over=over, article=article, **facts)
    if high is not None:
        over = shares.excess(asked, high, value)
        facts = said | {"limit_percent": high}
        yield _bound("maximum_rate", "rate_above", over=over, article=article, **facts)


def _own_limits(amounts: Amounts, value: Decimal, own: Decimal) -> Iterator[Limit]:
    bracket = amounts.bracket_of(value)
    share = amounts.minimum_own_share if bracket is None else bracket.minimum_percent
    if share is None:
        return
    said = {"own_amount": own, "own_percent": percent_of(own, value), "limit_percent": share}
    broken = "own_share_below"
    if bracket is not None:
        broken = "own_share_below_last" if bracket.up_to is None else "own_share_below_bracket"
        said |= {"value_amount": value, "top_amount": bracket.up_to or ZERO}
    yield _bound(
        "minimum_own_share",
        broken,
        over=shares.shortage(own, share, value),
        article=amounts.article,
        **said,
    )


def _in_kind(amounts: Amounts, own: Decimal, in_kind: Decimal) -> Fact | None:
    most = amounts.maximum_in_kind
    if most is None:
        return fact("in_kind_refused", in_kind_amount=in_kind, article=amounts.article)
    over = shares.excess(in_kind, most, own)
    if over <= 0:
        return None
    return fact(
        "in_kind_above",
        in_kind_amount=in_kind,
        in_kind_percent=percent_of(in_kind, own) if own else most,
        own_amount=own,
        limit_percent=most,
        difference_amount=over,
        article=amounts.article,
    )
