"""Turn frozen dataclasses into plain JSON values and back, refusing what does not fit.

A field that joined a value in a later edition says so (`since`). Written in an earlier edition, the
value leaves it out; read from one, it takes its default. So what was published keeps its bytes.
"""

import dataclasses
import types
import typing
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")
_AS_THEY_ARE = frozenset({str, int, bool, type(None)})


def since(edition: int, default: Any) -> Any:
    """Declare a field of a dataclass that earlier editions do not have."""
    return dataclasses.field(default=default, metadata={"since": edition})


class FormatRefused(ValueError):
    """Unable to read a JSON value as the type it should hold; names the place."""


def to_json(value: object, *, edition: int | None = None) -> Any:
    """Write a value as JSON: decimals as strings, instants in UTC, tuples as lists.

    :raises TypeError: if the value has no such form; floats have none.
    """
    kind = type(value)
    if kind in _AS_THEY_ARE:
        return value
    if kind is Decimal:
        return format(value, "f")
    if isinstance(value, tuple):
        return [to_json(item, edition=edition) for item in value]
    if isinstance(value, Mapping):
        return {str(key): to_json(item, edition=edition) for key, item in value.items()}
    if dataclasses.is_dataclass(kind):
        return {
            name: to_json(getattr(value, name), edition=edition) for name in _hints(kind, edition)
        }
    return _scalar_to_json(value)


def _scalar_to_json(value: object) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    msg = f"{type(value).__name__} has no JSON form"
    raise TypeError(msg)


def from_json(kind: type[T], data: object, *, place: str = "", edition: int | None = None) -> T:
    """Read a dataclass from its JSON form; absent fields take their defaults.

    :raises FormatRefused: if a field is unknown, absent without default, or of another type.
    """
    if not isinstance(data, Mapping):
        raise FormatRefused(f"{place or kind.__name__}: an object is expected")
    hints = _hints(typing.cast("Any", kind), edition)
    if unknown := sorted(set(data) - set(hints)):
        raise FormatRefused(f"{place or kind.__name__}: unknown fields {', '.join(unknown)}")
    values = {
        name: _read(hint, data[name], f"{place}.{name}" if place else name, edition)
        for name, hint in hints.items()
        if name in data
    }
    try:
        return kind(**values)
    except TypeError as problem:
        raise FormatRefused(f"{place or kind.__name__}: {problem}") from problem


@cache
def _hints(kind: type[Any], edition: int | None) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    return {
        field.name: hints[field.name]
        for field in dataclasses.fields(kind)
        if edition is None or field.metadata.get("since", 1) <= edition
    }


def _read(hint: Any, data: object, place: str, edition: int | None) -> Any:
    origin = typing.get_origin(hint)
    if origin in {types.UnionType, typing.Union}:
        return _read_optional(hint, data, place, edition)
    if origin is tuple:
        if not isinstance(data, list | tuple):
            raise FormatRefused(f"{place}: a list is expected")
        (item,) = (part for part in typing.get_args(hint) if part is not Ellipsis)
        return tuple(_read(item, value, f"{place}[{n}]", edition) for n, value in enumerate(data))
    if origin is not None:
        return _read_mapping(hint, data, place, edition)
    if dataclasses.is_dataclass(hint):
        return from_json(typing.cast("type", hint), data, place=place, edition=edition)
    return _read_scalar(hint, data, place)


def _read_optional(hint: Any, data: object, place: str, edition: int | None) -> Any:
    if data is None:
        return None
    (present,) = (part for part in typing.get_args(hint) if part is not types.NoneType)
    return _read(present, data, place, edition)


def _read_mapping(hint: Any, data: object, place: str, edition: int | None) -> Any:
    if not isinstance(data, Mapping):
        raise FormatRefused(f"{place}: an object is expected")
    _key, item = typing.get_args(hint)
    return {str(key): _read(item, value, f"{place}.{key}", edition) for key, value in data.items()}


def _read_scalar(hint: Any, data: object, place: str) -> Any:
    if hint is bool or hint is int:
        if type(data) is not hint:
            raise FormatRefused(f"{place}: {hint.__name__} is expected")
        return data
    if not isinstance(data, str):
        raise FormatRefused(f"{place}: text is expected")
    if hint is Decimal:
        return _decimal(data, place)
    try:
        return hint.fromisoformat(data) if hint in {date, datetime} else hint(data)
    except ValueError as problem:
        raise FormatRefused(f"{place}: {problem}") from problem


def _decimal(text: str, place: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation as problem:
        raise FormatRefused(f"{place}: a number is expected") from problem
    if not number.is_finite():
        raise FormatRefused(f"{place}: a finite number is expected")
    return number
