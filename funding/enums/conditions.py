"""Words of what must be there before money moves."""

from enum import StrEnum


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
    RESOLUTIVE = "resolutive"  # not answered within its days: it goes on all the same
    URGENT = "urgent"  # the same before those days, in urgency
    AGAINST_AFTER = "against_after"  # something against, once it had gone on
