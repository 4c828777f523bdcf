"""What a project may cost, what is granted of it, and how long it lasts."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from calls.engine.codec import since


@dataclass(frozen=True, slots=True)
class OwnShareBracket:
    """The own share asked of projects worth at most a value; the last bracket has no such value.

    The percentage is of the whole value, not of the part of it that falls in the bracket.
    """

    up_to: Decimal | None
    minimum_percent: Decimal


@dataclass(frozen=True, slots=True)
class Amounts:
    """Bounds of a project's value, of the grant, and of the applicant's own share.

    `maximum_in_kind` is a percentage of the own share: without it all of it is in money.
    """

    minimum_value: Decimal = Decimal("0.00")
    maximum_value: Decimal | None = None
    maximum_grant: Decimal | None = None
    maximum_rate: Decimal | None = None
    minimum_own_share: Decimal | None = None
    article: str = ""
    minimum_grant: Decimal | None = since(2, None)
    minimum_rate: Decimal | None = since(2, None)
    maximum_in_kind: Decimal | None = since(2, None)
    own_share_brackets: tuple[OwnShareBracket, ...] = since(2, ())

    def bracket_of(self, value: Decimal) -> OwnShareBracket | None:
        """The bracket a project of this value falls in; its upper value belongs to it."""
        for bracket in self.own_share_brackets:
            if bracket.up_to is None or value <= bracket.up_to:
                return bracket
        return None


@dataclass(frozen=True, slots=True)
class CostGroup:
    """A macro-item: kinds of expense that are bounded together too, by a percentage of the value."""

    code: str
    title: str
    help: str = ""
    minimum_percent: Decimal | None = None
    maximum_percent: Decimal | None = None
    article: str = ""


@dataclass(frozen=True, slots=True)
class CostCategory:
    """A kind of expense, with bounds as a percentage of the project's value.

    With a flat rate it is paid without receipts, up to that percentage of the categories of its
    base, whatever their groups. `group` is the code of its own; blank, it stands alone.
    """

    code: str
    title: str
    help: str = ""
    minimum_percent: Decimal | None = None
    maximum_percent: Decimal | None = None
    article: str = ""
    flat_rate: Decimal | None = since(2, None)
    flat_base: tuple[str, ...] = since(2, ())
    group: str = since(3, "")


@dataclass(frozen=True, slots=True)
class Duration:
    """How many months a project may last, and between which days it may start."""

    minimum_months: int | None = None
    maximum_months: int | None = None
    starts_from: date | None = None
    starts_by: date | None = None
    article: str = ""
