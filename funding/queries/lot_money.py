"""The money behind a decree: what each lot holds on its funds, what lots bring one another, what is left."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import reduce
from operator import or_

from django.db.models import Q

from calls.engine.fund_parts import added, less, summed
from calls.engine.places import Place, places_of_lot
from calls.engine.rulebook import Lot
from calls.models import Call
from evaluation.models import RankedList
from evaluation.queries.scrolling import more_money
from funding.engine.postings import Passage, joined, moved_on, passages
from funding.models import Decree
from funding.queries.decrees import Plan, addressees, plan_of, rows_granted
from wecare.core.money import ZERO, total
from wecare.ledger.engine.codes import parse
from wecare.ledger.models import Account, Posting

Passed = dict[tuple[str, str], dict[str, Decimal]]  # (giver, taker) → fund → euro


@dataclass(frozen=True, slots=True)
class OnFund:
    """What a lot of the list has on one fund; see `LotMoney`."""

    place: Place
    reserved: Decimal
    granted: Decimal
    released: Decimal
    brought: Decimal
    passed: Decimal

    @property
    def at_hand(self) -> Decimal:
        """What the lot can commit on the fund."""
        return self.reserved + self.released + self.brought - self.passed

    @property
    def left(self) -> Decimal:
        """What stays reserved on the fund after the adoption."""
        return self.at_hand - self.granted


@dataclass(frozen=True, slots=True)
class LotMoney:
    """A lot of the list: what it grants and what the ledger still holds for it, fund by fund.

    `granted` is what the decree commits, `released` what it gives back to the lot first; `brought`
    comes from other lots with the adoption, `passed` goes to another.
    """

    code: str
    title: str
    amount: Decimal
    awards: int
    funds: tuple[OnFund, ...]

    @property
    def account(self) -> str:
        """The accounts on which its money is reserved."""
        return ", ".join(each.place.account for each in self.funds)

    @property
    def granted(self) -> Decimal:
        return total(each.granted for each in self.funds)

    @property
    def reserved(self) -> Decimal:
        return total(each.reserved for each in self.funds)

    @property
    def at_hand(self) -> Decimal:
        """What the lot can commit."""
        return total(each.at_hand for each in self.funds)

    @property
    def left(self) -> Decimal:
        """What stays reserved after the adoption."""
        return total(each.left for each in self.funds)

    @property
    def shown(self) -> tuple[OnFund, ...]:
        """The funds one by one, where there are several."""
        return self.funds if len(self.funds) > 1 else ()


@dataclass(frozen=True, slots=True)
class Effects:
    """What adopting the decree does, to be read before doing it."""

    awards: int
    amount: Decimal
    letters: int
    lots: tuple[LotMoney, ...]
    passages: tuple[Passage, ...]
    released: Decimal = ZERO
    ended: int = 0


def effects(decree: Decree) -> Effects:
    """What adopting the decree will do."""
    plan = plan_of(decree.ranked_list)
    lots = lots_of(decree.ranked_list, plan)
    return Effects(
        awards=sum(lot.awards for lot in lots),
        amount=total(lot.granted for lot in lots),
        letters=sum(len(people) for people in addressees(decree.ranked_list).values()),
        lots=lots,
        passages=passages_of(decree.ranked_list, plan),
        released=plan.released,
        ended=len(plan.ended),
    )


def lots_of(ranked_list: RankedList, plan: Plan | None = None) -> tuple[LotMoney, ...]:
    """The lots of a list with their money; balances as they stand now."""
    plan = plan or plan_of(ranked_list)
    found = _before_passages(ranked_list, plan)
    passing = _passages(ranked_list, found)
    return tuple(_with_passages(each, passing) for each in found)


def passages_of(ranked_list: RankedList, plan: Plan | None = None) -> tuple[Passage, ...]:
    """What is still to be passed when the list's decree is adopted: earlier decrees passed the rest."""
    return _passages(ranked_list, _before_passages(ranked_list, plan or plan_of(ranked_list)))


def due_passages(ranked_list: RankedList, *, before: datetime | None = None) -> tuple[Passage, ...]:
    """What the lots of a list pass to one another in all, for its awards; of lots that one fund pays.

    With what the lots had `before` an instant, if one is given.
    """
    granted: dict[str, Decimal] = {}
    for code, amount in rows_granted(ranked_list).values_list("lot", "granted"):
        granted[code] = granted.get(code, ZERO) + amount
    more = more_money(ranked_list.call, before=before)
    lots = [
        replace(lot, amount=lot.amount + more.get(lot.code, ZERO))
        for lot in ranked_list.rulebook.rules.lots
        if not lot.shares
    ]
    return passages(lots, granted)


def passed_in(call: Call) -> Passed:
    """(giver, taker) → fund → euro that the decrees of the call passed, less what went back."""
    prefixes = {
        f"decree/{pk}/leftover/": pk
        for pk in Decree.objects.filter(ranked_list__call=call).values_list("pk", flat=True)
    }
    if not prefixes:
        return {}
    named = reduce(or_, (Q(movement__key__startswith=prefix) for prefix in prefixes))
    moved = Posting.objects.filter(named, amount__gt=ZERO).order_by("pk")
    read = [
        (prefixes[f"{start}/leftover/"], lots.partition("/"), {parse(code).fund: amount})
        for key, code, amount in moved.values_list("movement__key", "account__code", "amount")
        for start, _sign, lots in [key.partition("/leftover/")]
    ]
    found: Passed = {}
    for _decree, (giver, _slash, taker), parts in sorted(read, key=lambda each: each[0]):
        if (taker, giver) in found:
            found[taker, giver] = less(found[taker, giver], parts)
        else:
            found[giver, taker] = added(found.get((giver, taker), {}), parts)
    return found


def _before_passages(ranked_list: RankedList, plan: Plan) -> tuple[LotMoney, ...]:
    rules = ranked_list.rulebook.rules
    places = {lot.code: places_of_lot(lot, rules) for lot in rules.lots}
    codes = [place.account for found in places.values() for place in found.values()]
    held = dict(
        Account.objects.filter(code__in=codes).order_by("pk").values_list("code", "balance")
    )
    found = []
    for lot in rules.lots:
        new = [row for row in plan.new if row.lot == lot.code and plan.to_commit(row)]
        granted = summed(plan.parts_to_commit(row) for row in new)
        ended = (each for each in plan.ended if each.lot == lot.code)
        released = summed(plan.parts_to_release(each) for each in ended)
        funds = tuple(
            OnFund(
                place=place,
                reserved=held.get(place.account, ZERO),
                granted=granted.get(fund, ZERO),
                released=released.get(fund, ZERO),
                brought=ZERO,
                passed=ZERO,
            )
            for fund, place in places[lot.code].items()
        )
        awards = sum(row.lot == lot.code for row in plan.new)
        found.append(LotMoney(lot.code, lot.title, lot.amount, awards, funds))
    return tuple(found)


def _with_passages(lot: LotMoney, passing: Iterable[Passage]) -> LotMoney:
    def moved(fund: OnFund, role: str) -> Decimal:
        mine = (each for each in passing if getattr(each, role) == lot.code)
        several = len(lot.funds) > 1
        return total(
            each.parts.get(fund.place.fund, ZERO) if several else each.amount for each in mine
        )

    passing = list(passing)
    return replace(
        lot,
        funds=tuple(
            replace(fund, brought=moved(fund, "taker"), passed=moved(fund, "giver"))
            for fund in lot.funds
        ),
    )


def _passages(ranked_list: RankedList, money: Iterable[LotMoney]) -> tuple[Passage, ...]:
    """What is to be passed: of lots that one fund pays, as the list says; of others, fund by fund."""
    posted = passed_in(ranked_list.call)
    shared = [lot for lot in ranked_list.rulebook.rules.lots if lot.shares]
    codes = {lot.code for lot in shared}
    alone = {
        pair: total(parts.values()) for pair, parts in posted.items() if not codes.issuperset(pair)
    }
    return (
        *moved_on(due_passages(ranked_list), alone),
        *_by_fund(shared, {each.code: each for each in money}, posted),
    )


def _by_fund(
    shared: list[Lot], money: Mapping[str, LotMoney], posted: Passed
) -> tuple[Passage, ...]:
    """What lots that several funds pay are to pass: on each fund, what the taker's awards lack there."""
    if not any(lot.leftover_to for lot in shared):
        return ()
    found: list[Passage] = []
    for fund in sorted({each.place.fund for lot in shared for each in money[lot.code].funds}):
        on_fund = {
            lot.code: each
            for lot in shared
            for each in money[lot.code].funds
            if each.place.fund == fund
        }
        before = {pair: parts[fund] for pair, parts in posted.items() if parts.get(fund)}
        lots = [
            replace(lot, amount=on_fund[lot.code].at_hand - _net(lot.code, before))
            for lot in shared
            if lot.code in on_fund
        ]
        due = passages(lots, {code: each.granted for code, each in on_fund.items()})
        found += [replace(each, parts={fund: each.amount}) for each in moved_on(due, before)]
    return joined(found)


def _net(code: str, posted: Mapping[tuple[str, str], Decimal]) -> Decimal:
    """What earlier decrees brought to a lot, less what they passed on."""
    came = total(amount for (_giver, taker), amount in posted.items() if taker == code)
    return came - total(amount for (giver, _taker), amount in posted.items() if giver == code)
