"""Awards that get no more from a scroll: those that are closed, or lost a part of themselves."""

from decimal import Decimal

from django.db.models import Exists, OuterRef, Q

from calls.models import Call
from funding.models import Closure, Reduction
from funding.queries.decrees import live_awards


def settled_awards(call: Call) -> dict[str, Decimal]:
    """Protocol → what was granted, in euro: a later list gives neither more nor less."""
    mine = {"award": OuterRef("pk")}
    found = live_awards(call).filter(
        Q(Exists(Closure.objects.filter(**mine))) | Q(Exists(Reduction.objects.filter(**mine)))
    )
    return {each.submission.protocol: each.amount for each in found}
