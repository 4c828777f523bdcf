"""What expires when of awards: every source gives its own terms, the page says whose they are."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import nsmallest
from itertools import chain
from typing import Any

from django.utils.translation import gettext as _

from applicants.models import Submission
from funding.queries.expiries import awards, owed
from funding.queries.expiries.due import MOST, Due
from funding.queries.expiries.offers import offers
from wecare.core import clock
from wecare.core.components.formats import instant_due
from wecare.notices.engine.terms import Term

IN_CALENDAR = 100  # terms
SPANS = (30, 60, 90)  # days
SOURCES: tuple[Callable[[datetime], Iterable[Due]], ...] = (
    offers,
    awards.acceptances,
    awards.ends,
    awards.notices,
    awards.sureties,
    awards.durc,
    owed.recoveries,
    owed.instalments,
)


@dataclass(frozen=True, slots=True)
class Expiring:
    """A term and whose it is: `key` never changes, `waits_for` is who has to do something."""

    key: str
    at: datetime
    what: str
    organisation: str
    protocol: str
    call: str
    url: str
    waits_for: str


@dataclass(frozen=True, slots=True)
class Span:
    """The terms of some days; `days` is None for those that have passed."""

    days: int | None
    terms: tuple[Expiring, ...]


def expiring(until: datetime) -> list[Expiring]:
    """What expires until this instant and what has expired, the first first; at most `MOST`.

    As many queries for many terms as for one of each source.
    """
    found = chain.from_iterable(source(until) for source in SOURCES)
    near = nsmallest(MOST, found, key=lambda due: (due.at, due.key))
    whose = (
        Submission.objects.select_related("organisation", "call")
        .only("organisation__name", "call__title", "protocol_number", "protocol_year")
        .in_bulk({due.submission for due in near})
    )
    return [_told(due, whose[due.submission]) for due in near]


def _told(due: Due, of: Submission) -> Expiring:
    return Expiring(
        key=due.key,
        at=due.at,
        what=due.what,
        organisation=of.organisation.name,
        protocol=of.protocol,
        call=of.call.title,
        url=due.url,
        waits_for=due.waits_for,
    )


def spans(at: datetime) -> list[Span]:
    """What has expired at an instant, then what expires within 30, 60 and 90 days of it."""
    terms = expiring(at + timedelta(days=SPANS[-1]))
    found = [Span(None, tuple(term for term in terms if term.at <= at))]
    start = at
    for days in SPANS:
        end = at + timedelta(days=days)
        found.append(Span(days, tuple(term for term in terms if start < term.at <= end)))
        start = end
    return found


def office_terms(person: Any) -> Iterator[Term]:
    """The terms to come of awards, for whoever works on them."""
    if not person.has_perm("funding.view_awards"):
        return
    at = clock.now()
    coming = (term for term in expiring(at + timedelta(days=SPANS[-1])) if term.at > at)
    for _number, term in zip(range(IN_CALENDAR), coming, strict=False):
        yield Term(
            uid=term.key,
            at=term.at,
            title=f"{term.what}: {term.organisation}",
            text=_("%(call)s, prot. %(protocol)s. Entro %(closes)s (ora italiana).")
            % {"call": term.call, "protocol": term.protocol, "closes": instant_due(term.at)},
            path=term.url,
        )
