"""Words of the ledger."""

from enum import StrEnum


class AccountKind(StrEnum):
    """The first segment of an account's code."""

    SOURCE = "source"
    AVAILABLE = "available"
    RESERVED = "reserved"
    COMMITTED = "committed"
    PAID = "paid"


class MovementKind(StrEnum):
    """What a movement does."""

    ALLOCATION = "allocation"
    INCREASE = "increase"
    TRANSFER = "transfer"
    REDUCTION = "reduction"
    RESERVATION = "reservation"
    COMMITMENT = "commitment"
    PAYMENT = "payment"
    RELEASE = "release"
    REVERSAL = "reversal"
    REPAYMENT = "repayment"  # capital of a loan that comes back


class Level(StrEnum):
    """A segment of the code by which balances can be summed."""

    FUND = "fund"
    MEASURE = "measure"
    LINE = "line"
    CALL = "call"
    LOT = "lot"
