"""What must hold of decrees and awards; each problem is a sentence."""

from decimal import Decimal

from django.db.models import QuerySet, Sum

from evaluation.models import RankedRow
from funding.models import Award, Decree
from wecare.acts.models import IN_FORCE
from wecare.core.money import ZERO
from wecare.ledger.enums import AccountKind
from wecare.ledger.models import Posting


def decrees() -> list[str]:
    """Every adopted decree granted what its list says, and committed what it granted."""
    problems = []
    adopted = Decree.objects.filter(act__state__in=IN_FORCE).select_related("act")
    for decree in adopted.order_by("pk").iterator():
        listed = _sum(RankedRow.objects.filter(ranked_list=decree.ranked_list_id), "granted")
        awarded = _sum(Award.objects.filter(decree=decree), "amount")
        committed = _sum(
            Posting.objects.filter(
                movement__key=f"decree/{decree.pk}/commit", account__kind=AccountKind.COMMITTED
            ),
            "amount",
        )
        if not listed == awarded == committed:
            problems.append(
                f"decree {decree.act}: list {listed}, awards {awarded}, committed {committed}"
            )
    return problems


def awards() -> list[str]:
    """No award stands without its decree in force."""
    loose = Award.objects.exclude(decree__act__state__in=IN_FORCE).order_by("pk")
    return [f"award {award.pk}: its decree is not adopted" for award in loose]


def _sum(rows: QuerySet, field: str) -> Decimal:
    found = rows.aggregate(sum=Sum(field))["sum"]
    return ZERO if found is None else found
