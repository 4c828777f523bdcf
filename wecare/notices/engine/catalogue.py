"""The kinds of letters that the apps write: each registers its own when it is loaded.

A letter has a name, which is the name of its shipped templates (`emails/<name>.txt`), what it is for,
and the placeholders by which the office may write it anew.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from wecare.notices.enums import LetterKind

COMMON = "notices/office"  # the office's own letter, which no app writes

Secrets = Callable[[Mapping[str, Any]], Mapping[str, str]]
"""From the context of a letter: what its words hold in place of a secret → what leaves instead."""


class Overtaken(Exception):
    """What the letter carried is of no use any more: it does not leave."""


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One thing that the office may name in its words: `{name}`, from the context's `source`."""

    name: str
    source: str
    label: Any  # text, perhaps translated when it is shown
    example: str


@dataclass(frozen=True, slots=True)
class LetterType:
    """A letter that an app writes. `example` is a context with which its shipped words are shown."""

    name: str
    title: Any  # text, perhaps translated when it is shown
    kind: LetterKind = LetterKind.NEWS
    placeholders: tuple[Placeholder, ...] = ()
    example: Mapping[str, Any] | None = None
    tag_source: str = "call_code"  # where the context says what the letter is about

    def tag(self, context: Mapping[str, Any]) -> str:
        """What the letter is about, to whoever knows; nothing if the context does not say."""
        return str(context.get(self.tag_source, ""))

    @property
    def known(self) -> tuple[str, ...]:
        return tuple(each.name for each in self.placeholders)

    def values(self, context: Mapping[str, Any]) -> dict[str, str]:
        """Placeholder → its text; a list becomes lines, what is not there is empty."""
        return {each.name: _said(context.get(each.source)) for each in self.placeholders}

    def examples(self) -> dict[str, str]:
        """Placeholder → an example."""
        return {each.name: each.example for each in self.placeholders}


_types: dict[str, LetterType] = {}
_secrets: dict[str, Secrets] = {}


def register(letter: LetterType) -> None:
    """Make the letter known.

    :raises ValueError: if another one has this name.
    """
    if _types.setdefault(letter.name, letter) != letter:
        raise ValueError(f"There is already a letter named {letter.name}.")


def letter_type(name: str) -> LetterType:
    """The letter of this name; one that nobody registered has no placeholders and is news."""
    return _types.get(name) or LetterType(name, name)


def keeps_secrets(name: str, secrets: Secrets) -> None:
    """Let something stand in letters of this name only once they leave: what is kept never has it.

    :raises ValueError: if another function does so for this letter.
    """
    if _secrets.setdefault(name, secrets) is not secrets:
        raise ValueError(f"The letter {name} has its secrets already.")


def leaving(name: str, body: str, context: Mapping[str, Any]) -> str:
    """The words with their secrets, for the mail server's eyes only.

    :raises Overtaken: if the secret would open nothing.
    """
    secrets = _secrets.get(name)
    for held, left in (secrets(context) if secrets else {}).items():
        body = body.replace(held, left)
    return body


def is_registered(name: str) -> bool:
    return name in _types


def letter_types() -> tuple[LetterType, ...]:
    """All of them, by name."""
    return tuple(_types[name] for name in sorted(_types))


def _said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return "\n".join(f"- {each}" for each in value)
    return str(value)
