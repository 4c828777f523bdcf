"""Read what a draft says of a project's money and time."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from calls.engine.reading import Draft, Part
from calls.engine.spending import Amounts, CostCategory, CostGroup, Duration, OwnShareBracket
from calls.enums import EditorSection

CENT = Decimal("0.01")
NOTHING = Decimal("0.00")
WHOLE = Decimal("100.00")
MOST_MONTHS = 120


def amounts(draft: Draft) -> Amounts:
    part = draft.part(EditorSection.AMOUNTS)
    read = Amounts(
        minimum_value=part.number("minimum_value", low=NOTHING) or NOTHING,
        maximum_value=part.number("maximum_value", low=CENT),
        maximum_grant=part.number("maximum_grant", low=CENT),
        maximum_rate=part.number("maximum_rate", low=CENT, high=WHOLE),
        minimum_own_share=part.number("minimum_own_share", low=NOTHING, high=WHOLE),
        article=part.text("article"),
        minimum_grant=part.number("minimum_grant", low=CENT),
        minimum_rate=part.number("minimum_rate", low=CENT, high=WHOLE),
        maximum_in_kind=part.number("maximum_in_kind", low=CENT, high=WHOLE),
        own_share_brackets=tuple(
            _bracket(each) for each in part.parts("own_share_brackets", required=False)
        ),
    )
    part.finish()
    return read


def costs(draft: Draft) -> tuple[tuple[CostGroup, ...], tuple[CostCategory, ...]]:
    """The macro-items and the kinds of expense; where there is no macro-item, a list says these."""
    section = EditorSection.COSTS
    if not isinstance(draft.data.get(section.value), Mapping):
        return (), _categories(draft.listed(section), section.value)
    whole = draft.part(section)
    groups = tuple(_group(part) for part in whole.parts("cost_groups", required=False))
    found = _categories(whole, "cost_categories", taken=[group.code for group in groups])
    whole.finish()
    return groups, found


def duration(draft: Draft) -> Duration | None:
    """How long projects last; nothing where the draft bounds nothing."""
    part = draft.part(EditorSection.DURATION)
    read = Duration(
        minimum_months=part.count("minimum_months", low=1, high=MOST_MONTHS),
        maximum_months=part.count("maximum_months", low=1, high=MOST_MONTHS),
        starts_from=part.day("starts_from"),
        starts_by=part.day("starts_by"),
        article=part.text("article"),
    )
    part.finish()
    bounds = (read.minimum_months, read.maximum_months, read.starts_from, read.starts_by)
    return None if all(bound is None for bound in bounds) else read


def _bracket(part: Part) -> OwnShareBracket:
    bracket = OwnShareBracket(
        up_to=part.number("up_to", low=CENT),
        minimum_percent=part.number("minimum_percent", required=True, low=NOTHING, high=WHOLE)
        or NOTHING,
    )
    part.finish()
    return bracket


def _categories(whole: Part, name: str, *, taken: Iterable[str] = ()) -> tuple[CostCategory, ...]:
    found = tuple(_cost(part) for part in whole.parts(name))
    whole.unique([*taken, *(category.code for category in found)])
    return found


def _group(part: Part) -> CostGroup:
    group = CostGroup(
        code=part.code(),
        title=part.text("title", required=True),
        help=part.text("help"),
        minimum_percent=part.number("minimum_percent", low=NOTHING, high=WHOLE),
        maximum_percent=part.number("maximum_percent", low=NOTHING, high=WHOLE),
        article=part.text("article"),
    )
    part.finish()
    return group


def _cost(part: Part) -> CostCategory:
    category = CostCategory(
        code=part.code(),
        title=part.text("title", required=True),
        help=part.text("help"),
        minimum_percent=part.number("minimum_percent", low=NOTHING, high=WHOLE),
        maximum_percent=part.number("maximum_percent", low=NOTHING, high=WHOLE),
        article=part.text("article"),
        flat_rate=part.number("flat_rate", low=CENT, high=WHOLE),
        flat_base=part.words("flat_base"),
        group=part.text("group"),
    )
    part.finish()
    return category
