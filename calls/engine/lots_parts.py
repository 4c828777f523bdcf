"""Read what a draft says of a lot, of what it keeps for some, and of the funds that pay it."""

from decimal import Decimal

from calls.engine.access_parts import chosen
from calls.engine.lots import FundShare, Reserve
from calls.engine.reading import Part
from calls.engine.rulebook import Lot
from calls.enums import AidForm, AllocationPolicy, OrganisationKind, OrganisationSize

CENT = Decimal("0.01")
NOTHING = Decimal("0.00")
WHOLE = Decimal("100.00")
LOT_CODE_LENGTH = 20
RESERVE_CODE_LENGTH = 20
FUND_CODE_LENGTH = 20


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


def share(part: Part) -> FundShare:
    """One of the funds that pay a lot together; two are the fewest, so none pays it whole."""
    read = FundShare(
        fund=part.code("fund", limit=FUND_CODE_LENGTH),
        percent=part.number("percent", required=True, low=CENT, high=WHOLE - CENT) or NOTHING,
    )
    part.finish()
    return read


def lot(part: Part, *, fund: str) -> Lot:
    """One lot; without a fund of its own it spends `fund`."""
    read = Lot(
        code=part.code(limit=LOT_CODE_LENGTH),
        title=part.text("title", required=True),
        amount=part.number("amount", required=True, low=CENT) or NOTHING,
        fund=part.code("fund", required=not fund) or fund,
        allocation=part.choice("allocation", AllocationPolicy, AllocationPolicy.OFFER_REST),
        article=part.text("article"),
        minimum_offer=part.number("minimum_offer", low=CENT, high=WHOLE),
        reserves=tuple(reserve(each) for each in part.parts("reserves", required=False)),
        leftover_to=part.text("leftover_to"),
        kinds=chosen(part, "kinds", OrganisationKind),
        sizes=chosen(part, "sizes", OrganisationSize),
        nonprofit=part.flag("nonprofit", default=False),
        minimum_value=part.number("minimum_value", low=CENT),
        maximum_value=part.number("maximum_value", low=CENT),
        aid_forms=chosen(part, "aid_forms", AidForm),
        line=part.text("line"),
        shares=tuple(share(each) for each in part.parts("shares", required=False)),
    )
    part.unique([each.code for each in read.reserves])
    part.unique([each.fund for each in read.shares])
    part.finish()
    return read
