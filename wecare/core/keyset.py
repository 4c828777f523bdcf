"""Pages of long lists kept by the place reached and not by counting: the last costs as the first."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

_APART = "~"  # in no number, no instant
_LONGEST = 80  # characters of a place
_BIGGEST_KEY = 2**63 - 1


@dataclass(frozen=True, slots=True)
class KeysetPage:
    """Some rows, and the place after which the next page begins; blank on the last."""

    rows: tuple[Any, ...]
    following: str


def page_of(rows: QuerySet[Any], *, by: str, after: str, size: int) -> KeysetPage:
    """A page of the rows ordered by one column of theirs and then by their key, both ways alike.

    `by` is the column, with a minus for the greatest first; it is never null. `after` is the
    `following` of the page above: one that cannot be read gives the first page.
    """
    column, reverse = by.lstrip("-"), by.startswith("-")
    ordered = rows.order_by(by, "-pk" if reverse else "pk")
    place = _read(rows, column, after)
    if place is not None:
        value, pk = place
        beyond = "lt" if reverse else "gt"
        ordered = ordered.filter(
            Q(**{f"{column}__{beyond}e": value})  # by which an index begins at the place
            & (Q(**{f"{column}__{beyond}": value}) | Q(**{f"pk__{beyond}": pk}))
        )
    found = tuple(ordered[: size + 1])
    if len(found) <= size:
        return KeysetPage(found, "")
    return KeysetPage(found[:size], _written(found[size - 1], column))


def _written(row: Any, column: str) -> str:
    value = getattr(row, column)
    text = value.isoformat() if hasattr(value, "isoformat") else str(value)
    return f"{text}{_APART}{row.pk}"


def _read(rows: QuerySet[Any], column: str, text: str) -> tuple[Any, int] | None:
    if not text or len(text) > _LONGEST or "\x00" in text:
        return None
    said, apart, key = text.rpartition(_APART)
    if not apart or not key.isascii() or not key.isdigit() or int(key) > _BIGGEST_KEY:
        return None
    field = rows.model._meta.get_field(column)  # noqa: SLF001 -- Django documents it
    try:
        value = field.to_python(said)
        field.run_validators(value)
    except (ValidationError, ValueError, ArithmeticError):
        return None
    return (value, int(key)) if value is not None else None
