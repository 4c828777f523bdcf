"""Read what a draft says of the course of the procedure."""

from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from calls.engine.access_parts import chosen
from calls.engine.reading import Draft, Part
from calls.engine.terms import Terms
from calls.enums import AidRegime, EditorSection, OrganisationKind, SignaturePolicy

Word = TypeVar("Word", bound=StrEnum)

MOST_DAYS = 365
CENT = Decimal("0.01")


def terms(draft: Draft) -> Terms:
    part = draft.part(EditorSection.TERMS)
    read = Terms(
        clarification_days=part.count("clarification_days", low=1, high=MOST_DAYS),
        clarification_article=part.text("clarification_article"),
        rejection_days=part.count("rejection_days", low=1, high=MOST_DAYS),
        rejection_article=part.text("rejection_article"),
        observation_days=part.count("observation_days", low=1, high=MOST_DAYS),
        observation_article=part.text("observation_article"),
        offer_days=part.count("offer_days", low=1, high=MOST_DAYS),
        offer_article=part.text("offer_article"),
        stamp_duty=part.number("stamp_duty", low=CENT),
        stamp_exempt=chosen(part, "stamp_exempt", OrganisationKind),
        stamp_article=part.text("stamp_article"),
        signature=_word(part, "signature", SignaturePolicy),
        signature_article=part.text("signature_article"),
        aid_regime=_word(part, "aid_regime", AidRegime),
        aid_basis=part.text("aid_basis"),
        aid_article=part.text("aid_article"),
        sealed=part.flag("sealed", default=False),
        sealed_article=part.text("sealed_article"),
        checking_days=part.count("checking_days", low=1, high=MOST_DAYS),
        checking_article=part.text("checking_article"),
    )
    if read.stamp_exempt and read.stamp_duty is None:
        part.note("exempt_from_nothing")
    if read.aid_basis and read.aid_regime is None:
        part.note("lacks", what_field="aid_regime")
    part.finish()
    return read


def _word(part: Part, name: str, kind: type[Word]) -> Word | None:
    return part.choice(name, kind, next(iter(kind))) if part.text(name) else None
