"""Filters for awards."""

from typing import Any

from django import template

from funding.enums import AwardState
from funding.labels import AWARD_STATES
from funding.models import Award

register = template.Library()


@register.filter
def award_mark(award: Award) -> tuple[Any, ...]:
    """The state of the award as word, tone and icon."""
    return AWARD_STATES[AwardState(award.state)]
