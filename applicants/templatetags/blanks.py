"""Room to write on a printed form."""

from django import template

register = template.Library()


@register.filter
def times(count: int) -> range:
    """As many turns as there are lines or rows."""
    return range(count)
