"""A lot as pages show it: its money for the bar, its rows as plain text."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django import template
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from calls.labels import StateLabel
from evaluation.enums import Outcome
from evaluation.labels import OUTCOMES
from evaluation.labels import why as why_sentences
from evaluation.models import RankedRow
from evaluation.queries.published import LotPart
from wecare.core.components import formats, signs

register = template.Library()


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row ready to be written: a list has thousands, so the template only puts text in place."""

    anchor: str
    position: str
    organisation: str
    title: str
    protocol: str
    points: str
    requested: str
    granted: str
    mark: str
    why: str
    is_own: bool
    is_last_paid: bool


@register.filter
def money_parts(part: LotPart) -> list[tuple[str, Decimal, str]]:
    """Granted and left, in euro."""
    return [
        (_("Assegnati"), part.granted, "committed"),
        (_("Non assegnati"), part.left, "available"),
    ]


@register.filter
def outcome_mark(row: RankedRow) -> StateLabel:
    """The outcome as word, tone and icon."""
    return OUTCOMES[Outcome(row.outcome)]


@register.simple_tag
def shown_rows(part: LotPart, own: Collection[int]) -> list[ShownRow]:
    """The rows of a lot; each outcome's sign is drawn once."""
    marks = {
        outcome.value: render_to_string("components/status.html", signs.status(_words(mark)))
        for outcome, mark in OUTCOMES.items()
    }
    return [_shown(row, marks[row.outcome], part.end_after, own) for row in part.rows]


def _words(mark: StateLabel) -> tuple[str, str, str]:
    label, tone, icon = mark
    return str(label), tone, icon


def _shown(row: RankedRow, mark: str, end_after: int | None, own: Collection[int]) -> ShownRow:
    return ShownRow(
        anchor=f"prot-{row.protocol.replace('/', '-')}",
        position=formats.ABSENT if row.position is None else str(row.position),
        organisation=row.organisation_name,
        title=row.title,
        protocol=row.protocol,
        points=formats.points(row.points),
        requested=formats.euro(row.requested),
        granted=formats.euro(row.granted),
        mark=mark,
        why=why_sentences(row.why),
        is_own=row.pk in own,
        is_last_paid=row.sequence == end_after,
    )
