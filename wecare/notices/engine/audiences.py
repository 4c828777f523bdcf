"""To whom the office may write: each app says which groups of people it can name.

Letters know nothing of calls: an audience answers with addressees, and what it is narrowed by (a call)
is an opaque tag.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from wecare.notices.enums import Channel


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody a letter is for: a person, or a plain address with its name.

    `mark` tells addressees of one mailing apart, and makes its letters written once. `values` fill
    placeholders. `copies` are the people who find a copy in their inbox, by number.
    """

    mark: str
    name: str
    address: str
    person_id: int | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    copies: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Audience:
    """A group that can be written to: everyone it answers for a tag, in a lasting order."""

    code: str
    label: Any  # text, perhaps translated when it is shown
    channel: Channel
    addressees: Callable[[str], Iterable[Addressee]]
    tags: Callable[[], Iterable[tuple[str, str]]]  # what it can be narrowed by, each with its words
    common: Callable[[str], Mapping[str, str]]  # placeholders that are the same for all


_audiences: dict[str, Audience] = {}


def register(audience: Audience) -> None:
    """Let the office write to it.

    :raises ValueError: if another audience has this code.
    """
    if _audiences.setdefault(audience.code, audience) is not audience:
        raise ValueError(f"There is already an audience {audience.code}.")


def audience(code: str) -> Audience:
    """The audience of this code.

    :raises KeyError: if no app offers it.
    """
    return _audiences[code]


def audiences() -> tuple[Audience, ...]:
    """All of them, in the order they were registered."""
    return tuple(_audiences.values())
