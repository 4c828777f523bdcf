"""The Distretti that a project covers: how many, whose bodies take part, and how much each may have."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from wecare.core.money import total


@dataclass(frozen=True, slots=True)
class DistrictGrant:
    """The most that is granted for a Distretto, in euro (*tabella di riparto*)."""

    code: str
    title: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Districts:
    """What a call asks of the Distretti of a project; what is false or empty it does not ask.

    `one_application` admits each Distretto in one sent application alone, so a group of Distretti
    counts for each of its members. Who manages a Distretto is read on the day of the send.
    """

    most: int | None = None
    most_article: str = ""
    one_application: bool = False
    one_application_article: str = ""
    lead_manages: bool = False
    lead_article: str = ""
    all_bodies: bool = False
    bodies_article: str = ""
    grants: tuple[DistrictGrant, ...] = ()
    grants_article: str = ""

    def most_granted(self, codes: Iterable[str]) -> Decimal | None:
        """The most that is granted for these Distretti together; None without a table.

        :raises KeyError: if the table does not hold one of them.
        """
        if not self.grants:
            return None
        table = {each.code: each.amount for each in self.grants}
        return total(table[code] for code in codes)
