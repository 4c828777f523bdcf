"""Read what a draft says of a lot's reserves."""

from decimal import Decimal

from calls.engine.access_parts import chosen
from calls.engine.lots import Reserve
from calls.engine.reading import Part
from calls.enums import OrganisationKind

CENT = Decimal("0.01")
WHOLE = Decimal("100.00")
RESERVE_CODE_LENGTH = 20


def reserve(part: Part) -> Reserve:
    """One reserve, whole or half said."""
    read = Reserve(
        code=part.code(limit=RESERVE_CODE_LENGTH),
        title=part.text("title", required=True),
        amount=part.number("amount", low=CENT),
        percent=part.number("percent", low=CENT, high=WHOLE),
        kinds=chosen(part, "kinds", OrganisationKind),
        question=part.text("question"),
        answers=part.words("answers"),
        article=part.text("article"),
    )
    part.finish()
    return read
