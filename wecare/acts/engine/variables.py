"""Typed variables of a template: what may stand in them, how it is kept and how it is printed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, assert_never

from wecare.acts.engine import years
from wecare.acts.enums import VariableKind
from wecare.core.money import euro, format_amount, in_words

MONTHS = [
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
]
Words = Any  # text, or text that is translated when it is read
TEXT_MAX = 1_000  # characters
PARAGRAPHS_MAX = 20_000
_LINES = re.compile(r"\n+")


@dataclass(frozen=True, slots=True)
class Variable:
    """A blank of the template: its type, and how the form asks for it."""

    name: str
    label: Words
    kind: VariableKind
    required: bool = True
    help: Words = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", VariableKind(self.kind))


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a value cannot stand in a variable; the sentence is in `labels`."""

    variable: Variable
    rule: str  # missing | type | length | range | unknown | years_*, see `years.year_shares`
    value: str = ""
    limit: int = 0


def refusals_of(variables: Sequence[Variable], values: Mapping[str, Any]) -> tuple[Refusal, ...]:
    """Why the values typed so far cannot be kept; a blank one can."""
    known = {variable.name for variable in variables}
    found = [
        Refusal(Variable(name, name, VariableKind.TEXT), "unknown")
        for name in sorted(set(values) - known)
    ]
    for variable in variables:
        value = values.get(variable.name)
        if not _is_blank(value):
            refusal = _refusal(variable, value)
            found += [refusal] if refusal else []
    return tuple(found)


def missing_of(variables: Sequence[Variable], values: Mapping[str, Any]) -> tuple[Variable, ...]:
    """The required variables still blank."""
    return tuple(
        variable
        for variable in variables
        if variable.required and _is_blank(values.get(variable.name))
    )


def stored(variables: Sequence[Variable], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as JSON keeps them: amounts and dates are strings, blanks are left out."""
    return {
        variable.name: _stored(variable, values[variable.name])
        for variable in variables
        if not _is_blank(values.get(variable.name))
    }


def printed(variables: Sequence[Variable], values: Mapping[str, Any]) -> dict[str, Any]:
    """The stored values as a printed template reads them; every variable is present.

    Text and integers are themselves; paragraphs are a list; a date has `value` and `text`; an amount
    has `value`, `text` and `words`; budget years are a line of text. A blank one is None, or an empty
    list.
    """
    return {variable.name: _printed(variable, values.get(variable.name)) for variable in variables}


def day_in_words(day: date) -> str:
    """The date as acts write it: `12 giugno 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def reference(*, kind: str, number: int | None, sector: str, year: int | None) -> str:
    """The number of an act: `DD 12/A2203A/2026`; dots where it is not given yet."""
    return f"{kind} {number or '…'}/{sector}/{year or '…'}"


def _is_blank(value: Any) -> bool:
    return value is None or value == "" or (isinstance(value, str) and not value.strip())


def _refusal(variable: Variable, value: Any) -> Refusal | None:
    match variable.kind:
        case VariableKind.TEXT:
            return _text_refusal(variable, value, limit=TEXT_MAX)
        case VariableKind.PARAGRAPHS:
            return _text_refusal(variable, value, limit=PARAGRAPHS_MAX)
        case VariableKind.DATE:
            return Refusal(variable, "type", str(value)) if _date(value) is None else None
        case VariableKind.AMOUNT:
            return _number_refusal(variable, value, number=_amount(value))
        case VariableKind.INTEGER:
            return _number_refusal(variable, value, number=_integer(value))
        case VariableKind.YEARS:
            return _years_refusal(variable, value)
        case _:
            assert_never(variable.kind)


def _text_refusal(variable: Variable, value: Any, *, limit: int) -> Refusal | None:
    if not isinstance(value, str):
        return Refusal(variable, "type", str(value))
    return Refusal(variable, "length", str(len(value)), limit) if len(value) > limit else None


def _years_refusal(variable: Variable, value: Any) -> Refusal | None:
    try:
        years.year_shares(value)
    except years.YearsRefused as refused:
        return Refusal(variable, refused.rule, refused.value, refused.limit)
    return None


def _number_refusal(
    variable: Variable, value: Any, *, number: Decimal | int | None
) -> Refusal | None:
    if number is None:
        return Refusal(variable, "type", str(value))
    return Refusal(variable, "range", str(value)) if number < 0 else None


def _stored(variable: Variable, value: Any) -> Any:
    match variable.kind:
        case VariableKind.TEXT | VariableKind.PARAGRAPHS:
            return value
        case VariableKind.DATE:
            return str(_date(value))
        case VariableKind.AMOUNT:
            return str(_amount(value))
        case VariableKind.INTEGER:
            return _integer(value)
        case VariableKind.YEARS:
            return years.kept(years.year_shares(value))
        case _:
            assert_never(variable.kind)


def _printed(variable: Variable, value: Any) -> Any:
    match variable.kind:
        case VariableKind.PARAGRAPHS:
            return [part.strip() for part in _LINES.split(value or "") if part.strip()]
        case _ if _is_blank(value):
            return None
        case VariableKind.TEXT | VariableKind.INTEGER:
            return value
        case VariableKind.DATE:
            return {"value": value, "text": day_in_words(date.fromisoformat(value))}
        case VariableKind.AMOUNT:
            return printed_amount(euro(value))
        case VariableKind.YEARS:
            return years.said(years.year_shares(value))
        case _:
            assert_never(variable.kind)


def printed_amount(amount: Decimal) -> dict[str, str]:
    """An amount as acts write it, in figures and in words."""
    return {"value": str(amount), "text": format_amount(amount), "words": in_words(amount)}


def _date(value: Any) -> date | None:
    if isinstance(value, date):
        return None if isinstance(value, datetime) else value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def _amount(value: Any) -> Decimal | None:
    if not isinstance(value, str | Decimal | int) or isinstance(value, bool):
        return None
    try:
        amount = euro(value)
    except ValueError:
        return None
    return amount if amount == Decimal(value) else None


def _integer(value: Any) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    text = str(value).strip()
    return int(text) if re.fullmatch(r"-?[0-9]{1,9}", text) else None
