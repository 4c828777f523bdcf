"""What must hold of money that several funds pay together: it stays on its funds; each problem a sentence."""

from collections.abc import Iterator
from decimal import Decimal

from django.db.models import Q, Sum

from calls.engine.fund_parts import added
from calls.engine.places import parts_of_lot, places_of_lot
from calls.engine.rulebook import Lot
from calls.models import BudgetMovement, Call
from calls.queries.budgets import published_rules
from calls.queries.figures import Figures, standing
from funding.enums import AwardState
from funding.queries.awards.standing import grants_on, on_desk
from funding.queries.lot_money import passed_in
from wecare.core.batches import batches
from wecare.core.money import ZERO
from wecare.ledger.engine.codes import parse
from wecare.ledger.enums import AccountKind, Level, MovementKind
from wecare.ledger.models import Movement, Posting
from wecare.ledger.queries.segments import segment

_ON_THEIR_FUND = [
    MovementKind.RESERVATION.value,
    MovementKind.COMMITMENT.value,
    MovementKind.PAYMENT.value,
    MovementKind.RELEASE.value,
    MovementKind.REVERSAL.value,
    MovementKind.REPAYMENT.value,
]


def funds() -> list[str]:
    """No movement but one of the programme takes money from a fund to another; each lot that several
    funds pay has on each what was brought there, and each award what its decrees say.
    """
    return [*_crossings(), *_lots(), *_awards()]


def _crossings() -> Iterator[str]:
    uneven = (
        Posting.objects.filter(movement__kind__in=_ON_THEIR_FUND)
        .annotate(fund=segment(Level.FUND, "account__"))
        .values("movement", "fund")
        .annotate(sum=Sum("amount"))
        .exclude(sum=ZERO)
        .order_by("movement", "fund")
    )
    keys = dict(
        Movement.objects.filter(pk__in={each["movement"] for each in uneven})
        .order_by("pk")
        .values_list("pk", "key")
    )
    for each in uneven:
        yield f"movement {keys[each['movement']]}: {each['sum']} more on fund {each['fund']} than left it"


def _lots() -> Iterator[str]:
    now = standing()
    for call, rules in published_rules():
        shared = [lot for lot in rules.lots if lot.shares]
        for lot in shared:
            brought, repaid = _brought(call, lot), _repaid(call, lot)
            for fund, place in places_of_lot(lot, rules).items():
                due = brought.get(fund, ZERO) - repaid.get(fund, ZERO)
                there = _there(now.get(place, Figures()))
                if there != due:
                    yield f"{place}: {due} brought and not repaid, the ledger holds {there}"


def _there(figures: Figures) -> Decimal:
    return figures.reserved + figures.committed + figures.paid


def _brought(call: Call, lot: Lot) -> dict[str, Decimal]:
    """Fund → what came to the lot: reserved for it, given by acts less taken, left by other lots."""
    found = [parts_of_lot(lot)]
    for side, sign in (("into", 1), ("out_of", -1)):
        moved = (
            BudgetMovement.objects.filter(call=call, **{f"{side}_lot": lot.code})
            .values_list(f"{side}_fund__code")
            .annotate(sum=Sum("amount"))
            .order_by(f"{side}_fund__code")
        )
        found.append({fund: sign * amount for fund, amount in moved})
    for (giver, taker), parts in passed_in(call).items():
        if lot.code in {giver, taker}:
            sign = 1 if lot.code == taker else -1
            found.append({fund: sign * amount for fund, amount in parts.items()})
    return added(*found)


def _repaid(call: Call, lot: Lot) -> dict[str, Decimal]:
    """Fund → the capital of loans that came back to the line."""
    named = Q(account__kind=AccountKind.PAID) & Q(
        account__code__contains=f"/{call.code}/{lot.code}/"
    )
    moved = Posting.objects.filter(named, movement__kind=MovementKind.REPAYMENT.value).order_by(
        "pk"
    )
    return added(
        *(
            {parse(code).fund: -amount}
            for code, amount in moved.values_list("account__code", "amount")
        )
    )


def _awards() -> Iterator[str]:
    mine = Q(state=AwardState.GRANTED.value) | Q(ended_act__isnull=False)
    for batch in batches(on_desk().exclude(parts={}).filter(mine).order_by("pk")):
        grants = [(award, each) for award in batch for each in grants_on(award).values()]
        moved = _disposed([each.committed for _award, each in grants])
        for award, grant in grants:
            found = moved.get(grant.committed, ZERO)
            if grant.amount != found:
                fund = grant.place.fund
                yield f"award {award.pk}: fund {fund} pays {grant.amount}, decrees committed {found}"


def _disposed(codes: list[str]) -> dict[str, Decimal]:
    """Account → what decrees committed there, less what they took back to grant it anew."""
    by_decree = Q(movement__kind=MovementKind.COMMITMENT.value) | Q(
        movement__kind=MovementKind.RELEASE.value, movement__key__startswith="decree/"
    )
    return dict(
        Posting.objects.filter(by_decree, account__code__in=codes)
        .values_list("account__code")
        .annotate(sum=Sum("amount"))
        .order_by("account__code")
    )
