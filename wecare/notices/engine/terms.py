"""What expires when: each app says which terms of a person it knows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Term:
    """An instant by which a person should have done something.

    `uid` never changes; `sequence` grows when the instant moves; `path` is where it is done; `since`
    is when it began to run, where that is known.
    """

    uid: str
    at: datetime
    title: str
    text: str
    path: str
    sequence: int = 1
    since: datetime | None = None


Provider = Callable[[Any], Iterable[Term]]
_providers: dict[str, Provider] = {}


def register(name: str, provider: Provider) -> None:
    """Let the terms of a person be asked of this provider too.

    :raises ValueError: if another provider has this name.
    """
    if _providers.setdefault(name, provider) is not provider:
        raise ValueError(f"There is already a provider of terms named {name}.")


def terms_of(person: Any) -> list[Term]:
    """Everything the apps know, the first to expire first."""
    found = [term for _name, each in sorted(_providers.items()) for term in each(person)]
    return sorted(found, key=lambda term: (term.at, term.uid))
