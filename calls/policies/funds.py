"""Whether what somebody writes of a fund holds, with the sentence that says why not."""

from decimal import Decimal

from calls.engine.facts import fact
from calls.labels.budgets import budget_sentence
from calls.models import Fund
from calls.queries.budgets import mark_of_fund
from wecare.core.errors import DomainError

_WHOLE = Decimal(100)
_RESERVED = frozenset({"nuovo"})  # an address of the desk


class FundRefused(DomainError):
    """A fund that does not hold, or that somebody else wrote meanwhile."""


class FundChanged(FundRefused):
    """Somebody else wrote the fund meanwhile."""


def check_shares(shares: tuple[Decimal, Decimal, Decimal] | None, *, source: str) -> None:
    """Look whether the shares of a fund, where they are known, make the whole and have a source.

    :raises FundRefused: with the sum they come to.
    """
    if shares is None:
        return
    if sum(shares) != _WHOLE:
        raise _refused("fund_shares", sum_percent=sum(shares))
    if not source:
        raise _refused("fund_source")


def check_code_is_free(code: str) -> None:
    """Look whether no fund has this code.

    :raises FundRefused: if one has.
    """
    if code.lower() in _RESERVED or Fund.objects.filter(code__iexact=code).exists():
        raise _refused("fund_taken", fund=code)


def check_fund_unchanged(fund: Fund, *, seen: str) -> None:
    """Look whether the fund is still what was read before writing.

    :raises FundChanged: if somebody wrote it meanwhile.
    """
    if seen != mark_of_fund(fund):
        raise FundChanged(budget_sentence(fact("fund_changed", fund=fund.code)))


def _refused(code: str, **values: object) -> FundRefused:
    return FundRefused(budget_sentence(fact(code, **values)))
