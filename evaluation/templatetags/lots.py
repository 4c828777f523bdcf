"""The money of a lot, as the bar shows it."""

from decimal import Decimal

from django import template
from django.utils.translation import gettext as _

from evaluation.enums import Outcome
from evaluation.labels import OUTCOMES, StateLabel
from evaluation.labels import why as why_sentences
from evaluation.models import RankedRow
from evaluation.queries.published import LotPart

register = template.Library()


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


@register.filter
def row_why(row: RankedRow) -> str:
    """Why the row stands there and has that money."""
    return why_sentences(row.why)
