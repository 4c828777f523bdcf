"""Decrees on the desk, what adopting one brings about, and the money behind it."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from applicants.models import Membership
from calls.engine.accounts import reserved
from calls.models import Call
from evaluation.models import RankedList, RankedRow
from funding.models import Award, Decree
from wecare.core.money import ZERO, total
from wecare.ledger.queries import balance


@dataclass(frozen=True, slots=True)
class LotMoney:
    """A lot of the list: what it grants and what the ledger still holds for it."""

    code: str
    title: str
    amount: Decimal
    granted: Decimal
    reserved: Decimal
    account: str
    awards: int

    @property
    def left(self) -> Decimal:
        """What stays reserved after the adoption."""
        return self.reserved - self.granted


@dataclass(frozen=True, slots=True)
class Effects:
    """What adopting the decree does, to be read before doing it."""

    awards: int
    amount: Decimal
    letters: int
    lots: tuple[LotMoney, ...]


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


def place_of(call: Call) -> dict[str, str]:
    """Where the money of a call stands in the ledger: the words of its accounts."""
    return {
        "measure": call.line.measure.code,
        "line": call.line.code,
        "call": call.code,
    }


def lots_of(ranked_list: RankedList) -> tuple[LotMoney, ...]:
    """The lots of a list with their money; balances as they stand now."""
    granted: dict[str, list[Decimal]] = {}
    rows = rows_granted(ranked_list).values_list("lot", "granted")
    for code, amount in rows:
        granted.setdefault(code, []).append(amount)
    place = place_of(ranked_list.call)
    found = []
    for lot in ranked_list.rulebook.rules.lots:
        account = reserved(fund=lot.fund, lot=lot.code, **place)
        found.append(
            LotMoney(
                code=lot.code,
                title=lot.title,
                amount=lot.amount,
                granted=total(granted.get(lot.code, [])),
                reserved=balance(account),
                account=account,
                awards=len(granted.get(lot.code, [])),
            )
        )
    return tuple(found)


def addressees(ranked_list: RankedList) -> QuerySet[Membership]:
    """Everyone who acts for an organisation of the list."""
    listed = rows_of(ranked_list).values("submission__organisation")
    return (
        Membership.objects.filter(organisation__in=listed, person__is_active=True)
        .select_related("person")
        .order_by("organisation_id", "person_id")
    )


def effects(decree: Decree) -> Effects:
    """What adopting the decree will do."""
    lots = lots_of(decree.ranked_list)
    people: dict[int, int] = {}
    for membership in addressees(decree.ranked_list):
        people[membership.organisation_id] = people.get(membership.organisation_id, 0) + 1
    organisations = rows_of(decree.ranked_list).values_list("submission__organisation", flat=True)
    return Effects(
        awards=sum(lot.awards for lot in lots),
        amount=total(lot.granted for lot in lots),
        letters=sum(people.get(organisation, 0) for organisation in organisations),
        lots=lots,
    )


def awards_of_person(person_id: int) -> QuerySet[Award]:
    """The awards of the organisations a person acts for."""
    return (
        Award.objects.filter(organisation__memberships__person=person_id)
        .select_related("submission", "decree__act", "organisation")
        .order_by("-granted_at", "-id")
    )
