"""The office's list of awards: narrowed, ordered, a page at a time, whatever their number."""

import re
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Prefetch, Q, QuerySet

from applicants.models import Submission
from calls.models import Call
from evaluation.queries.published import LONG
from funding.enums import AwardState
from funding.models import Award, Decree
from funding.queries.awards.naming import named, of_organisations
from funding.queries.awards.standing import Standing, standings
from wecare.core import clock
from wecare.core.keyset import page_of

PAGE = 25
MOST_CALLS = 300  # that a person may choose from
_MOST_NAMED = (
    2000  # organisations that are looked for one by one; of more, the awards come soon anyway
)
_PROTOCOL = re.compile(r"([0-9]{1,9})[/-]([0-9]{4})", re.ASCII)
_LONGEST_NUMBER = 9  # digits of a protocol
_YEARS = 15  # for which a number alone is looked for


class Order(StrEnum):
    """How the list is ordered: the column, with a minus for the greatest first."""

    NEWEST = "-granted_at"
    OLDEST = "granted_at"
    GREATEST = "-amount"
    SMALLEST = "amount"


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for; what is empty narrows nothing.

    `text` is a protocol (number/year), a fiscal code or its beginning, or a part of the name.
    """

    text: str = ""
    call: str = ""
    state: AwardState | None = None
    order: Order = Order.NEWEST


@dataclass(frozen=True, slots=True)
class AwardPage:
    """Awards with their money, and where the next page begins; blank on the last."""

    rows: tuple[tuple[Award, Standing], ...]
    following: str


def page(sought: Sought, *, after: str = "") -> AwardPage:
    """A page of the list; as many queries however many the awards."""
    found = page_of(_narrowed(sought), by=sought.order.value, after=after, size=PAGE)
    money = standings(found.rows)
    return AwardPage(tuple((award, money[award.pk]) for award in found.rows), found.following)


def calls() -> list[tuple[str, str]]:
    """Code and title of the calls that have a decree, the last begun first."""
    with_decree = Decree.objects.order_by().values("ranked_list__call")
    found = Call.objects.filter(pk__in=with_decree).order_by("-pk").values_list("code", "title")
    return list(found[:MOST_CALLS])


def _narrowed(sought: Sought) -> QuerySet[Award]:
    awards = _listed()
    if sought.state is not None:
        awards = awards.filter(state=sought.state.value)
    if sought.call:
        awards = awards.filter(decree__ranked_list__call__code=sought.call)
    return _of_text(awards, sought.text)


def _of_text(awards: QuerySet[Award], text: str) -> QuerySet[Award]:
    if not text:
        return awards
    if protocol := _PROTOCOL.fullmatch(text):
        number, year = protocol.groups()
        return awards.filter(
            submission__protocol_number=int(number), submission__protocol_year=int(year)
        )
    return of_organisations(awards, named(text), or_else=_numbered(text))


def _numbered(text: str) -> Q | None:
    """The awards whose application has this number, in one of the last years."""
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER):
        return None
    this_year = clock.today().year
    numbered = Submission.objects.filter(
        protocol_year__in=range(this_year - _YEARS, this_year + 1), protocol_number=int(text)
    )
    return Q(submission__in=list(numbered.order_by("pk").values_list("pk", flat=True)))


def _listed() -> QuerySet[Award]:
    """Awards with what their rows say; decrees, lists and rules are read once for all of their awards."""
    decrees = (
        Decree.objects.select_related("act", "ranked_list__call", "ranked_list__rulebook")
        .defer("act__context", *(f"ranked_list__{each}" for each in LONG if "__" not in each))
        .order_by("pk")
    )
    return (
        Award.objects.select_related("submission", "organisation")
        .defer("submission__content")
        .prefetch_related(Prefetch("decree", decrees))
    )
