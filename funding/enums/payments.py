"""Words of payments."""

from enum import StrEnum


class InstalmentKind(StrEnum):
    """What a part of the money is paid for."""

    ADVANCE = "advance"
    INTERIM = "interim"
    BALANCE = "balance"


class PaymentState(StrEnum):
    """Where a request for payment stands."""

    ASKED = "asked"
    RETURNED = "returned"  # to the beneficiary, to be corrected
    CHECKED = "checked"
    APPROVED = "approved"
    ORDERED = "ordered"
    PAID = "paid"
    WITHDRAWN = "withdrawn"


class PaymentOutcome(StrEnum):
    """What the bank did with one transfer of an order."""

    EXECUTED = "executed"
    REJECTED = "rejected"
