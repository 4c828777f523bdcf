"""Reading the frozen values of a receipt."""

from datetime import date, datetime

from django import template

register = template.Library()


@register.filter
def as_instant(text: str) -> datetime:
    """The instant that was frozen as text."""
    return datetime.fromisoformat(text)


@register.filter
def as_day(text: str) -> date:
    """The day that was frozen as text."""
    return date.fromisoformat(text)
