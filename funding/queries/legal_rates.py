"""The legal rate of interest by its first day, for whoever owes money late: loans and recoveries alike."""

from funding.engine.interest import SHIPPED, Rate, sorted_rates
from funding.models import LegalRate


def rates() -> list[Rate]:
    """The rates of legal interest: those shipped, and what administrators wrote over them."""
    found = {each.since: each for each in SHIPPED}
    for row in LegalRate.objects.order_by("since"):
        found[row.since] = Rate(row.since, row.percent, row.decree, row.is_sure)
    return sorted_rates(list(found.values()))
