"""Filters for awards."""

from typing import Any

from django import template

from funding.enums import AwardState, ReductionKind
from funding.labels import AWARD_STATES, REDUCTION_KINDS
from funding.models import Award

register = template.Library()


@register.filter
def award_mark(award: Award) -> tuple[Any, ...]:
    """The state of the award as word, tone and icon."""
    return AWARD_STATES[AwardState(award.state)]


@register.filter
def reduction_said(kind: str) -> Any:
    """Why an award gives less, in words."""
    return REDUCTION_KINDS[ReductionKind(kind)]
