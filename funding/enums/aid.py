"""Words of the forms of aid: loans and guarantees."""

from enum import StrEnum


class RepaymentMethod(StrEnum):
    """How the capital of a loan comes back."""

    CONSTANT_INSTALMENT = "constant_instalment"  # "alla francese"
    CONSTANT_CAPITAL = "constant_capital"


class PlanCause(StrEnum):
    """Why a loan has a new amortisation plan."""

    DISBURSEMENT = "disbursement"
    EARLY_REPAYMENT = "early_repayment"


class RequestState(StrEnum):
    """Where a request for money of a loan stands."""

    ASKED = "asked"
    PAID = "paid"
    REFUSED = "refused"


class InstalmentStep(StrEnum):
    """When the beneficiary is written to about an instalment of a loan."""

    WEEK = "week"  # before its day
    DAYS = "days"  # before its day
    LATE = "late"  # after it


class GuaranteeCallState(StrEnum):
    """Where a call on a guarantee stands."""

    ASKED = "asked"
    CHECKED = "checked"
    PAID = "paid"
    REFUSED = "refused"
