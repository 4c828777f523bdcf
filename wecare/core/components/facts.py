"""Reads one fact of a row, whether the caller hands over a record, a dataclass or a mapping."""

from collections.abc import Mapping


def fact(row: object, name: str, default: object = "") -> object:
    """The named fact, or the default when the row has no such fact or it is None."""
    value = row.get(name) if isinstance(row, Mapping) else getattr(row, name, None)
    return default if value is None else value
