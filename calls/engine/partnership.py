"""Who applies together: partners beside the lead, how many of which kind, and how often each."""

from dataclasses import dataclass

from calls.engine.access import Access
from calls.engine.codec import since
from calls.enums import CapRole, OrganisationKind


@dataclass(frozen=True, slots=True)
class CompulsoryPartner:
    """At least so many partners are of one of these kinds."""

    kinds: tuple[OrganisationKind, ...]
    least: int = 1
    article: str = ""


@dataclass(frozen=True, slots=True)
class Partnership:
    """A group is a lead and its partners; the counts are of partners, without the lead.

    Without kinds any kind may be a partner; without a maximum, any number. Of `access` a partner is
    asked all but the number of applications. With `sign_off` every partner agrees to the text before it
    is sent.
    """

    minimum: int = 0
    maximum: int | None = None
    count_article: str = ""
    kinds: tuple[OrganisationKind, ...] = ()
    kinds_article: str = ""
    access: Access = since(3, Access())
    compulsory: tuple[CompulsoryPartner, ...] = ()
    sign_off: bool = since(4, False)
    sign_off_article: str = since(4, "")


@dataclass(frozen=True, slots=True)
class Cap:
    """In how many sent applications an organisation takes part; without kinds it holds for all."""

    role: CapRole
    most: int
    kinds: tuple[OrganisationKind, ...] = ()
    article: str = ""

    def holds_for(self, kind: OrganisationKind | None) -> bool:
        """Whether an organisation of this kind is counted."""
        return not self.kinds or kind in self.kinds


@dataclass(frozen=True, slots=True)
class LeadCondition:
    """Organisations of these kinds may lead only so: in a group, or after an answer to a choice."""

    kinds: tuple[OrganisationKind, ...]
    in_group: bool = False
    question: str = ""
    answers: tuple[str, ...] = ()
    article: str = ""
