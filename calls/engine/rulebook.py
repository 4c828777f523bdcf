"""The rulebook: the rules of a call as one value, published once and never edited after.

Points are judged per criterion on its own scale (0 to ``maximum``) and count ``weight`` times;
thresholds of a criterion are on the unweighted points, those of a class and of the total on the
weighted ones. Knows no form, no page and no database.

A rulebook keeps the format it was published in: its fields of a later format hold their defaults and
are not written, so its digest stays what it was.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, Self

from calls.engine import codec
from calls.engine.access import Access
from calls.engine.asking import AttachmentRule, Question, Section
from calls.engine.codec import since
from calls.engine.computing import Computation
from calls.engine.lots import Reserve
from calls.engine.spending import Amounts, CostCategory, Duration
from calls.engine.terms import Terms
from calls.enums import (
    Aggregation,
    AllocationPolicy,
    ArticleTopic,
    OrganisationKind,
    Procedure,
    QuestionKind,
    TieKind,
)

FORMAT = 3
READABLE = (1, 2, 3)


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


@dataclass(frozen=True, slots=True)
class CriterionClass:
    """A group of criteria, with the points it must reach."""

    code: str
    title: str
    threshold: Decimal | None = None


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
