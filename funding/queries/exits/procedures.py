"""How awards end or lose a part: the open procedures, who left, and who would be next."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Prefetch, QuerySet
from django.utils.timezone import localdate

from evaluation.engine.entries import EntryRefused
from evaluation.engine.publication import Change
from evaluation.engine.ties import UnsettledTie
from evaluation.labels import sentence
from evaluation.models import Departure
from evaluation.queries.scrolling import last_definitive, scroll_input
from funding.engine.revoking import concludes_on
from funding.models import (
    Acknowledgment,
    Award,
    Closure,
    Revocation,
    RevocationFile,
    RevocationObservation,
)


def revocations() -> QuerySet[Revocation]:
    """Every procedure with its observations and files, the last first."""
    observations = RevocationObservation.objects.select_related("filed_by").prefetch_related(
        Prefetch("files", RevocationFile.objects.select_related("file").order_by("pk"))
    )
    return (
        Revocation.objects.select_related(
            "act", "draft", "started_by", "assessed_by", "closed_by", "award__submission"
        )
        .defer("award__submission__content")
        .prefetch_related(Prefetch("observations", observations.order_by("pk")))
        .order_by("-pk")
    )


def open_revocations() -> QuerySet[Revocation]:
    """The procedures that run with whose they are, the first to be answered first."""
    return (
        Revocation.objects.filter(closed_at=None)
        .select_related("award__submission", "award__organisation")
        .defer("award__submission__content")
        .prefetch_related("observations")
        .order_by("answer_until", "pk")
    )


def last_observed(revocation: Revocation) -> datetime | None:
    """When the beneficiary last answered the notice."""
    return max((each.filed_at for each in revocation.observations.all()), default=None)


def conclude_by(revocation: Revocation) -> date:
    """The last day to conclude the procedure, without the days in which it stood still."""
    observed = last_observed(revocation)
    return concludes_on(
        localdate(revocation.started_at),
        days=revocation.conclude_days,
        answer_until=localdate(revocation.answer_until - timedelta(seconds=1)),
        last_observation=None if observed is None else localdate(observed),
    )


def departure_of(award: Award) -> Departure | None:
    """How the application of the award left the list, if it did."""
    return (
        Departure.objects.filter(submission=award.submission_id)
        .select_related("act", "recorded_by")
        .order_by("pk")
        .first()
    )


def acknowledgment_of(award: Award) -> Acknowledgment | None:
    """The end that was begun of an award whose application left."""
    return (
        Acknowledgment.objects.filter(award=award)
        .select_related("draft", "act", "departure")
        .order_by("pk")
        .first()
    )


def closure_of(award: Award) -> Closure | None:
    """How the award was closed, if it was."""
    return Closure.objects.filter(award=award).select_related("act", "closed_by").first()


@dataclass(frozen=True, slots=True)
class NextInLine:
    """Whether the list is to be scrolled, and who would get how much more; or why nobody can say."""

    is_due: bool
    rows: list[tuple[Change, Decimal]]
    problem: str = ""


def next_in_line(award: Award) -> NextInLine:
    """Who would have the money that came back to the lots of the award's call."""
    base = last_definitive(award.decree.ranked_list.call).first()
    if base is None:
        return NextInLine(False, [])
    given = scroll_input(base)
    try:
        return NextInLine(given.is_new, given.next_up if given.is_new else [])
    except UnsettledTie as tie:
        return NextInLine(True, [], sentence(tie.fact))
    except EntryRefused as refusal:
        return NextInLine(True, [], " ".join(sentence(each) for each in refusal.facts))
