"""What the conditions of an award are told, and what they answer: plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from calls.enums import AidRegime, OrganisationKind
from funding.engine.de_minimis import Aid
from funding.enums import (
    ConditionKey,
    ConditionReason,
    ConditionState,
    RegisterKind,
    RegisterOutcome,
)
from wecare.core.money import ZERO

DURC_DAYS = 120  # art. 7 D.M. 30 January 2015
ANTIMAFIA_ABOVE = Decimal("150000.00")  # art. 83 c. 3 lett. e) D.Lgs 159/2011
ANTIMAFIA_DAYS = 365  # art. 86 D.Lgs 159/2011: twelve months
ANTIMAFIA_TERM_DAYS = 30  # art. 92 c. 2 D.Lgs 159/2011: from the day of the consultation
PUBLICATION_ABOVE = Decimal("1000.00")  # art. 26 c. 2 and 3 D.Lgs 33/2013, in a calendar year
WITH_AID = frozenset({AidRegime.DE_MINIMIS, AidRegime.BLOCK_EXEMPTION, AidRegime.NOTIFIED})
PUBLIC = frozenset(
    {
        OrganisationKind.ENTE_GESTORE,
        OrganisationKind.COMUNE,
        OrganisationKind.UNIONE,
        OrganisationKind.ASL,
        OrganisationKind.SCHOOL,
        OrganisationKind.UNIVERSITY,
        OrganisationKind.PUBLIC_BODY,
    }
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a call asks for; without a regime it says nothing of State aid."""

    regime: AidRegime | None = None
    cup: bool = False
    durc: bool = False
    antimafia: bool = False
    acceptance: bool = False

    @property
    def has_aid(self) -> bool:
        return self.regime in WITH_AID

    @property
    def before_award(self) -> bool:
        """Whether something must be there before the award is granted."""
        return self.cup or self.durc or self.antimafia or self.has_aid


@dataclass(frozen=True, slots=True)
class Answer:
    """The last answer of a register about an organisation; `amount` in euro, where it says one.

    `gone_on` is the day on which somebody decided to go on without it, `urgent` if before its term.
    """

    number: str
    on: date
    outcome: RegisterOutcome = RegisterOutcome.REGULAR
    valid_until: date | None = None
    amount: Decimal | None = None
    gone_on: date | None = None
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """Who takes part, with its share of the award, its answers, and the aids that the portal knows.

    `aids` are the de minimis awards of its single undertaking beside this share; `since` the day on
    which it came in, if that is after the award; `went_on` whether it was gone on without an antimafia
    answer at any time.
    """

    fiscal_code: str
    name: str
    kind: OrganisationKind | None
    share: Decimal
    answers: Mapping[RegisterKind, Answer] = field(default_factory=dict)
    aids: tuple[Aid, ...] = ()
    since: date | None = None
    went_on: bool = False

    @property
    def is_public(self) -> bool:
        return self.kind in PUBLIC


@dataclass(frozen=True, slots=True)
class Adhesion:
    """What the beneficiary did after the decree, by which day it had to; None where it did not."""

    accept_by: date | None = None
    accepted_on: date | None = None
    deed_on: date | None = None
    deed_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What conditions are told of an award, on the day `on`; the lead is the first member.

    `granted_on` is the day of the award, today where it is still to be granted; `year_amount` what the
    lead was granted in that calendar year, in euro.
    """

    wanted: Wanted
    on: date
    granted_on: date
    members: tuple[Member, ...]
    year_amount: Decimal = ZERO
    published_on: date | None = None
    adhesion: Adhesion = Adhesion()


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: whether it holds, why, of whom, and the values of its sentence."""

    key: ConditionKey
    state: ConditionState
    reason: ConditionReason
    name: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_missing(self) -> bool:
        return self.state is ConditionState.MISSING


def expires(
    kind: RegisterKind, on: date, outcome: RegisterOutcome = RegisterOutcome.REGULAR
) -> date | None:
    """The last day on which an answer of that day is good.

    None where the law sets none, and of what was asked for and has not come.
    """
    if outcome is RegisterOutcome.AWAITED:
        return None
    days = {RegisterKind.DURC: DURC_DAYS, RegisterKind.ANTIMAFIA: ANTIMAFIA_DAYS}.get(kind)
    return None if days is None else on + timedelta(days=days)


def antimafia_term(asked_on: date) -> date:
    """The last of the days in which an antimafia information asked for on a day is due.

    Art. 92 c. 2 of D.Lgs. 159/2011.
    """
    return asked_on + timedelta(days=ANTIMAFIA_TERM_DAYS)
