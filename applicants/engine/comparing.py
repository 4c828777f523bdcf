"""Two texts word by word, and two sets of things by name: what stayed, what came, what went."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

LONGEST_COMPARED = 8000  # words of both texts together; longer ones are shown whole, side by side
_WORDS = re.compile(r"\s+|[^\s]+")


class Change(StrEnum):
    """What became of a thing from the earlier text to the later."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words, and whether it is in both texts, only in the later or only in the earlier."""

    change: Change
    text: str


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """The words of both texts in order; empty where they are too long to be told word by word."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) + len(new) > LONGEST_COMPARED * 2:  # spaces count as words too
        return ()
    found: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece(Change.SAME, "".join(old[i1:i2])))
            continue
        if i2 > i1:
            found.append(Piece(Change.REMOVED, "".join(old[i1:i2])))
        if j2 > j1:
            found.append(Piece(Change.ADDED, "".join(new[j1:j2])))
    return tuple(found)


def change_of(before: str | None, after: str | None) -> Change:
    """What became of a value; None where there was or is none."""
    if before is None:
        return Change.SAME if after is None else Change.ADDED
    if after is None:
        return Change.REMOVED
    return Change.SAME if before == after else Change.CHANGED


def by_key(
    before: Mapping[str, str], after: Mapping[str, str]
) -> list[tuple[str, str | None, str | None]]:
    """Every key with its value before and after: first those that were, then those that came."""
    return [
        *((key, value, after.get(key)) for key, value in before.items()),
        *((key, None, value) for key, value in after.items() if key not in before),
    ]
