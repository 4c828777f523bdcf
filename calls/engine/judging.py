"""How those who judge see one another, and what follows when they disagree.

The rules are in docs/reference/rules-of-a-call.md, "Points of several assessors".
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class OthersShown(StrEnum):
    """When whoever judges an application may read what the others said of it."""

    NEVER = "never"
    AFTER_OWN = "after_own"
    AFTER_ALL = "after_all"


class BeyondSpread(StrEnum):
    """What follows when the totals of an application lie too far apart."""

    ALERT = "alert"
    FURTHER = "further"
    CONSENSUS = "consensus"


@dataclass(frozen=True, slots=True)
class Judging:
    """`spread_limit` is a percentage of the maximum; without it no disagreement is too wide.

    `checked_percent` is the part of the applications, drawn by a recorded seed, whose points a second
    officer checks before the list; without it nobody does.
    """

    others_shown: OthersShown = OthersShown.AFTER_OWN
    others_article: str = ""
    spread_limit: Decimal | None = None
    beyond_spread: BeyondSpread = BeyondSpread.ALERT
    spread_article: str = ""
    checked_percent: Decimal | None = None
    checked_article: str = ""
