"""Read how those who judge see one another out of a draft, and whether it holds together."""

from collections.abc import Iterator
from decimal import Decimal

from calls.engine.facts import fact
from calls.engine.judging import BeyondSpread, Judging, OthersShown
from calls.engine.reading import Missing, Part
from calls.engine.rulebook import Rulebook
from calls.enums import Aggregation, EditorSection

_LEAST = Decimal("0.01")
_WHOLE = Decimal("100.00")
_TWO = 2


def judging(part: Part) -> Judging:
    """What the section of the criteria says of it."""
    return Judging(
        others_shown=part.choice("others_shown", OthersShown, OthersShown.AFTER_OWN),
        others_article=part.text("others_article"),
        spread_limit=part.number("spread_limit", low=_LEAST, high=_WHOLE),
        beyond_spread=part.choice("beyond_spread", BeyondSpread, BeyondSpread.ALERT),
        spread_article=part.text("spread_article"),
        checked_percent=part.number("checked_percent", low=_LEAST, high=_WHOLE),
        checked_article=part.text("checked_article"),
    )


def judging_problems(rules: Rulebook) -> Iterator[Missing]:
    """What does not hold together: consequences without a limit, comparisons with nobody to compare."""
    said = rules.judging
    if said.beyond_spread is not BeyondSpread.ALERT and said.spread_limit is None:
        yield Missing(EditorSection.CRITERIA, fact("beyond_without_limit"))
    if rules.assessors < _TWO and (
        said.spread_limit is not None
        or rules.aggregation in {Aggregation.CLOSEST_TWO, Aggregation.CONSENSUS}
    ):
        yield Missing(EditorSection.CRITERIA, fact("too_few_to_compare", read=rules.assessors))
