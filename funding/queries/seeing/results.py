"""Indicators of a call and what its projects reached; only what was confirmed is public."""

from collections.abc import Mapping
from decimal import Decimal

from django.db.models import QuerySet, Sum

from calls.models import Call
from funding.engine.results import HalfYear, Shown, shown
from funding.enums import AwardState
from funding.models import Award, Indicator, IndicatorValue

_BODY_CODE = 11  # digits of the fiscal code of a body: a person's has sixteen signs


def indicators_of(call: Call) -> QuerySet[Indicator]:
    """The indicators of a call, in their order."""
    return Indicator.objects.filter(call=call).order_by("order", "pk")


def values_of(award: Award) -> dict[HalfYear, dict[int, IndicatorValue]]:
    """Half-year → indicator → its value, of a project."""
    found: dict[HalfYear, dict[int, IndicatorValue]] = {}
    rows = IndicatorValue.objects.filter(submission=award.submission_id).select_related(
        "saved_by", "confirmed_by"
    )
    for each in rows.order_by("-year", "-half", "indicator"):
        found.setdefault(HalfYear(each.year, each.half), {})[each.indicator_id] = each
    return found


def published(call: Call) -> dict[int, Shown]:
    """Indicator → what may be said of it, by submission and in all."""
    kinds = {each.pk: each.counts_people for each in indicators_of(call)}
    sums: dict[int, dict[int, Decimal]] = {pk: {} for pk in kinds}
    rows = (
        IndicatorValue.objects.filter(indicator__call=call, confirmed_at__isnull=False)
        .order_by()
        .values_list("indicator", "submission")
        .annotate(sum=Sum("value"))
    )
    for indicator, submission, value in rows:
        sums[indicator][submission] = value
    return {pk: shown(values, counts_people=kinds[pk]) for pk, values in sums.items()}


def projects_of(call: Call) -> QuerySet[Award]:
    """The awards of a call that stand, in the order of their protocol."""
    return (
        Award.objects.filter(decree__ranked_list__call=call, state=AwardState.GRANTED.value)
        .select_related("submission", "organisation")
        .defer("submission__content")
        .order_by("submission__protocol_year", "submission__protocol_number")
    )


def name_for_all(award: Award) -> str:
    """Whose project it is, as the public may read it: of a person only the protocol stays."""
    code = award.organisation.fiscal_code
    return award.organisation.name if len(code) == _BODY_CODE and code.isdigit() else ""


def cells(
    award: Award, indicators: list[Indicator], said: Mapping[int, Shown]
) -> list[tuple[Indicator, Decimal | None, bool]]:
    """For each indicator its value of the project, and whether it is one that is too small to say."""
    found = []
    for each in indicators:
        values = said[each.pk].values
        value = values.get(award.submission_id)
        found.append((each, value, award.submission_id in values and value is None))
    return found
