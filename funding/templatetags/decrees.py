"""Filters for decrees."""

from typing import Any

from django import template

from funding.models import Decree
from wecare.acts.enums import ActState
from wecare.acts.labels import ACT_STATE_MARK

register = template.Library()


@register.filter
def decree_mark(decree: Decree) -> tuple[Any, ...]:
    """The state of the act as word, tone and icon."""
    return ACT_STATE_MARK[ActState(decree.act.state)]
