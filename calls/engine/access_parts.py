"""Read what a draft says of who may apply."""

from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from calls.engine.access import Access
from calls.engine.reading import Draft, Part
from calls.enums import EditorSection, OrganisationKind, OrganisationSize, Province, Register

Word = TypeVar("Word", bound=StrEnum)

MOST_APPLICATIONS = 100


def eligibility(draft: Draft) -> tuple[tuple[OrganisationKind, ...], str, Access]:
    """The kinds that may apply with their article, and what else is asked of them."""
    part = draft.part(EditorSection.ELIGIBILITY)
    kinds = chosen(part, "eligible_kinds", OrganisationKind)
    if not part.words("eligible_kinds"):
        part.note("lacks", what_field="eligible_kinds")
    article = part.text("article")
    asked = replace(
        access(part),
        most_as_lead=part.count("most_as_lead", low=1, high=MOST_APPLICATIONS),
        cap_article=part.text("cap_article"),
    )
    part.finish()
    return kinds, article, asked


def access(part: Part) -> Access:
    """Seat, size, purpose and register, as a part of the draft asks them."""
    return Access(
        provinces=chosen(part, "provinces", Province),
        municipalities=part.words("municipalities"),
        seat_article=part.text("seat_article"),
        sizes=chosen(part, "sizes", OrganisationSize),
        size_article=part.text("size_article"),
        nonprofit=part.flag("nonprofit", default=False),
        nonprofit_article=part.text("nonprofit_article"),
        registers=chosen(part, "registers", Register),
        register_article=part.text("register_article"),
    )


def chosen(part: Part, name: str, kind: type[Word]) -> tuple[Word, ...]:
    """The words of an enumeration that are written, in its order."""
    written = part.words(name)
    known = [each.value for each in kind]
    for word in sorted(set(written) - set(known)):
        part.note("unknown_choice", what_field=name, read=word[:40], known=known)
    return tuple(each for each in kind if each.value in written)
