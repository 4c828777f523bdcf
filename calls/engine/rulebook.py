"""The rulebook: the rules of a call as one value, published once and never edited after.

Points are judged per criterion on its own scale (0 to ``maximum``) and count ``weight`` times; thresholds
of a criterion are on the unweighted points, those of class and total on the weighted ones.

A rulebook keeps the format it was published in: its fields of a later format hold their defaults and
are not written, so its digest stays what it was.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, Self

from calls.engine import codec
from calls.engine.access import Access
from calls.engine.asking import AttachmentRule, Question, Section
from calls.engine.codec import since
from calls.engine.computing import Computation
from calls.engine.desk import Desk
from calls.engine.districts import Districts
from calls.engine.judging import Judging
from calls.engine.lots import FundShare, Reserve
from calls.engine.partnership import Cap, LeadCondition, Partnership
from calls.engine.phases import EVERY, Phase, is_asked
from calls.engine.spending import Amounts, CostCategory, CostGroup, Duration
from calls.engine.terms import Terms
from calls.enums import (
    Aggregation,
    AidForm,
    AllocationPolicy,
    ArticleTopic,
    Filler,
    OrganisationKind,
    OrganisationSize,
    Procedure,
    QuestionKind,
    TieKind,
)

FORMAT = 5
READABLE = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class Window:
    """The time in which applications are received: from the opening, before the closing."""

    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class Lot:
    """A share of the call's money with its own list.

    `minimum_offer` is the least part of a request that is offered to whoever does not fit whole,
    as a percentage of it. What its list leaves goes to the lot `leftover_to`, if one is named.
    `kinds` and what follows are asked of those who choose the lot, beside what the call asks of all;
    `line` is the line whose money it spends, the call's own if blank; `shares` the funds that pay it.
    """

    code: str
    title: str
    amount: Decimal
    fund: str
    allocation: AllocationPolicy = AllocationPolicy.OFFER_REST
    article: str = ""
    minimum_offer: Decimal | None = since(2, None)
    reserves: tuple[Reserve, ...] = since(3, ())
    leftover_to: str = since(3, "")
    kinds: tuple[OrganisationKind, ...] = since(3, ())
    sizes: tuple[OrganisationSize, ...] = since(3, ())
    nonprofit: bool = since(3, False)
    minimum_value: Decimal | None = since(3, None)
    maximum_value: Decimal | None = since(3, None)
    aid_forms: tuple[AidForm, ...] = since(3, ())
    line: str = since(3, "")
    shares: tuple[FundShare, ...] = since(5, ())

    @property
    def bounds_value(self) -> bool:
        return self.minimum_value is not None or self.maximum_value is not None

    @property
    def asks_something(self) -> bool:
        """Whether it asks more than the call asks of all."""
        return bool(self.kinds or self.sizes or self.nonprofit or self.bounds_value)


@dataclass(frozen=True, slots=True)
class CriterionClass:
    """A group of criteria, with the points it must reach; judged in its phase, or in every one."""

    code: str
    title: str
    threshold: Decimal | None = None
    phase: int = since(3, EVERY)


@dataclass(frozen=True, slots=True)
class Level:
    """A judgement with a name, and the points it is worth."""

    points: Decimal
    name: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """What the panel judges, on a scale from zero to the maximum.

    With levels each member chooses one of them; the mean of several may lie between two. A
    `computed` criterion takes its points from data: nobody judges it. Criteria of a class with the same
    `subject` are shown together under it.
    """

    code: str
    class_code: str
    title: str
    help: str = ""
    maximum: Decimal = Decimal("10.00")
    weight: Decimal = Decimal("1.00")
    threshold: Decimal | None = None
    levels: tuple[Level, ...] = since(2, ())
    computed: Computation | None = since(3, None)
    subject: str = since(3, "")


@dataclass(frozen=True, slots=True)
class TieRule:
    """What settles equal totals; the reference names a criterion or a class."""

    kind: TieKind
    reference: str = ""
    article: str = ""


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Every rule of a call, in the version under which an application is judged."""

    call_code: str
    title: str
    summary: str
    window: Window
    lots: tuple[Lot, ...]
    eligible_kinds: tuple[OrganisationKind, ...]
    amounts: Amounts
    sections: tuple[Section, ...]
    attachments: tuple[AttachmentRule, ...]
    cost_categories: tuple[CostCategory, ...]
    classes: tuple[CriterionClass, ...]
    criteria: tuple[Criterion, ...]
    total_threshold: Decimal | None
    ties: tuple[TieRule, ...]
    responsible_office: str
    contact: str
    procedure: Procedure = Procedure.RANKED
    aggregation: Aggregation = Aggregation.MEAN
    assessors: int = 3
    articles: Mapping[ArticleTopic, str] = field(default_factory=dict)
    measure: str = ""
    line: str = ""
    demonstration: bool = False
    format: int = FORMAT
    duration: Duration | None = since(2, None)
    access: Access = since(2, Access())
    terms: Terms = since(2, Terms())
    partnership: Partnership | None = since(3, None)
    caps: tuple[Cap, ...] = since(3, ())
    conditions: tuple[LeadCondition, ...] = since(3, ())
    districts: Districts | None = since(3, None)
    more_windows: tuple[Window, ...] = since(3, ())
    desk: Desk | None = since(3, None)
    phases: tuple[Phase, ...] = since(3, ())
    cost_groups: tuple[CostGroup, ...] = since(3, ())
    judging: Judging = since(5, Judging())

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read a rulebook from its published JSON.

        :raises FormatRefused: if a field is unknown, missing or of another type, or if the format
            is not one this version knows.
        """
        found = data.get("format")
        if type(found) is not int or found not in READABLE:
            known = ", ".join(str(each) for each in READABLE)
            raise codec.FormatRefused(f"format {found!r} is none of {known}")
        return codec.from_json(cls, data, edition=found)

    def to_json(self) -> dict[str, Any]:
        """Write the rulebook as JSON of its format, amounts as strings and instants in UTC."""
        return codec.to_json(self, edition=self.format)

    @property
    def windows(self) -> tuple[Window, ...]:
        """Every window, the first to open first."""
        return (self.window, *self.more_windows)

    @property
    def deadline(self) -> datetime:
        """After this instant nothing is received any more."""
        return self.windows[-1].closes_at

    def in_phase(self, number: int) -> Self:
        """The rules as far as a phase asks and judges: the same, where the call has just one.

        :raises IndexError: if the call has no such phase.
        """
        if not self.phases:
            return self
        phase = self.phases[number - 1]
        classes = tuple(each for each in self.classes if is_asked(each.phase, number))
        judged = {each.code for each in classes}
        spending: dict[str, Any] = {}
        if not phase.asks_costs:
            spending = {"amounts": Amounts(), "cost_categories": (), "cost_groups": ()}
        if phase.opens_at is not None and phase.closes_at is not None and number > 1:
            spending |= {"window": Window(phase.opens_at, phase.closes_at), "more_windows": ()}
        return replace(
            self,
            sections=tuple(each for each in self.sections if is_asked(each.phase, number)),
            attachments=tuple(each for each in self.attachments if is_asked(each.phase, number)),
            classes=classes,
            criteria=tuple(each for each in self.criteria if each.class_code in judged),
            **spending,
        )

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for section in self.sections for question in section.questions)

    @property
    def judged(self) -> tuple[Criterion, ...]:
        """The criteria that the panel gives points to."""
        return tuple(each for each in self.criteria if each.computed is None)

    @property
    def computed(self) -> tuple[Criterion, ...]:
        """The criteria whose points come from data."""
        return tuple(each for each in self.criteria if each.computed is not None)

    def article(self, topic: ArticleTopic) -> str:
        return self.articles.get(topic, "")

    def lot(self, code: str) -> Lot:
        return _found(self.lots, code)

    def section(self, code: str) -> Section:
        return _found(self.sections, code)

    def question(self, code: str) -> Question:
        return _found(self.questions, code)

    def attachment(self, code: str) -> AttachmentRule:
        return _found(self.attachments, code)

    @property
    def uploads(self) -> tuple[AttachmentRule, ...]:
        """Every place for a file: the documents to attach, and the questions answered by a file."""
        asked = (each.as_upload() for each in self.questions if each.kind is QuestionKind.FILE)
        return (*self.attachments, *asked)

    @property
    def partner_sections(self) -> tuple[Section, ...]:
        """The sections that each partner fills too."""
        return tuple(each for each in self.sections if each.filled_by is Filler.EACH)

    @property
    def partner_uploads(self) -> tuple[AttachmentRule, ...]:
        """Every place for a file that each partner has too."""
        asked = (
            question.as_upload()
            for section in self.partner_sections
            for question in section.questions
            if question.kind is QuestionKind.FILE
        )
        return (*(each for each in self.attachments if each.filled_by is Filler.EACH), *asked)

    def upload(self, code: str) -> AttachmentRule:
        return _found(self.uploads, code)

    def cost_category(self, code: str) -> CostCategory:
        return _found(self.cost_categories, code)

    def criterion_class(self, code: str) -> CriterionClass:
        return _found(self.classes, code)

    def criterion(self, code: str) -> Criterion:
        return _found(self.criteria, code)


def _found(parts: tuple[Any, ...], code: str) -> Any:
    for part in parts:
        if part.code == code:
            return part
    raise KeyError(code)
