"""Funds: where the money of the programme comes from, and who pays them."""

from decimal import Decimal

from django.db import IntegrityError, transaction

from calls.models import Fund
from calls.policies.funds import check_code_is_free, check_fund_unchanged, check_shares
from wecare.accounts.models import Person
from wecare.core import events

Shares = tuple[Decimal, Decimal, Decimal] | None


@transaction.atomic
def record(*, code: str, title: str, shares: Shares, shares_source: str, actor: Person) -> Fund:
    """A fund that acts can allocate; its code names its money in the ledger and never changes.

    :raises FundRefused: if the code is taken, or the shares do not make the whole.
    """
    check_shares(shares, source=shares_source)
    check_code_is_free(code)
    fund = _with_shares(Fund(code=code, title=title, shares_source=shares_source), shares)
    try:
        with transaction.atomic():
            fund.save(force_insert=True)
    except IntegrityError:  # somebody took the code meanwhile
        check_code_is_free(code)
        raise
    events.record("fund.recorded", subject=fund, actor=actor, code=code, **_facts(fund))
    return fund


@transaction.atomic
def describe(
    *, fund: Fund, title: str, shares: Shares, shares_source: str, seen: str, actor: Person
) -> Fund:
    """Write the title and the shares of a fund anew, over those whose mark is `seen`.

    :raises FundRefused: if somebody wrote them meanwhile, or the shares do not make the whole.
    """
    check_shares(shares, source=shares_source)
    fund = Fund.objects.select_for_update(of=("self",), no_key=True).get(pk=fund.pk)
    check_fund_unchanged(fund, seen=seen)
    fund.title, fund.shares_source = title, shares_source
    _with_shares(fund, shares).save()
    events.record("fund.described", subject=fund, actor=actor, code=fund.code, **_facts(fund))
    return fund


def _with_shares(fund: Fund, shares: Shares) -> Fund:
    fund.eu_share, fund.state_share, fund.region_share = shares or (None, None, None)
    return fund


def _facts(fund: Fund) -> dict[str, object]:
    return {"title": fund.title, "shares": fund.shares, "source": fund.shares_source}
