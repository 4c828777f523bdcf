"""What each of those who take part spends and pays, as it is saved."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from applicants.models import Application, Cost, Partner
from wecare.core.money import ZERO, total
from wecare.core.questions import Question


@dataclass(frozen=True, slots=True)
class Share:
    """The lead's (without `partner`) or a partner's: euro by category, own funding, its part in kind."""

    partner: Partner | None
    name: str
    costs: dict[str, Decimal]
    own_funding: Decimal
    own_in_kind: Decimal


def shares_of(application: Application, partners: Iterable[Partner]) -> list[Share]:
    """The lead's share first, then those of these partners; one query for all the costs."""
    costs: dict[int | None, dict[str, Decimal]] = defaultdict(dict)
    for partner, category, amount in _COSTS.ask(application=application.pk):
        costs[partner][category] = amount
    lead = application.organisation.name
    own = application.own_funding, application.own_in_kind
    return [
        Share(None, lead, costs[None], *own),
        *(
            Share(each, each.record.name, costs[each.pk], each.own_funding, each.own_in_kind)
            for each in partners
        ),
    ]


def together(shares: Iterable[Share]) -> Share:
    """The sums of all the shares, which are those of the project."""
    found = list(shares)
    codes = sorted({code for each in found for code in each.costs})
    return Share(
        None,
        "",
        {code: total(each.costs.get(code, ZERO) for each in found) for code in codes},
        total(each.own_funding for each in found),
        total(each.own_in_kind for each in found),
    )


_COSTS: Question[Any] = Question(
    lambda application: (
        Cost.objects.filter(application=application)
        .order_by("category")
        .values_list("partner_id", "category", "amount")
    ),
    application=int,
)
