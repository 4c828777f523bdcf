"""What people write of a service contract, and of who accompanies which project, as values."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from calls.enums import ContractStep


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What is known of a service contract; what is not known is blank.

    `amount` is the presumed amount in euro. First and last days are both included.
    """

    title: str
    step: ContractStep
    procedure: str = ""
    amount: Decimal | None = None
    cig: str = ""
    tender_number: str = ""
    notice_from: date | None = None
    notice_until: date | None = None
    contractor: str = ""
    begins_on: date | None = None
    ends_on: date | None = None
    about: str = ""
    source_mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """Which body accompanies which project, from a day until before another, where they are known.

    `measure` is the code of the project's measure, `districts` are codes.
    """

    measure: str
    project: str
    lead: str = ""
    districts: tuple[str, ...] = ()
    body: str
    fiscal_code: str = ""
    since: date | None = None
    until: date | None = None
    note: str = ""
    source_mark: str
