"""Words of ranked lists for templates, printed and shown."""

from collections.abc import Iterable, Mapping
from typing import Any

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
from evaluation.labels.money import parts_said

register = template.Library()

register.filter("outcome_words", outcome_words)
register.filter("why_words", why_words)
register.filter("remarks", remarks)
register.filter("computed_remarks", computed_remarks)
register.filter("parts_said", parts_said)


@register.filter
def parts_of(row: Mapping[str, Any]) -> list[str]:
    """What each fund pays of a printed row; nothing in documents that know of no several funds."""
    return parts_said(row.get("parts", {}))


@register.filter
def is_paid_together(parts: Iterable[PrintedPart]) -> bool:
    """Whether several funds pay some lot of the document."""
    return any(part.funds for part in parts)


@register.filter
def is_paid_by_what_stands(rules: Mapping[str, Any]) -> bool:
    """Whether what stands on the funds says who pays, not the cents of the lots (from format 6 on)."""
    return bool(rules.get("free"))


@register.simple_tag(takes_context=True)
def list_parts(context: Context) -> tuple[PrintedPart, ...]:
    """The lots of the published document that is the template's context."""
    return printed_parts({name: context[name] for name in ("rules", "rows", "lots")})
