"""Decrees on the desk, what adopting one brings about, and the money behind it."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from applicants.enums import Power
from applicants.models import Application
from applicants.queries.mandates import applications_of
from calls.engine.places import place_of_lot
from calls.models import Call
from evaluation.models import RankedList, RankedRow
from evaluation.queries.addressees import readers
from funding.engine.postings import Passage, passages
from funding.models import Award, Decree
from wecare.accounts.models import Person
from wecare.core.money import ZERO, total
from wecare.ledger.queries import balance


@dataclass(frozen=True, slots=True)
class LotMoney:
    """A lot of the list: what it grants and what the ledger still holds for it.

    `brought` comes from other lots with the adoption, `passed` goes to another.
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

    @property
    def at_hand(self) -> Decimal:
        """What the lot can commit."""
        return self.reserved + self.brought - self.passed

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


def on_desk() -> QuerySet[Decree]:
    """Every decree with its act, list and call, the last begun first."""
    return Decree.objects.select_related(
        "act__proof",
        "act__document",
        "act__adopted_by",
        "ranked_list__call__line__measure",
        "ranked_list__call__fund",
        "ranked_list__rulebook",
        "ranked_list__document",
        "created_by",
    ).order_by("-id")


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


def lots_of(ranked_list: RankedList) -> tuple[LotMoney, ...]:
    """The lots of a list with their money; balances as they stand now."""
    granted: dict[str, list[Decimal]] = {}
    rows = rows_granted(ranked_list).values_list("lot", "granted")
    for code, amount in rows:
        granted.setdefault(code, []).append(amount)
    rules = ranked_list.rulebook.rules
    lots = rules.lots
    passing = passages(lots, {code: total(each) for code, each in granted.items()})
    found = []
    for lot in lots:
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
            )
        )
    return tuple(found)


def passages_of(ranked_list: RankedList) -> tuple[Passage, ...]:
    """What the lots of a list pass to one another when its decree is adopted."""
    granted: dict[str, Decimal] = {}
    for code, amount in rows_granted(ranked_list).values_list("lot", "granted"):
        granted[code] = granted.get(code, ZERO) + amount
    return passages(ranked_list.rulebook.rules.lots, granted)


def addressees(ranked_list: RankedList) -> dict[int, list[Person]]:
    """Application of the list → everyone who may read it, for the organisation that wrote it."""
    listed = rows_of(ranked_list).order_by().values("submission__application")
    return readers(Application.objects.filter(pk__in=listed))


def effects(decree: Decree) -> Effects:
    """What adopting the decree will do."""
    lots = lots_of(decree.ranked_list)
    return Effects(
        awards=sum(lot.awards for lot in lots),
        amount=total(lot.granted for lot in lots),
        letters=sum(len(people) for people in addressees(decree.ranked_list).values()),
        lots=lots,
        passages=passages_of(decree.ranked_list),
    )


def awards_of_person(person_id: int) -> QuerySet[Award]:
    """The awards of the applications a person may read."""
    return (
        Award.objects.filter(submission__application__in=applications_of(person_id, Power.READS))
        .select_related("submission", "decree__act", "organisation")
        .order_by("-granted_at", "-id")
    )
