"""What must hold of the budget years of committed money; each problem is a sentence."""

from collections.abc import Iterator

from django.db.models import F, Sum
from django.db.models.functions import Coalesce

from funding.models import YearPosting, YearShift
from wecare.core.money import ZERO
from wecare.ledger.enums import AccountKind
from wecare.ledger.models import Posting


def years() -> list[str]:
    """All that moves on committed money falls on budget years, to the cent; a shift only changes them;
    no year of an account is below zero.
    """
    return [*_undivided(), *_shifts(), *_below()]


def _undivided() -> Iterator[str]:
    found = (
        Posting.objects.filter(account__kind=AccountKind.COMMITTED)
        .annotate(divided=Coalesce(Sum("years__amount"), ZERO))
        .exclude(divided=F("amount"))
        .select_related("account", "movement")
        .order_by("pk")
    )
    for each in found:
        yield (
            f"movement {each.movement.key}: {each.amount} on {each.account.code}, "
            f"its years are {each.divided}"
        )


def _shifts() -> Iterator[str]:
    rows = YearPosting.objects.filter(shift__isnull=False)
    uneven = rows.values_list("shift__key", "account__code").annotate(sum=Sum("amount"))
    for key, code, amount in uneven.exclude(sum=ZERO).order_by("shift__key", "account__code"):
        yield f"shift {key}: the years of {code} are {amount} together, not zero"
    moved = dict(
        rows.filter(year=F("shift__to_year"))
        .values_list("shift")
        .annotate(sum=Sum("amount"))
        .order_by("shift")
    )
    for each in YearShift.objects.order_by("pk"):
        if moved.get(each.pk, ZERO) != each.amount:
            yield f"shift {each.key}: says {each.amount}, moved {moved.get(each.pk, ZERO)}"


def _below() -> Iterator[str]:
    rows = YearPosting.objects.values_list("account__code", "year").annotate(sum=Sum("amount"))
    for code, year, amount in rows.filter(sum__lt=ZERO).order_by("account__code", "year"):
        yield f"account {code} is below zero in {year}: {amount}"
