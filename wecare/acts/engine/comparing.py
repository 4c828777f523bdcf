"""What changed from one version of the words to another, line by line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from wecare.acts.engine.blocks import PARTS, Part


@dataclass(frozen=True, slots=True)
class Line:
    """A line that stayed (`same`), went (`gone`) or came (`new`)."""

    sign: str
    text: str


@dataclass(frozen=True, slots=True)
class PartChange:
    """A part with at least one line that changed."""

    part: Part
    lines: tuple[Line, ...]


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[PartChange, ...]:
    """The parts that changed, whole, each line with its sign."""
    return tuple(
        PartChange(part, tuple(_lines(before.get(part.code, ""), after.get(part.code, ""))))
        for part in PARTS
        if before.get(part.code, "") != after.get(part.code, "")
    )


def _lines(before: str, after: str) -> Iterator[Line]:
    old, new = before.splitlines(), after.splitlines()
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for sign, start, end, begin, stop in matcher.get_opcodes():
        if sign == "equal":
            yield from (Line("same", text) for text in old[start:end])
        else:
            yield from (Line("gone", text) for text in old[start:end])
            yield from (Line("new", text) for text in new[begin:stop])
