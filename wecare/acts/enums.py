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
    YEARS = "years"  # budget years, with what falls due in each of a hundred


class EntryKind(StrEnum):
    """The type of a name that the wording of an act may use."""

    TEXT = "text"
    PARAGRAPHS = "paragraphs"  # one or more lines: each is a point of its own
    DATE = "date"
    AMOUNT = "amount"
    INTEGER = "integer"
    POINTS = "points"
    FLAG = "flag"  # only asked, never printed
    ROWS = "rows"


class Layout(StrEnum):
    """How the lines of a part of an act are set."""

    LINE = "line"  # one line: the object
    POINTS = "points"
    NUMBERED = "numbered"
    TOTAL = "total"
    FREE = "free"  # paragraphs, `# ` headings, `- ` points, `+ ` lettered points, tables


class VersionState(StrEnum):
    """Where a version of a wording stands."""

    DRAFT = "draft"
    PUBLISHED = "published"


class ApprovalOutcome(StrEnum):
    """What somebody asked for an approval answered."""

    APPROVED = "approved"
    RETURNED = "returned"  # the act is a draft again


class SignedWay(StrEnum):
    """How the office says that an adopted act was signed."""

    SIGNATURE = "signature"  # the signed file itself, verified
    ATTESTED = (
        "attested"  # a manager attests that the portal's document conforms to what was signed
    )


class PublicationPlace(StrEnum):
    """Where an act is published outside the portal."""

    BUR = "bur"  # the Region's official bulletin
    TRANSPARENCY = "transparency"  # Amministrazione trasparente: art. 26 of D.Lgs 33/2013
