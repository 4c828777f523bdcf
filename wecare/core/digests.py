"""One canonical form for values and its SHA-256. Form 1: see `plain`."""

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

CANONICAL_FORMAT = 1


def sha256(content: bytes) -> str:
    """The SHA-256 of the bytes, in lower-case hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def digest(value: Any) -> str:
    """The SHA-256 of the value's canonical bytes."""
    return sha256(canonical(value))


def canonical(value: Any) -> bytes:
    """The same bytes for equal values, whatever the order their keys were written in.

    :raises TypeError: if the value holds something with no canonical form (floats among them).
    :raises ValueError: if it holds a naive datetime, a number that is not finite, a lone surrogate.
    """
    return _written(plain(value))


def digest_of_plain(value: Any) -> str:
    """The same as `digest` for what `plain` has given already, which is not gone through again."""
    return sha256(_written(value))


def _written(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def plain(value: Any) -> Any:
    """The value in JSON's own types: what is stored, and what `canonical` writes.

    Text is NFC, decimals are strings, instants are ISO 8601 in UTC with microseconds, enums their
    values, tuples lists.
    """
    kind = type(value)  # the frequent ones first: whole applications pass here
    if kind is str:
        return value if value.isascii() else unicodedata.normalize("NFC", value)
    if kind is dict:
        return _plain_mapping(value)
    if kind is list or kind is tuple:
        return [plain(each) for each in value]
    if value is None or kind is int or kind is bool:
        return value
    return _plain_of_others(value)


def _plain_of_others(value: Any) -> Any:
    match value:
        case Enum():
            return plain(value.value)
        case Mapping():
            return _plain_mapping(value)
        case list() | tuple():
            return [plain(each) for each in value]
        case None | bool() | int():
            return value
        case _:
            return _plain_text(value)


def _plain_mapping(value: Mapping[Any, Any]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, each in value.items():
        name = plain(key)
        if not isinstance(name, str):
            raise TypeError(f"A key is text, not {type(key).__name__}.")
        if name in result:
            raise ValueError(f"Two keys are the same text: {name!r}.")
        result[name] = plain(each)
    return result


def _plain_text(value: Any) -> str:
    match value:
        case str():
            return unicodedata.normalize("NFC", str(value))
        case Decimal():
            if not value.is_finite():
                raise ValueError(f"{value} is not a finite number.")
            return format(value, "f")
        case datetime():
            if value.utcoffset() is None:
                raise ValueError(f"The instant {value} has no offset.")
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date():
            return value.isoformat()
        case UUID():
            return str(value)
        case _:
            raise TypeError(f"{type(value).__name__} has no canonical form.")
