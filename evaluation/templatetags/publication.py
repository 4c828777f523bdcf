"""A list after its publication, as pages and print show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from calls.labels import StateLabel
from evaluation.engine.publication import days_end
from evaluation.enums import DepartureKind, ListStage, ObservationAnswer, OfferReply, Outcome
from evaluation.labels import OUTCOMES
from evaluation.labels.publication import (
    DEPARTURES,
    LIST_STAGES,
    OBSERVATION_ANSWERS,
    OFFER_REPLIES,
    TO_ANSWER,
)
from evaluation.labels.publication import last_day as last_day_of
from evaluation.models import Departure, Observation, OfferAnswer, RankedList
from wecare.core.components import formats

register = template.Library()


@dataclass(frozen=True, slots=True)
class Told:
    """A change between two versions, in words."""

    lot: str
    protocol: str
    organisation: str
    title: str
    before: str
    after: str


@register.filter
def stage_mark(ranked_list: RankedList) -> StateLabel:
    """Provisional or definitive, as word, tone and icon."""
    return LIST_STAGES[ListStage(ranked_list.stage)]


@register.filter
def answer_mark(observation: Observation) -> StateLabel:
    """The answer, or that there is none yet."""
    if not observation.answer:
        return TO_ANSWER
    return OBSERVATION_ANSWERS[ObservationAnswer(observation.answer)]


@register.filter
def hides_persons(rows: list[Mapping[str, Any]]) -> bool:
    """Whether some row is a natural person's, of whom not all is published."""
    return any(not row["fiscal_code"] for row in rows)


@register.filter
def departure_words(departure: Departure) -> str | Promise:
    """How somebody left."""
    return DEPARTURES[DepartureKind(departure.kind)]


@register.filter
def reply_words(answer: OfferAnswer) -> str | Promise:
    """What was answered to an offer."""
    return OFFER_REPLIES[OfferReply(answer.reply)]


@register.filter
def left_words(kind: str) -> str | Promise:
    """How somebody left, from what a published document says."""
    return DEPARTURES[DepartureKind(kind)]


@register.filter
def last_day(until: datetime | None) -> str:
    """The last whole day before the end of some days."""
    return formats.ABSENT if until is None else last_day_of(until)


@register.filter
def days_after(published_at: datetime, days: int) -> str:
    """The last of the days after a publication."""
    return last_day_of(days_end(published_at, days))


@register.filter
def told_changes(changes: list[Mapping[str, Any]]) -> list[Told]:
    """What changed from the version before, row by row."""
    return [
        Told(
            lot=each["lot"],
            protocol=each["protocol"],
            organisation=each["organisation_name"],
            title=each["title"],
            before=_standing(each["before"]) or _("non c'era"),
            after=_standing(each["after"]) or _("non c'è più"),
        )
        for each in changes
    ]


def _standing(row: Mapping[str, Any] | None) -> str:
    if row is None:
        return ""
    parts = [str(OUTCOMES[Outcome(row["outcome"])][0])]
    if row["position"] is not None:
        parts.insert(0, _("posto %(position)s") % {"position": row["position"]})
    if row["points"] is not None:
        parts.append(_("%(points)s punti") % {"points": formats.points(row["points"])})
    if Decimal(row["granted"]):
        parts.append(formats.euro(row["granted"]))
    return ", ".join(parts)
