"""How the obligation of a document is shown."""

from django import template

from calls.enums import Obligation
from calls.labels import OBLIGATIONS, StateLabel

register = template.Library()


@register.filter
def obligation_mark(obligation: Obligation) -> StateLabel:
    """The obligation as word, tone and icon."""
    return OBLIGATIONS[obligation]
