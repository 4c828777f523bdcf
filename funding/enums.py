"""Words of granted money."""

from enum import StrEnum


class AwardState(StrEnum):
    """Where an award stands."""

    GRANTED = "granted"
    REPLACED = "replaced"
    RELEASED = "released"


class ReductionKind(StrEnum):
    """Why an award that stands gives less."""

    SAVING = "saving"  # spent less than planned: found at the closure
    PARTIAL_REVOCATION = "partial_revocation"


class ChangeKind(StrEnum):
    """What a beneficiary asks to change of a project that runs."""

    MINOR = "minor"  # notice: in force at once, the office may object within its days
    SUBSTANTIAL = "substantial"  # in force once it is approved
    EXTENSION = "extension"  # a later end


class ChangeState(StrEnum):
    """Where a change of a project stands."""

    NOTICED = "noticed"
    NOTED = "noted"
    OBJECTED = "objected"
    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class RevocationState(StrEnum):
    """Where a revocation stands."""

    NOTICED = "noticed"
    ASSESSED = "assessed"  # the office goes on: an act is still needed
    DROPPED = "dropped"
    DONE = "done"


class AcknowledgmentState(StrEnum):
    """Where the end of an award whose organisation left the list stands."""

    DRAFTED = "drafted"
    DONE = "done"


class RecoveryState(StrEnum):
    """Where a claim stands."""

    OPEN = "open"
    CLOSED = "closed"


class PlanState(StrEnum):
    """Where a request to pay back in instalments stands."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"


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


class GuaranteeCallState(StrEnum):
    """Where a call on a guarantee stands."""

    ASKED = "asked"
    CHECKED = "checked"
    PAID = "paid"
    REFUSED = "refused"
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
class RegisterKind(StrEnum):
    """What a public register, or who applies, was asked before money is granted or paid."""

    CUP = "cup"
    COR = "cor"
    AID_SEARCH = "aid_search"  # visura aiuti of the RNA
    DE_MINIMIS_SEARCH = "de_minimis_search"  # visura de minimis of the RNA
    DEGGENDORF = "deggendorf"
    DURC = "durc"
    ANTIMAFIA = "antimafia"
    DECLARATION = "declaration"  # de minimis received, as the enterprise declares it


class RegisterOutcome(StrEnum):
    """What the answer says: nothing against, something against, or that there is no answer yet."""

    REGULAR = "regular"
    IRREGULAR = "irregular"
    AWAITED = "awaited"
    VOID = "void"  # what was recorded before was a mistake: there is no answer


class ConditionKey(StrEnum):
    """What must be there before money is granted or paid."""

    CUP = "cup"
    COR = "cor"
    AID_SEARCH = "aid_search"
    DE_MINIMIS_SEARCH = "de_minimis_search"
    DEGGENDORF = "deggendorf"
    HEADROOM = "headroom"
    DURC = "durc"
    ANTIMAFIA = "antimafia"
    PUBLICATION = "publication"
    ACCEPTANCE = "acceptance"
    DEED = "deed"


class ConditionState(StrEnum):
    """Whether a condition holds; the words are those of the list of requirements."""

    OK = "ok"
    MISSING = "missing"
    NOT_NEEDED = "not_needed"


class ConditionReason(StrEnum):
    """Why a condition holds or not."""

    HAS = "has"
    LACKS = "lacks"
    EXPIRED = "expired"
    AGAINST = "against"
    AWAITED = "awaited"
    LATE = "late"  # obtained after the award
    NOT_ASKED = "not_asked"
    NO_AID = "no_aid"
    PUBLIC_BODY = "public_body"
    BELOW = "below"
    OVER = "over"
    SINGLE = "single"  # nobody takes part beside the lead
    UNCONFIRMED = "unconfirmed"
    OVERDUE = "overdue"
class ReportState(StrEnum):
    """Where an expense report stands."""

    DRAFT = "draft"
    SENT = "sent"
    CHECKED = "checked"
    CLOSED = "closed"


class ExpenseKind(StrEnum):
    """What proves an expense."""

    INVOICE = "invoice"
    RECEIPT = "receipt"
    PAYROLL = "payroll"
    MISSION = "mission"
    DEPRECIATION = "depreciation"
    OTHER = "other"


class LineState(StrEnum):
    """What the office says of a line of expense."""

    TO_CHECK = "to_check"
    ACCEPTED = "accepted"
    PARTLY = "partly"
    REFUSED = "refused"


class ExpenseImportState(StrEnum):
    """Where a file of expenses stands."""

    WAITING = "waiting"
    RECORDED = "recorded"
    REFUSED = "refused"
    FAILED = "failed"
