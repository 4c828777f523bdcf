"""Who may apply beyond the kind of organisation: seat, size, purpose, register; and how often."""

import unicodedata
from dataclasses import dataclass

from calls.enums import OrganisationSize, Province, Register

REGION = "Piemonte"


@dataclass(frozen=True, slots=True)
class Access:
    """What a call asks of those who apply; whatever is empty is not asked.

    A seat in one of the provinces or in one of the municipalities is enough, and so is one of the
    registers. `most_as_lead` counts the applications that one organisation sends for the call.
    """

    provinces: tuple[Province, ...] = ()
    municipalities: tuple[str, ...] = ()
    seat_article: str = ""
    sizes: tuple[OrganisationSize, ...] = ()
    size_article: str = ""
    nonprofit: bool = False
    nonprofit_article: str = ""
    registers: tuple[Register, ...] = ()
    register_article: str = ""
    most_as_lead: int | None = None
    cap_article: str = ""

    @property
    def places(self) -> tuple[str, ...]:
        """Where a seat is admitted: provinces by their sign, all of them by the region's name."""
        everywhere = len(self.provinces) == len(Province)
        provinces = (REGION,) if everywhere else tuple(each.value for each in self.provinces)
        return (*provinces, *self.municipalities)

    @property
    def asks_seat(self) -> bool:
        return bool(self.provinces or self.municipalities)


def same_place(one: str, other: str) -> bool:
    """Whether two spellings name one municipality: capitals, accents and spaces do not matter."""
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    apart = unicodedata.normalize("NFKD", name.replace("\u2019", "'"))
    letters = "".join(each for each in apart if not unicodedata.combining(each))
    return " ".join(letters.replace("'", " ").casefold().split())
