"""What stands of awards by the ledger: still committed, paid, taken away."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

from calls.engine.places import place_of_lot
from calls.engine.rulebook import Rulebook
from funding.engine.postings import Grant
from funding.models import Award, Reduction
from wecare.core.money import ZERO
from wecare.ledger.enums import MovementKind
from wecare.ledger.models import Account

_NOTHING = (ZERO, ZERO)


@dataclass(frozen=True, slots=True)
class Standing:
    """The money of one award, in euro.

    `reduced` was taken away while it stands; `committed` waits to be paid; `paid` is out, less what
    came back; `repaid` is the capital of loans that came back by their plans.
    """

    granted: Decimal
    reduced: Decimal
    committed: Decimal
    paid: Decimal
    repaid: Decimal = ZERO

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


def grant_of(award: Award, amount: Decimal | None = None) -> Grant:
    """The award, or a part of it, as the postings name it."""
    rules = award.decree.ranked_list.rulebook.rules
    place = place_of_lot(rules.lot(award.lot), rules)
    return Grant(award.submission.protocol, place, award.amount if amount is None else amount)


def standing(award: Award) -> Standing:
    """The money of one award as it stands now."""
    return standings([award])[award.pk]


def standings(awards: Iterable[Award]) -> dict[int, Standing]:
    """Award → its money as it stands now, in two queries however many they are.

    Awards come from `on_desk`. Of a project granted anew, the ledger holds the money of the last award.
    """
    awards = list(awards)
    grants = {award.pk: grant_of(award) for award in awards}
    codes = [code for grant in grants.values() for code in (grant.committed, grant.paid)]
    held = held_by(codes)
    reduced = dict(
        Reduction.objects.filter(award__in=list(grants))
        .values_list("award")
        .annotate(sum=Sum("amount"))
        .order_by("award")
    )
    return {
        award.pk: Standing(
            granted=award.amount,
            reduced=reduced.get(award.pk, ZERO),
            committed=held.get(grants[award.pk].committed, _NOTHING)[0],
            paid=held.get(grants[award.pk].paid, _NOTHING)[0],
            repaid=held.get(grants[award.pk].paid, _NOTHING)[1],
        )
        for award in awards
    }


def given_to(awards: Iterable[Award], rules: Rulebook) -> dict[int, Decimal]:
    """Submission → all that was paid of its award by right, in euro; nothing of zero."""
    places = {lot.code: place_of_lot(lot, rules) for lot in rules.lots}
    codes = {
        Grant(each.submission.protocol, places[each.lot], each.amount).paid: each.submission_id
        for each in awards
    }
    held = held_by(codes).items()
    return {codes[code]: paid + repaid for code, (paid, repaid) in held if paid + repaid}


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
