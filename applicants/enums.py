"""Words of an application and of what is sent."""

from enum import StrEnum


class ApplicationState(StrEnum):
    """Where an application stands for those who wrote it."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"
    ADMITTED = "admitted"
    EXCLUDED = "excluded"


class SubmissionState(StrEnum):
    """Whether a sent version is the one that counts."""

    LIVE = "live"
    WITHDRAWN = "withdrawn"


class PhaseOutcome(StrEnum):
    """What an act decides of an application at the end of a phase that is not the last."""

    ADMITTED = "admitted"
    CONDITIONAL = "conditional"
    NOT_ADMITTED = "not_admitted"


class VariationState(StrEnum):
    """Where a change of partners asked for after sending stands."""

    OPEN = "open"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class LogKind(StrEnum):
    """What an entry of the accompaniment log tells."""

    MEETING = "meeting"
    CODESIGN_NOTICE = "codesign_notice"
    PARTNER_CHOICE = "partner_choice"
    OTHER = "other"


class MandateKind(StrEnum):
    """As what a person stands for an organisation."""

    LEGAL_REPRESENTATIVE = "legal_representative"
    DELEGATE = "delegate"
    EDITOR = "editor"
    VIEWER = "viewer"
    CONSULTANT = "consultant"


class Power(StrEnum):
    """What a mandate may allow."""

    READS = "reads"
    WRITES = "writes"
    SENDS = "sends"
    SIGNS = "signs"
    ADMINISTERS = "administers"


class JoinState(StrEnum):
    """Where a person's request to work for an organisation stands."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class SeatKind(StrEnum):
    """What an organisation has at an address."""

    LEGAL = "legal"
    OPERATING = "operating"


class SuccessionKind(StrEnum):
    """How one organisation takes the place of another that ends, or a part of it."""

    MERGER = "merger"
    INCORPORATION = "incorporation"
    DEMERGER = "demerger"
    PARTIAL_DEMERGER = "partial_demerger"  # the first goes on: only what is named passes
    TRANSFORMATION = "transformation"


class RuntsSection(StrEnum):
    """The sections of the RUNTS (D.Lgs. 117/2017, art. 46)."""

    VOLUNTEERS = "a"
    SOCIAL_PROMOTION = "b"
    PHILANTHROPIC = "c"
    SOCIAL_ENTERPRISES = "d"
    NETWORKS = "e"
    MUTUAL_AID = "f"
    OTHERS = "g"


class Source(StrEnum):
    """A public register that can be asked about an organisation."""

    IPA = "ipa"
    RUNTS = "runts"
    BUSINESS = "business"
    INI_PEC = "ini_pec"


class InvitationState(StrEnum):
    """Where an invitation to take part stands; that it has expired follows from the clock."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


class Verdict(StrEnum):
    """Whether an organisation may apply, as far as it has said who it is."""

    YES = "yes"
    PERHAPS = "perhaps"
    NO = "no"


class RequirementSection(StrEnum):
    """The part of an application in which a requirement is answered."""

    ORGANISATION = "organisation"
    PARTNERSHIP = "partnership"
    PROJECT = "project"
    QUESTIONS = "questions"
    COSTS = "costs"
    ATTACHMENTS = "attachments"


class RequirementState(StrEnum):
    """How a requirement stands in what was written so far."""

    OK = "ok"
    MISSING = "missing"
    ERROR = "error"
    NOT_NEEDED = "not_needed"


class SigningState(StrEnum):
    """How far the signature of a draft has come."""

    NOT_ASKED = "not_asked"
    TO_PRINT = "to_print"
    TO_SIGN = "to_sign"
    SIGNED = "signed"
    CHANGED = "changed"
    LAPSED = "lapsed"


class VersionOrigin(StrEnum):
    """How a text came into the history of its question."""

    SAVED = "saved"
    SET_ASIDE = "set_aside"  # somebody else had written meanwhile: kept, and not in force
    RESTORED = "restored"
    COPIED = "copied"


class HandoverState(StrEnum):
    """What became of the offer to answer for an application."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
