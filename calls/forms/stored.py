"""Between the forms and the draft: what is stored as text becomes a value, and back."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.forms import BaseForm, Field

from wecare.core.fields import AmountField, ItalianDateField, ItalianDateTimeField

YES, NO = "yes", "no"  # how a choice between two shows a stored flag
_READERS: tuple[tuple[type[Field], Callable[[str], Any]], ...] = (
    (AmountField, Decimal),
    (ItalianDateTimeField, datetime.fromisoformat),
    (ItalianDateField, date.fromisoformat),
)


def as_initial(fields: Mapping[str, Field], stored: object) -> dict[str, Any]:
    """The stored values of a part, as its fields show them; what cannot be read stays out."""
    if not isinstance(stored, Mapping):
        return {}
    return {name: _shown(field, stored[name]) for name, field in fields.items() if name in stored}


def as_typed(fields: Mapping[str, Field], data: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    """What was typed in each field of a part, as it was typed."""
    return {
        name: field.widget.value_from_datadict(data, {}, f"{prefix}-{name}")  # type: ignore[arg-type]
        for name, field in fields.items()
    }


def _shown(field: Field, value: Any) -> Any:
    if isinstance(value, bool):
        return YES if value else NO
    reader = next((read for kind, read in _READERS if isinstance(field, kind)), None)
    if reader is None or not isinstance(value, str):
        return value
    try:
        return reader(value) if value else None
    except (InvalidOperation, ValueError):
        return value


def as_stored(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """What a form understood, as the draft keeps it: numbers as text, instants in UTC."""
    return {name: _kept(value) for name, value in cleaned.items() if name not in ("DELETE", "was")}


def _kept(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    return value


def said(form: BaseForm) -> list[dict[str, str]]:
    """What a form holds as a person reads it, field by field."""
    return [
        {"label": str(field.label), "said": _read(field.field, field.value())}
        for field in form.visible_fields()
    ]


def _read(field: Field, value: Any) -> str:
    """The value of a field in words: the labels of what was chosen, dates as they are typed."""
    if value is None or value == "":
        return ""
    chosen = {str(key): str(label) for key, label in getattr(field, "choices", [])}
    if chosen:
        values = value if isinstance(value, list) else [value]
        return ", ".join(chosen.get(str(each), str(each)) for each in values)
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return str(value)
