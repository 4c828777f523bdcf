"""A fact: what a rule found, as a code and its values; `labels` makes the sentence of it.

The last word of a value's name says what it is, so that it can be shown:
``_amount`` euro, ``_day`` a day, ``_percent`` per cent, ``_points`` points, ``_micros`` an instant as whole
microseconds since 1970, ``_at`` an instant, ``_span`` months, ``_number`` a bare number, ``_kinds`` kinds of organisation; anything else is
shown as it stands.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from calls.engine.codec import to_json


@dataclass(frozen=True, slots=True)
class Fact:
    """What a rule found; two facts with the same code read alike."""

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Write the fact as JSON, numbers as strings."""
        return {"code": self.code, "values": to_json(self.values)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read a fact; its values stay the strings they were stored as."""
        return cls(code=str(data["code"]), values=dict(data["values"]))


def fact(code: str, **values: object) -> Fact:
    """State a fact."""
    return Fact(code=code, values=values)
