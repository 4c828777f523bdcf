"""Words of the people: the roles they hold and how surely they were identified."""

from enum import StrEnum


class Role(StrEnum):
    """An office that a person holds in the procedure."""

    OFFICER = "officer"
    MANAGER = "manager"
    ASSESSOR = "assessor"
    ADMIN = "admin"
    AUDITOR = "auditor"


class AssuranceLevel(StrEnum):
    """How surely a provider identified the person: the levels of the eIDAS regulation."""

    LOW = "low"
    SUBSTANTIAL = "substantial"
    HIGH = "high"
