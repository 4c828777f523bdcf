"""Words of the acts."""

from enum import StrEnum


class ActKind(StrEnum):
    """Who adopts the act."""

    DGR = "DGR"  # deliberazione della Giunta regionale
    DD = "DD"  # determinazione dirigenziale


class ActState(StrEnum):
    """Where the act stands."""

    DRAFT = "draft"
    FROZEN = "frozen"
    RENDERED = "rendered"
    ADOPTED = "adopted"
    PUBLISHED = "published"


class VariableKind(StrEnum):
    """The type of a variable of a template."""

    TEXT = "text"
    PARAGRAPHS = "paragraphs"
    DATE = "date"
    AMOUNT = "amount"
    INTEGER = "integer"
