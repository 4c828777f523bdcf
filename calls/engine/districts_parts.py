"""Read what a draft says of the Distretti of a project, and whether it agrees with the rest."""

from decimal import Decimal

from calls.engine.districts import DistrictGrant, Districts
from calls.engine.reading import Draft, Missing, Part
from calls.engine.rulebook import Rulebook
from calls.enums import EditorSection

MOST_DISTRICTS = 100
CENT = Decimal("0.01")
NOTHING = Decimal("0.00")


def districts(draft: Draft) -> Districts | None:
    """What the call asks of the Distretti; nothing where it does not ask for them."""
    part = draft.part(EditorSection.DISTRICTS)
    are_asked = part.flag("asked", default=False)
    read = Districts(
        most=part.count("most", low=1, high=MOST_DISTRICTS),
        most_article=part.text("most_article"),
        one_application=part.flag("one_application", default=False),
        one_application_article=part.text("one_application_article"),
        lead_manages=part.flag("lead_manages", default=False),
        lead_article=part.text("lead_article"),
        all_bodies=part.flag("all_bodies", default=False),
        bodies_article=part.text("bodies_article"),
        grants=tuple(_grant(each) for each in part.parts("grants", required=False)),
        grants_article=part.text("grants_article"),
    )
    part.unique([each.code for each in read.grants])
    part.finish()
    return read if are_asked else None


def _grant(part: Part) -> DistrictGrant:
    grant = DistrictGrant(
        code=part.code(),
        title=part.text("title", required=True),
        amount=part.number("amount", required=True, low=CENT) or NOTHING,
    )
    part.finish()
    return grant


def districts_problems(rules: Rulebook) -> list[Missing]:
    """Say every way in which the table of the Distretti contradicts the rest."""
    problems: list[Missing] = []
    asked = rules.districts
    if asked is None:
        return problems
    part = Part({}, EditorSection.DISTRICTS, problems)
    if asked.all_bodies and rules.partnership is None:
        part.note("bodies_without_groups")
    granted = sum((each.amount for each in asked.grants), NOTHING)
    there = sum((lot.amount for lot in rules.lots), NOTHING)
    if granted > there:
        part.note(
            "grants_over_lots",
            granted_amount=granted,
            lots_amount=there,
            difference_amount=granted - there,
        )
    return problems
