"""Words of a call: what may be applied for, by whom, and in which state it stands."""

from enum import StrEnum


class OrganisationKind(StrEnum):
    """What an organisation is before the law, as far as a call asks."""

    ETS_ODV = "ets_odv"
    ETS_APS = "ets_aps"
    ETS_OTHER = "ets_other"
    SOCIAL_ENTERPRISE = "social_enterprise"
    SOCIAL_COOPERATIVE = "social_cooperative"
    FOUNDATION = "foundation"
    ASSOCIATION = "association"
    RELIGIOUS_BODY = "religious_body"
    ENTE_GESTORE = "ente_gestore"
    COMUNE = "comune"
    UNIONE = "unione"
    ASL = "asl"
    SCHOOL = "school"
    UNIVERSITY = "university"
    PUBLIC_BODY = "public_body"
    MICRO_FIRM = "micro_firm"
    SMALL_FIRM = "small_firm"
    MEDIUM_FIRM = "medium_firm"
    LARGE_FIRM = "large_firm"
    CONSORTIUM = "consortium"
    OTHER = "other"


class OrganisationSize(StrEnum):
    """How large a firm is, by the European recommendation 2003/361/EC."""

    MICRO = "micro"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class Register(StrEnum):
    """A public register in which an organisation may be enrolled."""

    RUNTS = "runts"
    SOCIAL_FIRMS = "social_firms"
    COOPERATIVES = "cooperatives"
    BUSINESS = "business"
    LEGAL_PERSONS = "legal_persons"
    PUBLIC_BODIES = "public_bodies"


class Province(StrEnum):
    """The provinces of Piemonte, the metropolitan city among them."""

    AL = "AL"
    AT = "AT"
    BI = "BI"
    CN = "CN"
    NO = "NO"
    TO = "TO"
    VB = "VB"
    VC = "VC"


class CapRole(StrEnum):
    """As what an organisation takes part in an application, as far as a cap counts it."""

    LEAD = "lead"
    PARTNER = "partner"
    ANY = "any"


class CallState(StrEnum):
    """Where a call stands; whether it is open also depends on its window."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CLOSED = "closed"
    EVALUATION = "evaluation"
    EVALUATED = "evaluated"
    CONCLUDED = "concluded"


class Procedure(StrEnum):
    """How applications are chosen."""

    RANKED = "ranked"
    DESK = "desk"


class Obligation(StrEnum):
    """What follows when a document is missing."""

    EXCLUSION = "exclusion"
    COMPLETABLE = "completable"
    OPTIONAL = "optional"


class Filler(StrEnum):
    """Who fills a part of the form."""

    LEAD = "lead"
    EACH = "each"


class Signer(StrEnum):
    """Who signs a document that is attached."""

    NOBODY = "nobody"
    REPRESENTATIVE = "representative"


class QuestionKind(StrEnum):
    """What an answer is made of."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    CHOICE = "choice"
    DATE = "date"
    TABLE = "table"
    FILE = "file"


class TieKind(StrEnum):
    """What settles two equal totals."""

    CRITERION = "criterion"
    CLASS = "class"
    SMALLER_REQUEST = "smaller_request"
    LARGER_OWN_SHARE = "larger_own_share"
    EARLIER_INSTANT = "earlier_instant"
    EARLIER_PROTOCOL = "earlier_protocol"
    EQUAL_PLACE = "equal_place"
    DRAW = "draw"


class AllocationPolicy(StrEnum):
    """What happens to the first request that does not fit the money of its lot."""

    OFFER_REST = "offer_rest"
    STOP = "stop"
    SKIP = "skip"


class Aggregation(StrEnum):
    """How the points of several assessors become one."""

    MEAN = "mean"
    MEDIAN = "median"
    CLOSEST_TWO = "closest_two"
    CONSENSUS = "consensus"


class SignaturePolicy(StrEnum):
    """How whoever sends an application makes it theirs."""

    IDENTITY = "identity"
    SIGNED_FILE = "signed_file"
    EITHER = "either"


class AidRegime(StrEnum):
    """Under which rules on State aid grants are made."""

    NO_AID = "no_aid"
    DE_MINIMIS = "de_minimis"
    BLOCK_EXEMPTION = "block_exemption"
    NOTIFIED = "notified"


class EditorSection(StrEnum):
    """The parts of a call as an officer edits them, in their order."""

    IDENTITY = "identity"
    WINDOW = "window"
    PHASES = "phases"
    LOTS = "lots"
    ELIGIBILITY = "eligibility"
    PARTNERSHIP = "partnership"
    DISTRICTS = "districts"
    AMOUNTS = "amounts"
    DURATION = "duration"
    SECTIONS = "sections"
    ATTACHMENTS = "attachments"
    COSTS = "costs"
    CRITERIA = "criteria"
    TIES = "ties"
    TERMS = "terms"


class ArticleTopic(StrEnum):
    """Rules of a call whose article stands beside no single part."""

    WINDOW = "window"
    ELIGIBILITY = "eligibility"
    THRESHOLDS = "thresholds"


class BudgetKind(StrEnum):
    """What an act does to the money of the programme."""

    ALLOCATION = "allocation"
    INCREASE = "increase"
    TRANSFER = "transfer"
    REDUCTION = "reduction"


class AidForm(StrEnum):
    """In which form money is asked for."""

    GRANT = "grant"  # on the expenses of a project
    CAPITAL = "capital"  # a capital grant
    LOAN = "loan"
    GUARANTEE = "guarantee"


class ContractStep(StrEnum):
    """Which of the two steps of the accompaniment a service contract is for."""

    PREPARATION = "preparation"  # helping beneficiaries up to the final proposal
    REALISATION = "realisation"  # while the funded projects run


class ContractActRole(StrEnum):
    """What an act decides of a service contract."""

    DECISION = "decision"  # to contract
    AWARD = "award"
    OTHER = "other"


class ImportState(StrEnum):
    """Where a file of movements stands."""

    CHECKING = "checking"
    CHECKED = "checked"
    CONFIRMED = "confirmed"
    RECORDED = "recorded"
    REFUSED = "refused"
    FAILED = "failed"


class ImportStage(StrEnum):
    """What a worker is doing with the rows of a file."""

    READING = "reading"
    CHECKING = "checking"
    WRITING = "writing"


class RemarkKind(StrEnum):
    """What is said of a row of a file."""

    WRONG = "wrong"
    KNOWN = "known"


class EnquiryState(StrEnum):
    """Where a question on a call stands."""

    ASKED = "asked"
    PUBLISHED = "published"
    SET_ASIDE = "set_aside"


class EnquiryCategory(StrEnum):
    """What a published question is about."""

    WHO = "who"
    MONEY = "money"
    FORM = "form"
    DEADLINES = "deadlines"
    ASSESSMENT = "assessment"
    PORTAL = "portal"
    OTHER = "other"


class ComputedFrom(StrEnum):
    """What the points of a computed criterion look at."""

    OWN_SHARE_PERCENT = "own_share_percent"
    REQUESTED_AMOUNT = "requested_amount"
    PROJECT_VALUE = "project_value"
    DURATION_MONTHS = "duration_months"
    ANSWER_CHOICE = "answer_choice"
    ANSWER_NUMBER = "answer_number"
    LEAD_KIND = "lead_kind"
    LEAD_SIZE = "lead_size"
    GROUP_LEAD_KIND = "group_lead_kind"
    PARTNERS = "partners"
    DISTRICTS = "districts"


class StepBound(StrEnum):
    """From which side the steps of a computed criterion are reached."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
