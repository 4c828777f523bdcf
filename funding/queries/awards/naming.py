"""Awards of the organisations that a text names, found by the indexes however many awards there are."""

from django.db.models import Q, QuerySet

from applicants.models import Organisation
from funding.models import Award

_FEW = 2000  # organisations that are looked for one by one; of more, the awards come soon anyway


def of_organisations(
    awards: QuerySet[Award], named: QuerySet[Organisation], *, or_else: Q | None = None
) -> QuerySet[Award]:
    """The awards of these organisations, and those that `or_else` finds."""
    others = or_else or Q()
    keys = named.order_by().values("pk")
    few = list(keys.values_list("pk", flat=True)[: _FEW + 1])
    return awards.filter(Q(organisation__in=few if len(few) <= _FEW else keys) | others)


def named(text: str) -> QuerySet[Organisation]:
    """The organisations with the text in their name, or at the beginning of their fiscal code."""
    return Organisation.objects.filter(
        Q(name__icontains=text) | Q(fiscal_code__startswith=text.upper())
    )
