"""What stands of awards by the ledger, on each fund: still committed, paid, taken away."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

from calls.engine.fund_parts import Parts, drawn
from calls.engine.places import parts_of
from calls.engine.rulebook import Lot, Rulebook
from funding.engine.postings import Grant, grants_of
from funding.models import Award, Reduction
from wecare.core.money import ZERO, total
from wecare.ledger.enums import MovementKind
from wecare.ledger.models import Account

_NOTHING = (ZERO, ZERO)


@dataclass(frozen=True, slots=True)
class FundMoney:
    """The money of one award on one fund, in euro; see `Standing`."""

    committed: Decimal
    paid: Decimal
    repaid: Decimal

    @property
    def held(self) -> Decimal:
        """All that the award has had of the fund and did not give back to its lot."""
        return self.committed + self.paid + self.repaid


@dataclass(frozen=True, slots=True)
class Standing:
    """The money of one award, in euro, and the same by fund.

    `reduced` was taken away while it stands; `committed` waits to be paid; `paid` is out, less what
    came back; `repaid` is the capital of loans that came back by their plans.
    """

    granted: Decimal
    reduced: Decimal
    committed: Decimal
    paid: Decimal
    repaid: Decimal = ZERO
    funds: Mapping[str, FundMoney] = field(default_factory=dict)

    @property
    def due(self) -> Decimal:
        """What the beneficiary has a right to in all."""
        return self.granted - self.reduced

    @property
    def given(self) -> Decimal:
        """All that was paid by right: what is out, and what of it was repaid since."""
        return self.paid + self.repaid

    @property
    def overpaid(self) -> Decimal:
        """What was paid above what is due, and is to be recovered: no more than is still out."""
        return min(max(self.given - self.due, ZERO), self.paid)

    def out_of_committed(self, amount: Decimal) -> dict[str, Decimal]:
        """Fund → what it gives of `amount` euro that are paid or set free.

        :raises PartsRefused: if less stands committed.
        """
        return drawn({fund: each.committed for fund, each in self.funds.items()}, amount)

    def out_of_paid(self, amount: Decimal) -> dict[str, Decimal]:
        """Fund → what comes back to it of `amount` euro that were paid.

        :raises PartsRefused: if less is out.
        """
        return drawn({fund: each.paid for fund, each in self.funds.items()}, amount)


def lot_of(award: Award) -> Lot:
    """The lot of the award, under the rules of its list."""
    return award.decree.ranked_list.rulebook.rules.lot(award.lot)


def parts_in(award: Award, parts: Parts) -> tuple[Grant, ...]:
    """A sum of the award, fund → euro, as the postings name it."""
    rules = award.decree.ranked_list.rulebook.rules
    return grants_of(award.submission.protocol, lot_of(award), rules, parts)


def grants_on(award: Award, rules: Rulebook | None = None) -> dict[str, Grant]:
    """Fund → what it granted of the award, as the postings name it; also where that is nothing.

    `rules` are those of the award's call, where they are at hand.
    """
    book = rules or award.decree.ranked_list.rulebook.rules
    lot = book.lot(award.lot)
    parts = dict.fromkeys((each.fund for each in lot.shares), ZERO)
    parts |= parts_of(lot, award.amount, award.parts)
    found = grants_of(award.submission.protocol, lot, book, parts)
    return {each.place.fund: each for each in found}


def standing(award: Award) -> Standing:
    """The money of one award as it stands now."""
    return standings([award])[award.pk]


def standings(awards: Iterable[Award]) -> dict[int, Standing]:
    """Award → its money as it stands now, in two queries however many they are.

    Awards come from `on_desk`. Of a project granted anew, the ledger holds the money of the last award.
    """
    awards = list(awards)
    funds = _funds_of({award.pk: grants_on(award) for award in awards})
    reduced = dict(
        Reduction.objects.filter(award__in=list(funds))
        .values_list("award")
        .annotate(sum=Sum("amount"))
        .order_by("award")
    )
    return {
        award.pk: Standing(
            granted=award.amount,
            reduced=reduced.get(award.pk, ZERO),
            committed=total(each.committed for each in funds[award.pk].values()),
            paid=total(each.paid for each in funds[award.pk].values()),
            repaid=total(each.repaid for each in funds[award.pk].values()),
            funds=funds[award.pk],
        )
        for award in awards
    }


def given_to(awards: Iterable[Award], rules: Rulebook) -> dict[int, dict[str, Decimal]]:
    """Submission → all that was paid of its award by right: fund → euro; nothing of zero."""
    funds = _funds_of({each.submission_id: grants_on(each, rules) for each in awards})
    given = {
        key: {fund: each.paid + each.repaid for fund, each in found.items()}
        for key, found in funds.items()
    }
    return {
        key: {fund: amount for fund, amount in found.items() if amount}
        for key, found in given.items()
        if any(found.values())
    }


def _funds_of(grants: Mapping[int, Mapping[str, Grant]]) -> dict[int, dict[str, FundMoney]]:
    """The same keys → what the ledger holds on each fund, in one query."""
    named = [each for found in grants.values() for each in found.values()]
    held = held_by(code for each in named for code in (each.committed, each.paid))
    return {
        key: {
            fund: FundMoney(held.get(each.committed, _NOTHING)[0], *held.get(each.paid, _NOTHING))
            for fund, each in found.items()
        }
        for key, found in grants.items()
    }


def held_by(codes: Iterable[str]) -> dict[str, tuple[Decimal, Decimal]]:
    """Account → its balance, and the capital of loans that was repaid from it, in one query."""
    repaid = Sum(
        "postings__amount", filter=Q(postings__movement__kind=MovementKind.REPAYMENT.value)
    )
    accounts = Account.objects.filter(code__in=list(codes)).annotate(back=repaid).order_by("pk")
    return {
        code: (balance, -(back or ZERO))
        for code, balance, back in accounts.values_list("code", "balance", "back")
    }


def on_desk() -> QuerySet[Award]:
    """Every award with what its pages say, the last granted first."""
    return (
        Award.objects.select_related(
            "submission__application",
            "organisation",
            "ended_act",
            "ended_by__act",
            "decree__act",
            "decree__ranked_list__rulebook",
            "decree__ranked_list__call__line__measure",
            "decree__ranked_list__call__fund",
        )
        .defer(
            "submission__content",
            "decree__act__context",
            "ended_act__context",
            "ended_by__act__context",
            "decree__ranked_list__input",
            "decree__ranked_list__data",
            "decree__ranked_list__rulebook__body",  # the process knows it by its digest
            "decree__ranked_list__call__draft",
        )
        .order_by("-granted_at", "-id")
    )
