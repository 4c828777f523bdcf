"""What a form asks, as plain values: read from the very fields that ask it."""

from collections.abc import Iterator
from typing import Any

from django import forms

from calls.enums import QuestionKind
from wecare.core.fields import AmountField, ItalianDateField

_KINDS: tuple[tuple[type[forms.Field], str], ...] = (
    (forms.MultipleChoiceField, "several"),
    (forms.ChoiceField, QuestionKind.CHOICE.value),
    (AmountField, QuestionKind.MONEY.value),
    (ItalianDateField, QuestionKind.DATE.value),
    (forms.IntegerField, QuestionKind.NUMBER.value),
)
_LINE = "line"

Values = dict[str, Any]


def fields_of(form: forms.Form) -> Iterator[Values]:
    """Each visible field of a form."""
    for bound in form.visible_fields():
        yield field_of(bound.name, bound.field)


def field_of(name: str, field: forms.Field) -> Values:
    """A field with its help, and the choices that say something."""
    kind = next((word for each, word in _KINDS if isinstance(field, each)), _LINE)
    choices = [str(label) for value, label in getattr(field, "choices", ()) if value]
    return {
        "code": name,
        "label": str(field.label),
        "help": str(field.help_text),
        "required": field.required,
        "kind": kind,
        "choices": choices,
    }
