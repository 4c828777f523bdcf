"""Words of ranked lists for templates, printed and shown."""

from django import template
from django.template.context import Context

from evaluation.documents import (
    PrintedPart,
    computed_remarks,
    outcome_words,
    printed_parts,
    remarks,
    why_words,
)

register = template.Library()

register.filter("outcome_words", outcome_words)
register.filter("why_words", why_words)
register.filter("remarks", remarks)
register.filter("computed_remarks", computed_remarks)


@register.simple_tag(takes_context=True)
def list_parts(context: Context) -> tuple[PrintedPart, ...]:
    """The lots of the published document that is the template's context."""
    return printed_parts({name: context[name] for name in ("rules", "rows", "lots")})
