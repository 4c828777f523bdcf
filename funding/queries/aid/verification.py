"""What must hold of loans and guarantees; each problem is a sentence."""

from collections.abc import Iterator
from decimal import Decimal

from django.db.models import F, Q, Sum

from funding.models import AidDivision, Disbursement, GuaranteeCall, Reduction, Repayment
from funding.queries.aid.loans import loans
from wecare.core.batches import batches
from wecare.core.money import ZERO, total
from wecare.ledger.enums import AccountKind, MovementKind
from wecare.ledger.models import Movement, Posting


def aid() -> list[str]:
    """Forms sum to their awards; what went out and what came back is in the ledger, once each; what is
    owed of a loan is what its plan still asks.
    """
    return [*_divisions(), *_movements(), *_debts()]


def _divisions() -> Iterator[str]:
    """What was taken away before the confirmation is no part of what was divided."""
    divisions = (
        AidDivision.objects.filter(confirmed_at__isnull=False)
        .select_related("award")
        .annotate(parts=Sum("components__amount"))
        .order_by("pk")
    )
    taken = dict(
        Reduction.objects.filter(recorded_at__lte=F("award__division__confirmed_at"))
        .values_list("award")
        .annotate(sum=Sum("amount"))
        .order_by("award")
    )
    for each in divisions.iterator():
        worth = each.award.amount - taken.get(each.award_id, ZERO)
        if each.parts != worth:
            yield f"award {each.award_id}: its forms are {each.parts}, it was worth {worth}"


def _movements() -> Iterator[str]:
    """Each request paid and each capital repaid has its movement, and there is no other repayment."""
    expected = {
        **{d.key: d.amount for d in Disbursement.objects.filter(is_paid=True).order_by("pk")},
        **{
            call.key: call.payable or ZERO
            for call in GuaranteeCall.objects.filter(is_paid=True).order_by("pk")
        },
        **{r.key: -r.capital for r in Repayment.objects.filter(capital__gt=ZERO).order_by("pk")},
    }
    ours = Q(movement__kind=MovementKind.REPAYMENT.value) | Q(
        movement__kind=MovementKind.PAYMENT.value,
        movement__basis__regex=r"^(disbursement|guarantee-call)/",
    )
    posted: dict[str, Decimal] = dict(
        Posting.objects.filter(ours, account__kind=AccountKind.PAID.value)
        .values_list("movement__key")
        .annotate(sum=Sum("amount"))  # on all the funds that pay it
        .order_by("movement__key")
    )
    ended = Reduction.objects.filter(key__startswith="guarantee-release/").values("key")
    loose = Movement.objects.filter(basis__startswith="guarantee-release/").exclude(key__in=ended)
    yield from (f"{each.key}: no guarantee ended" for each in loose.order_by("pk"))
    for key in sorted({*expected, *posted}):
        due, found = expected.get(key, ZERO), posted.get(key, ZERO)
        if due != found:
            yield f"{key}: {due} were paid or repaid, the ledger moved {found}"


def _debts() -> Iterator[str]:
    for batch in batches(Disbursement.objects.filter(is_paid=True).order_by("pk")):
        for loan in loans(batch):
            asked = total(row.left_capital for row in loan.rows)
            if asked != loan.debt:
                yield f"disbursement {loan.disbursement.pk}: owed {loan.debt}, its plan asks {asked}"
