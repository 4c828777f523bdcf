"""The register of who was granted what (arts. 26 and 27 D.Lgs 33/2013), fed by acts in force alone.

A beneficiary is in it for a year in which more than 1 000 € were granted. These are welfare calls:
of a natural person, also where a firm is one, neither name nor fiscal code is ever said, nor looked in
(art. 26 c. 4). What is said of the rest is what the acts and the published lists say.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import ExtractYear, Length
from django.utils.timezone import localdate

from evaluation.engine.privacy import (
    OF_A_PERSON,
    PUBLISHED_OVER,
    UNNAMED,
    is_of_a_person,
    published_code,
)
from evaluation.enums import RankedListState
from funding.enums import AwardState, ReductionKind
from funding.models import Award, Reduction
from funding.queries.awards.naming import named, of_organisations
from wecare.acts.labels import OFFICES
from wecare.acts.models import IN_FORCE, Act
from wecare.core.batches import batches
from wecare.core.fields import ROME
from wecare.core.keyset import page_of
from wecare.core.money import ZERO, total

PAGE = 25
NEWEST_FIRST = "-granted_at"


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for; what is empty narrows nothing. `year` is the one of the grant."""

    text: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Cut:
    """What an award lost while it stands, in euro, and the act that says so where there is one."""

    kind: ReductionKind
    amount: Decimal
    act: Act | None


@dataclass(frozen=True, slots=True)
class Granted:
    """One grant as everyone reads it. Amounts in euro; of a natural person no name and no code."""

    award: Award
    cuts: tuple[Cut, ...] = field(default=())

    @property
    def pk(self) -> int:
        return self.award.pk

    @property
    def is_of_a_person(self) -> bool:
        return is_of_a_person(self.award.organisation.fiscal_code)

    @property
    def beneficiary(self) -> str:
        return UNNAMED if self.is_of_a_person else self.award.organisation.name

    @property
    def fiscal_code(self) -> str:
        return published_code(self.award.organisation.fiscal_code)

    @property
    def protocol(self) -> str:
        """The protocol of the application; a person's would lead to the name."""
        return "" if self.is_of_a_person else self.award.submission.protocol

    @property
    def title(self) -> str:
        return self.award.submission.title

    @property
    def amount(self) -> Decimal:
        return self.award.amount

    @property
    def cut(self) -> Decimal:
        return total(each.amount for each in self.cuts)

    @property
    def left(self) -> Decimal:
        """What is granted today: nothing of what ended."""
        return self.amount - self.cut if self.stands else ZERO

    @property
    def stands(self) -> bool:
        return self.award.state == AwardState.GRANTED

    @property
    def state(self) -> AwardState:
        return AwardState(self.award.state)

    @property
    def granted_on(self) -> date:
        return self.act.adopted_on or localdate(self.award.granted_at)

    @property
    def ended_on(self) -> date | None:
        return localdate(self.award.ended_at) if self.award.ended_at else None

    @property
    def act(self) -> Act:
        return self.award.decree.act

    @property
    def end(self) -> Act | None:
        """The act by which it ended."""
        if self.award.ended_act is not None:
            return self.award.ended_act
        return self.award.ended_by.act if self.award.ended_by is not None else None

    @property
    def office(self) -> str:
        """The office that answers for it: sector and name."""
        _directorate, name = OFFICES.get(self.act.sector, ("", ""))
        return f"{self.act.sector} – {name}" if name else self.act.sector

    @property
    def manager(self) -> str:
        """Who answers for it: as the act names them, or who adopted it."""
        return str(self.act.variables.get("manager") or self.act.adopted_by or "")

    @property
    def call_code(self) -> str:
        return self.award.decree.ranked_list.call.code

    @property
    def call_title(self) -> str:
        return self.award.decree.ranked_list.call.title

    @property
    def list_version(self) -> int | None:
        """The published list by which it was chosen."""
        chosen = self.award.decree.ranked_list
        return chosen.version if chosen.state == RankedListState.PUBLISHED else None

    @property
    def is_demonstration(self) -> bool:
        return self.award.decree.ranked_list.call.demonstration


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """A page of the register, and where the next one begins; blank on the last."""

    rows: tuple[Granted, ...]
    following: str


def page(sought: Sought, *, after: str = "") -> RegisterPage:
    """A page of the register, the last granted first; as many queries however many the rows."""
    found = page_of(_listed(sought), by=NEWEST_FIRST, after=after, size=PAGE)
    return RegisterPage(tuple(_read(found.rows)), found.following)


def rows(sought: Sought) -> Iterator[Granted]:
    """Every row, in the order of the pages, some at a time."""
    for batch in batches(_listed(sought).order_by(NEWEST_FIRST, "-pk")):
        yield from _read(batch)


def is_longer_than(limit: int, sought: Sought) -> bool:
    """Whether the register has more rows than these."""
    return len(_published(sought).order_by()[: limit + 1].values_list("pk")) > limit


def one(pk: int) -> Granted | None:
    """The row of one award, if it is in the register."""
    return next(_read(_listed(Sought()).filter(pk=pk)), None)


def years() -> list[int]:
    """The years of the register, the last first."""
    first = _in_force().order_by("granted_at").values_list("granted_at", flat=True).first()
    last = _in_force().order_by("-granted_at").values_list("granted_at", flat=True).first()
    if first is None or last is None:
        return []
    return list(range(localdate(last).year, localdate(first).year - 1, -1))


def _in_force() -> QuerySet[Award]:
    return Award.objects.filter(decree__act__state__in=IN_FORCE)


def _published(sought: Sought) -> QuerySet[Award]:
    """The awards of who was granted more than the threshold in the same year.

    Of a project granted anew in the year the greatest amount counts, once.
    """
    found = _in_year(_in_force(), sought.year)
    return _of_text(found, sought.text).filter(
        Q(amount__gt=PUBLISHED_OVER) | Q(pk__in=_small_ones_published())
    )


def _small_ones_published() -> Any:
    """The awards within the threshold of who was granted more in the year, all together."""
    year = ExtractYear("granted_at", tzinfo=ROME)
    greater = (
        _in_force()
        .annotate(year=year)
        .filter(
            Q(amount__gt=OuterRef("amount")) | Q(amount=OuterRef("amount"), pk__gt=OuterRef("pk")),
            submission=OuterRef("submission"),
            year=OuterRef("year"),
        )
    )
    theirs = (
        _in_force()
        .annotate(year=year)
        .filter(organisation=OuterRef("organisation"), year=OuterRef("year"))
        .filter(~Exists(greater))
        .order_by()
        .values("organisation")
        .annotate(sum=Sum("amount"))
        .filter(sum__gt=PUBLISHED_OVER)
        .values("organisation")
    )
    small = Award.objects.filter(amount__lte=PUBLISHED_OVER).annotate(year=year)
    return small.filter(Exists(theirs)).order_by().values("pk")


def _in_year(awards: QuerySet[Award], year: int | None) -> QuerySet[Award]:
    if year is None:
        return awards
    return awards.filter(
        granted_at__gte=datetime(year, 1, 1, tzinfo=ROME),
        granted_at__lt=datetime(year + 1, 1, 1, tzinfo=ROME),
    )


def _of_text(awards: QuerySet[Award], text: str) -> QuerySet[Award]:
    """Those with the text in the name of a body, or at the beginning of its fiscal code.

    Nobody is found by what the register does not say.
    """
    if not text:
        return awards
    bodies = named(text).annotate(code_length=Length("fiscal_code"))
    return of_organisations(awards, bodies.exclude(code_length=OF_A_PERSON))


def _listed(sought: Sought) -> QuerySet[Award]:
    return (
        _published(sought)
        .select_related(
            "organisation",
            "submission",
            "ended_act",
            "ended_by__act",
            "decree__act__adopted_by",
            "decree__ranked_list__call",
        )
        .defer(
            "submission__content",
            "decree__act__context",
            "ended_act__context",
            "ended_by__act__context",
            "decree__ranked_list__input",
            "decree__ranked_list__data",
            "decree__ranked_list__call__draft",
            "decree__ranked_list__call__published_draft",
            "decree__ranked_list__call__search_text",
        )
    )


def _read(awards: Iterable[Award]) -> Iterator[Granted]:
    """The awards with what they lost by acts in force, or by a saving that no act says."""
    awards = list(awards)
    cuts: dict[int, list[Cut]] = {}
    lost = (
        Reduction.objects.filter(Q(act=None) | Q(act__state__in=IN_FORCE), award__in=awards)
        .select_related("act")
        .defer("act__context")
    )
    for each in lost.order_by("recorded_at", "pk"):
        cut = Cut(ReductionKind(each.kind), each.amount, each.act)
        cuts.setdefault(each.award_id, []).append(cut)
    for award in awards:
        yield Granted(award, tuple(cuts.get(award.pk, ())))
