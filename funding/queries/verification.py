"""What must hold of decrees and awards; each problem is a sentence."""

from collections.abc import Iterator
from decimal import Decimal

from django.db.models import QuerySet, Sum

from evaluation.models import RankedRow
from funding.models import Award, Decree
from funding.queries.decrees import passages_of
from wecare.acts.models import IN_FORCE
from wecare.core.money import ZERO
from wecare.ledger.enums import AccountKind
from wecare.ledger.models import Posting


def decrees() -> list[str]:
    """Every adopted decree granted what its list says, committed what it granted, and brought each
    lot what others leave to it.
    """
    problems: list[str] = []
    adopted = Decree.objects.filter(act__state__in=IN_FORCE).select_related(
        "act", "ranked_list__rulebook"
    )
    for decree in adopted.order_by("pk").iterator():
        listed = _sum(RankedRow.objects.filter(ranked_list=decree.ranked_list_id), "granted")
        awarded = _sum(Award.objects.filter(decree=decree), "amount")
        committed = _sum(
            Posting.objects.filter(
                movement__key=f"decree/{decree.pk}/commit", account__kind=AccountKind.COMMITTED
            ),
            "amount",
        )
        problems.extend(_passages(decree))
        if not listed == awarded == committed:
            problems.append(
                f"decree {decree.act}: list {listed}, awards {awarded}, committed {committed}"
            )
    return problems


def awards() -> list[str]:
    """No award stands without its decree in force."""
    loose = Award.objects.exclude(decree__act__state__in=IN_FORCE).order_by("pk")
    return [f"award {award.pk}: its decree is not adopted" for award in loose]


def _passages(decree: Decree) -> Iterator[str]:
    """What does not hold of the money that lots leave to one another."""
    expected = {
        (passage.giver, passage.taker): passage.amount
        for passage in passages_of(decree.ranked_list)
    }
    posted: dict[tuple[str, str], Decimal] = {}
    prefix = f"decree/{decree.pk}/leftover/"
    moved = Posting.objects.filter(movement__key__startswith=prefix, amount__gt=ZERO)
    for key, amount in moved.values_list("movement__key", "amount"):
        giver, _slash, taker = key.removeprefix(prefix).partition("/")
        posted[giver, taker] = amount
    for pair in sorted({*expected, *posted}):
        due, found = expected.get(pair, ZERO), posted.get(pair, ZERO)
        if due != found:
            yield f"decree {decree.act}: lot {pair[0]} leaves {due} to lot {pair[1]}, moved {found}"


def _sum(rows: QuerySet, field: str) -> Decimal:
    found = rows.aggregate(sum=Sum(field))["sum"]
    return ZERO if found is None else found
