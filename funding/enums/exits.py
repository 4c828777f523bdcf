"""Words of how an award changes, ends and is paid back."""

from enum import StrEnum


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
