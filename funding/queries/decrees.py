"""Decrees on the desk, what adopting one brings about, and the money behind it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from applicants.enums import Power
from applicants.models import Application
from applicants.queries.mandates import applications_of
from calls.engine.places import place_of_lot
from calls.models import Call
from evaluation.enums import ListCause
from evaluation.models import RankedList, RankedRow
from evaluation.queries.addressees import readers
from evaluation.queries.published import LONG
from evaluation.queries.scrolling import more_money
from funding.engine.postings import Passage, moved_on, passages
from funding.enums import AwardState
from funding.models import Award, Decree
from funding.queries.awards.standing import given_to
from wecare.accounts.models import Person
from wecare.core.money import ZERO, total
from wecare.ledger.models import Posting
from wecare.ledger.queries import balance


@dataclass(frozen=True, slots=True)
class LotMoney:
    """A lot of the list: what it grants and what the ledger still holds for it.

    `granted` is what the decree commits, `released` what it gives back to the lot first; `brought`
    comes from other lots with the adoption, `passed` goes to another.
    """

    code: str
    title: str
    amount: Decimal
    granted: Decimal
    reserved: Decimal
    account: str
    awards: int
    brought: Decimal = ZERO
    passed: Decimal = ZERO
    released: Decimal = ZERO

    @property
    def at_hand(self) -> Decimal:
        """What the lot can commit."""
        return self.reserved + self.released + self.brought - self.passed

    @property
    def left(self) -> Decimal:
        """What stays reserved after the adoption."""
        return self.at_hand - self.granted


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


@dataclass(frozen=True, slots=True)
class Plan:
    """What adopting a list's decree does: rows it grants anew, and awards it ends before.

    A list that scrolls another ends the awards of who left or gets another amount; what stays as it
    is, is not touched. `carried` is submission → euro that were paid already, of those that are replaced:
    they are neither given back nor committed anew.
    """

    new: tuple[RankedRow, ...]
    ended: tuple[Award, ...]
    replaced: frozenset[int]  # submissions among the ended that get another amount
    carried: Mapping[int, Decimal] = field(default_factory=dict)

    def to_commit(self, row: RankedRow) -> Decimal:
        """What the decree commits for a row, in euro."""
        return row.granted - self.carried.get(row.submission_id, ZERO)

    def to_release(self, award: Award) -> Decimal:
        """What the decree takes back from an award it ends, in euro."""
        return award.amount - self.carried.get(award.submission_id, ZERO)

    @property
    def amount(self) -> Decimal:
        return total(self.to_commit(row) for row in self.new)

    @property
    def released(self) -> Decimal:
        return total(self.to_release(award) for award in self.ended)


def on_desk() -> QuerySet[Decree]:
    """Every decree with its act, list and call, the last begun first."""
    return (
        Decree.objects.select_related(
            "act__proof",
            "act__document",
            "act__adopted_by",
            "ranked_list__call__line__measure",
            "ranked_list__call__fund",
            "ranked_list__rulebook",
            "ranked_list__document",
            "created_by",
        )
        .defer(
            *(f"ranked_list__{each}" for each in LONG),
            "act__proof__context",
            "act__document__context",
        )
        .order_by("-id")
    )


def of_list(ranked_list: RankedList) -> Decree | None:
    """The decree that carries out a list, if begun."""
    return on_desk().filter(ranked_list=ranked_list).first()


def of_call(call: Call) -> QuerySet[Decree]:
    """The decrees of a call."""
    return on_desk().filter(ranked_list__call=call)


def awards_of(decree: Decree) -> QuerySet[Award]:
    """What the decree granted, in the order of the list's protocols."""
    return (
        Award.objects.filter(decree=decree)
        .select_related("organisation", "submission")
        .order_by("lot", "submission__protocol_year", "submission__protocol_number")
    )


def rows_of(ranked_list: RankedList) -> QuerySet[RankedRow]:
    """Every row of a list, in its order."""
    return (
        RankedRow.objects.filter(ranked_list=ranked_list)
        .select_related("submission__organisation", "submission__application")
        .order_by("sequence")
    )


def rows_granted(ranked_list: RankedList) -> QuerySet[RankedRow]:
    """The rows that bring money."""
    return rows_of(ranked_list).filter(granted__gt=ZERO)


def live_awards(call: Call) -> QuerySet[Award]:
    """What stands granted in a call."""
    return (
        Award.objects.filter(decree__ranked_list__call=call, state=AwardState.GRANTED.value)
        .select_related("submission", "organisation")
        .order_by("pk")
    )


def hold_live(call: Call) -> None:
    """Wait for whoever moves money of an award of the call; its line is held already."""
    mine = Award.objects.filter(decree__ranked_list__call=call, state=AwardState.GRANTED.value)
    list(
        Award.objects.select_for_update(of=("self",))
        .filter(pk__in=mine.values("pk"))
        .order_by("pk")
    )


def plan_of(ranked_list: RankedList) -> Plan:
    """What the decree of the list is to do, from the awards that stand now."""
    rows = list(rows_granted(ranked_list))
    if ranked_list.cause != ListCause.SCROLL:
        return Plan(tuple(rows), (), frozenset())
    live = {each.submission_id: each for each in live_awards(ranked_list.call)}
    same = {
        row.submission_id
        for row in rows
        if row.submission_id in live and live[row.submission_id].amount == row.granted
    }
    ended = tuple(each for key, each in live.items() if key not in same)
    new = tuple(row for row in rows if row.submission_id not in same)
    replaced = frozenset(row.submission_id for row in new if row.submission_id in live)
    return Plan(new, ended, replaced, given_to(ended, ranked_list.rulebook.rules))


def lots_of(ranked_list: RankedList, plan: Plan | None = None) -> tuple[LotMoney, ...]:
    """The lots of a list with their money; balances as they stand now."""
    plan = plan or plan_of(ranked_list)
    granted = _by_lot((row.lot, plan.to_commit(row)) for row in plan.new)
    released = _by_lot((award.lot, plan.to_release(award)) for award in plan.ended)
    rules = ranked_list.rulebook.rules
    passing = passages_of(ranked_list)
    found = []
    for lot in rules.lots:
        account = place_of_lot(lot, rules).account
        found.append(
            LotMoney(
                code=lot.code,
                title=lot.title,
                amount=lot.amount,
                granted=total(granted.get(lot.code, [])),
                reserved=balance(account),
                account=account,
                awards=len(granted.get(lot.code, [])),
                brought=total(each.amount for each in passing if each.taker == lot.code),
                passed=total(each.amount for each in passing if each.giver == lot.code),
                released=total(released.get(lot.code, [])),
            )
        )
    return tuple(found)


def due_passages(ranked_list: RankedList) -> tuple[Passage, ...]:
    """What the lots of a list pass to one another in all, for its awards."""
    granted: dict[str, Decimal] = {}
    for code, amount in rows_granted(ranked_list).values_list("lot", "granted"):
        granted[code] = granted.get(code, ZERO) + amount
    more = more_money(ranked_list.call)
    lots = [
        replace(lot, amount=lot.amount + more.get(lot.code, ZERO))
        for lot in ranked_list.rulebook.rules.lots
    ]
    return passages(lots, granted)


def passages_of(ranked_list: RankedList) -> tuple[Passage, ...]:
    """What is still to be passed when the list's decree is adopted: earlier decrees passed the rest."""
    return moved_on(due_passages(ranked_list), passed_in(ranked_list.call))


def passed_in(call: Call) -> dict[tuple[str, str], Decimal]:
    """(giver, taker) → euro that the decrees of the call passed, less what went back."""
    prefixes = {
        f"decree/{pk}/leftover/": pk
        for pk in Decree.objects.filter(ranked_list__call=call).values_list("pk", flat=True)
    }
    if not prefixes:
        return {}
    named = reduce(or_, (Q(movement__key__startswith=prefix) for prefix in prefixes))
    moved = Posting.objects.filter(named, amount__gt=ZERO).order_by("pk")
    read = [
        (prefixes[f"{start}/leftover/"], lots.partition("/"), amount)
        for key, amount in moved.values_list("movement__key", "amount")
        for start, _sign, lots in [key.partition("/leftover/")]
    ]
    found: dict[tuple[str, str], Decimal] = {}
    for _decree, (giver, _slash, taker), amount in sorted(read, key=lambda each: each[0]):
        if (taker, giver) in found:
            found[taker, giver] -= amount
        else:
            found[giver, taker] = found.get((giver, taker), ZERO) + amount
    return found


def _by_lot(pairs: Iterable[tuple[str, Decimal]]) -> dict[str, list[Decimal]]:
    found: dict[str, list[Decimal]] = {}
    for code, amount in pairs:
        found.setdefault(code, []).append(amount)
    return found


def addressees(ranked_list: RankedList) -> dict[int, list[Person]]:
    """Application of the list → everyone who may read it, for the organisation that wrote it."""
    listed = rows_of(ranked_list).order_by().values("submission__application")
    return readers(Application.objects.filter(pk__in=listed))


def effects(decree: Decree) -> Effects:
    """What adopting the decree will do."""
    plan = plan_of(decree.ranked_list)
    lots = lots_of(decree.ranked_list, plan)
    return Effects(
        awards=sum(lot.awards for lot in lots),
        amount=total(lot.granted for lot in lots),
        letters=sum(len(people) for people in addressees(decree.ranked_list).values()),
        lots=lots,
        passages=passages_of(decree.ranked_list),
        released=plan.released,
        ended=len(plan.ended),
    )


def awards_of_person(person_id: int) -> QuerySet[Award]:
    """The awards of the applications a person may read."""
    return (
        Award.objects.filter(submission__application__in=applications_of(person_id, Power.READS))
        .select_related("submission", "decree__act", "organisation")
        .order_by("-granted_at", "-id")
    )
