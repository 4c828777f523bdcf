"""What expires when of awards, each part of the app telling its own terms."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from heapq import nsmallest
from itertools import chain
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from evaluation.enums import ListStage, Outcome, RankedListState
from evaluation.models import Departure, OfferAnswer, RankedList, RankedRow
from evaluation.queries.published import LONG
from evaluation.queries.scrolling import offer_until
from funding.models import Award
from funding.queries.project_ends import standing_projects
from wecare.acts.models import IN_FORCE
from wecare.core import clock
from wecare.core.components.formats import instant_due
from wecare.core.fields import ROME
from wecare.ledger.enums import AccountKind
from wecare.ledger.queries import held_by_protocol
from wecare.notices.engine.terms import Term

MOST = 300  # terms of a page
IN_CALENDAR = 100  # terms
SPANS = (30, 60, 90)  # days


@dataclass(frozen=True, slots=True)
class Expiring:
    """A term of an award or of an offer: `key` never changes, `waits_for` is who has to do something."""

    key: str
    at: datetime
    what: str
    organisation: str
    protocol: str
    call: str
    url: str
    waits_for: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """The terms of some days; `days` is None for those that have passed."""

    days: int | None
    terms: tuple[Expiring, ...]


def _offers(until: datetime) -> Iterable[Expiring]:
    """Offers in part that nobody answered, of lists that no decree carries out yet."""
    later = RankedList.objects.filter(
        call=OuterRef("call"),
        state=RankedListState.PUBLISHED.value,
        stage=ListStage.DEFINITIVE.value,
        version__gt=OuterRef("version"),
    )
    lists = (
        RankedList.objects.filter(
            state=RankedListState.PUBLISHED.value,
            stage=ListStage.DEFINITIVE.value,
            rulebook__body__terms__offer_days__isnull=False,
        )
        .exclude(rulebook__body__terms__offer_days=None)
        .exclude(decree__act__state__in=IN_FORCE)
        .filter(~Exists(later))
    )
    answered = OfferAnswer.objects.filter(
        ranked_list=OuterRef("ranked_list"), submission=OuterRef("submission")
    )
    rows = (
        RankedRow.objects.filter(
            ranked_list__in=lists.order_by().values("pk"), outcome=Outcome.PARTLY_FUNDED.value
        )
        .filter(~Exists(answered))
        .filter(~Exists(Departure.objects.filter(submission=OuterRef("submission"))))
        .select_related("ranked_list__rulebook", "ranked_list__call", "submission__organisation")
        .defer(
            "submission__content", *(f"ranked_list__{name}" for name in LONG if "__" not in name)
        )
        .order_by("pk")
    )
    for row in rows:
        at = offer_until(row)
        if at is None or at > until:
            continue
        yield Expiring(
            key=f"offerta-{row.pk}",
            at=at - timedelta(seconds=1),  # still in the last day
            what=_("Risposta a un'offerta parziale"),
            organisation=row.submission.organisation.name,
            protocol=row.protocol,
            call=row.ranked_list.call.title,
            url=reverse("evaluation:drawing", args=[row.ranked_list.call.code]),
            waits_for=_("il beneficiario"),
        )


def _ends(until: datetime) -> Iterable[Expiring]:
    """Ends of projects of which something is still to be paid."""
    left = held_by_protocol(AccountKind.COMMITTED)
    last = localdate(until)
    near = nsmallest(
        MOST,
        (
            (ends, pk)
            for pk, protocol, ends in standing_projects()
            if ends is not None and ends <= last and protocol in left
        ),
    )
    awards = (
        Award.objects.select_related("organisation", "submission", "decree__ranked_list__call")
        .only(
            "organisation__name",
            "submission__protocol_number",
            "submission__protocol_year",
            "decree__ranked_list__call__title",
        )
        .in_bulk([pk for _day, pk in near])
    )
    for day, pk in near:
        award = awards[pk]
        yield Expiring(
            key=f"progetto-{pk}",
            at=datetime.combine(day, time(23, 59, 59), tzinfo=ROME),
            what=_("Fine del progetto, con una parte ancora da pagare"),
            organisation=award.organisation.name,
            protocol=award.submission.protocol,
            call=award.decree.ranked_list.call.title,
            url=reverse("funding:award", args=[pk]),
            waits_for=_("il beneficiario"),
        )


SOURCES: tuple[Callable[[datetime], Iterable[Expiring]], ...] = (_offers, _ends)


def expiring(until: datetime) -> list[Expiring]:
    """What expires until this instant and what has expired, the first first; at most `MOST`."""
    found = chain.from_iterable(source(until) for source in SOURCES)
    return nsmallest(MOST, found, key=lambda term: (term.at, term.key))


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
