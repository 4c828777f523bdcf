"""Budget years of what stands committed: what a decree divides, what each award and place holds."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet, Sum

from calls.engine.fund_parts import summed
from calls.models import Call
from funding.engine.budget_years import Years, divided
from funding.enums import AwardState
from funding.models import Award, Decree, YearPosting, YearShift
from funding.queries.awards.standing import grants_on, on_desk
from funding.queries.decrees import Plan, plan_of
from wecare.acts.engine.years import YearShare, year_shares
from wecare.core.money import ZERO, total
from wecare.ledger.enums import Level, MovementKind
from wecare.ledger.queries.segments import segment

BLANK = "budget_year"  # of a decree


@dataclass(frozen=True, slots=True)
class YearMoney:
    """Euro of one budget year.

    `committed` are all that decrees put on it, and `freed` what went back to the lots; `moved` came from
    other years by act, less what went to them; `paid` is what payments drew from it.
    """

    committed: Decimal = ZERO
    freed: Decimal = ZERO
    moved: Decimal = ZERO
    paid: Decimal = ZERO

    def __add__(self, other: "YearMoney") -> "YearMoney":
        return YearMoney(
            self.committed + other.committed,
            self.freed + other.freed,
            self.moved + other.moved,
            self.paid + other.paid,
        )

    @property
    def left(self) -> Decimal:
        """What still stands on the year, to be paid."""
        return self.committed - self.freed + self.moved - self.paid


_COLUMN = {
    MovementKind.COMMITMENT.value: ("committed", 1),
    MovementKind.RELEASE.value: ("freed", -1),
    MovementKind.PAYMENT.value: ("paid", -1),
    None: ("moved", 1),  # by a shift, that moves no money
}


def shares_of(decree: Decree) -> tuple[YearShare, ...]:
    """How the decree divides its commitments by years; nothing while nobody wrote it."""
    written = decree.act.variables.get(BLANK)
    return () if written is None else year_shares(written)


def years_of_plan(
    plan: Plan, shares: tuple[YearShare, ...]
) -> dict[int, dict[str, dict[int, Decimal]]]:
    """Submission → fund → budget year → euro that the decree commits anew."""
    if not shares:
        return {}
    return {each.submission_id: divided(plan.parts_to_commit(each), shares) for each in plan.new}


def by_year(found: Iterable[Mapping[str, Years]]) -> dict[int, dict[str, Decimal]]:
    """Budget year → fund → euro, of several sums together, the years in order."""
    years: defaultdict[int, list[dict[str, Decimal]]] = defaultdict(list)
    for funds in found:
        for fund, each in funds.items():
            for year, amount in each.items():
                years[year].append({fund: amount})
    return {year: summed(parts) for year, parts in sorted(years.items())}


def to_commit(decree: Decree) -> list[tuple[int, Decimal]]:
    """Budget years, and what adopting the decree will commit on each, in euro."""
    found = years_of_plan(plan_of(decree.ranked_list), shares_of(decree))
    return [(year, total(parts.values())) for year, parts in by_year(found.values()).items()]


def held(accounts: Iterable[int]) -> dict[int, dict[int, Decimal]]:
    """Account → budget year → what stands on it; nothing of zero."""
    sums = (
        YearPosting.objects.filter(account__in=list(accounts))
        .values_list("account", "year")
        .annotate(sum=Sum("amount"))
        .exclude(sum=ZERO)
        .order_by("account", "year")
    )
    found: dict[int, dict[int, Decimal]] = {}
    for account, year, amount in sums:
        found.setdefault(account, {})[year] = amount
    return found


def years_of_accounts(codes: Iterable[str]) -> dict[str, dict[int, YearMoney]]:
    """Account → budget year → its money, in one query."""
    rows = (
        YearPosting.objects.filter(account__code__in=list(codes))
        .values_list("account__code", "year", "posting__movement__kind")
        .annotate(sum=Sum("amount"))
        .order_by("account__code", "year")
    )
    found: defaultdict[str, dict[int, dict[str, Decimal]]] = defaultdict(dict)
    for code, year, kind, amount in rows:
        name, sign = _COLUMN[kind]
        found[code].setdefault(year, {})[name] = amount * sign
    return {
        code: {year: YearMoney(**facts) for year, facts in years.items()}
        for code, years in found.items()
    }


@dataclass(frozen=True, slots=True)
class YearOfAward:
    """The money of an award on a budget year, and the same by fund where several pay it."""

    year: int
    money: YearMoney
    funds: Mapping[str, YearMoney]


def years_of_award(award: Award) -> list[YearOfAward]:
    """The budget years of an award, that comes from `on_desk`, the first first; one query.

    Of a project granted anew, also what its earlier awards had.
    """
    grants = grants_on(award)
    found = years_of_accounts(each.committed for each in grants.values())
    years: defaultdict[int, dict[str, YearMoney]] = defaultdict(dict)
    for fund, grant in sorted(grants.items()):
        for year, each in found.get(grant.committed, {}).items():
            years[year][fund] = each
    several = len(grants) > 1
    return [
        YearOfAward(year, sum(funds.values(), YearMoney()), funds if several else {})
        for year, funds in sorted(years.items())
    ]


@dataclass(frozen=True, slots=True)
class YearPlace:
    """The money of a budget year on one fund in one call, whose code it is."""

    year: int
    fund: str
    call: str
    money: YearMoney


def places() -> list[YearPlace]:
    """Every budget year of every fund in every call, the years first; one query."""
    rows = (
        YearPosting.objects.annotate(
            fund=segment(Level.FUND, "account__"), of_call=segment(Level.CALL, "account__")
        )
        .values_list("year", "fund", "of_call", "posting__movement__kind")
        .annotate(sum=Sum("amount"))
        .order_by("year", "fund", "of_call")
    )
    found: defaultdict[tuple[int, str, str], dict[str, Decimal]] = defaultdict(dict)
    for year, fund, call, kind, amount in rows:
        name, sign = _COLUMN[kind]
        found[year, fund, call][name] = amount * sign
    return [YearPlace(*place, YearMoney(**facts)) for place, facts in sorted(found.items())]


@dataclass(frozen=True, slots=True)
class LeftOfAward:
    """What of an award still stands on one budget year: account → euro above zero."""

    award: Award
    accounts: Mapping[int, Decimal]

    @property
    def amount(self) -> Decimal:
        return total(self.accounts.values())


def left_on(call: Call, year: int) -> list[LeftOfAward]:
    """The awards of a call of which something still stands on a budget year, by protocol; two queries."""
    awards = list(
        on_desk()
        .filter(decree__ranked_list__call=call, state=AwardState.GRANTED.value)
        .order_by("submission__protocol_year", "submission__protocol_number")
    )
    codes = {grant.committed: award.pk for award in awards for grant in grants_on(award).values()}
    sums = (
        YearPosting.objects.filter(account__code__in=list(codes), year=year)
        .values_list("account__code", "account")
        .annotate(sum=Sum("amount"))
        .filter(sum__gt=ZERO)
        .order_by("account__code")
    )
    found: defaultdict[int, dict[int, Decimal]] = defaultdict(dict)
    for code, account, amount in sums:
        found[codes[code]][account] = amount
    return [LeftOfAward(each, found[each.pk]) for each in awards if each.pk in found]


def shifts() -> QuerySet[YearShift]:
    """What was moved from a budget year to another, the last first."""
    return YearShift.objects.select_related("call", "act", "recorded_by").order_by("-pk")


def shifts_of(award: Award) -> QuerySet[YearShift, Any]:
    """What of an award, that comes from `on_desk`, was moved, the first first: `of_award` says how much."""
    codes = [each.committed for each in grants_on(award).values()]
    mine = Q(years__account__code__in=codes, years__amount__gt=ZERO)
    return shifts().filter(mine).annotate(of_award=Sum("years__amount", filter=mine)).order_by("pk")
