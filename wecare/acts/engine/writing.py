"""Writes an act: the nodes of its parts over the frozen context, as plain texts that are laid out later.

What comes from the context is never read as wording again: it is text, whatever it holds. Steps and
characters are bounded, so that no wording runs for long.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, assert_never

from wecare.acts.engine.blocks import (
    CellBreak,
    Column,
    Each,
    If,
    LineEnd,
    Mark,
    Node,
    Part,
    Ref,
    Table,
    Text,
    Value,
)
from wecare.acts.engine.catalogue import value_at
from wecare.acts.enums import EntryKind, Layout
from wecare.core.money import euro, format_amount, format_plain, in_words

STEPS_MAX = 1_000_000
CHARACTERS_MAX = 8_000_000
LINE_MAX = 20_000  # characters of a paragraph, a point or a cell
ABSENT = "–"
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_LINES = {"#": "heading", "-": "points", "+": "lettered"}
_WHOLE = {Layout.POINTS: "points", Layout.NUMBERED: "numbered", Layout.TOTAL: "total"}


class WritingTooLong(Exception):
    """The wording asks for more steps or characters than an act may have."""


def write(
    parts: Iterable[tuple[Part, Sequence[Node]]], context: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """The parts that say something: code, heading, and blocks of plain text.

    A block `is` heading, paragraph, total, points, numbered, lettered or table; a table has columns
    and rows of cells, each with its lines.

    :raises WritingTooLong: if the act would be too long.
    """
    pen = _Pen(context)
    written = [
        {"code": part.code, "heading": part.heading, "blocks": pen.blocks(part, nodes)}
        for part, nodes in parts
    ]
    return [part for part in written if part["blocks"]]


def line(nodes: Sequence[Node], context: Mapping[str, Any]) -> str:
    """What the nodes say, in one line.

    :raises WritingTooLong: if it would be too long.
    """
    pen = _Pen(context)
    pen.go(nodes, None)
    return " ".join(text for text in pen.taken() if text)


class _Pen:
    """Writes lines one after another and remembers how much it has written."""

    def __init__(self, context: Mapping[str, Any]) -> None:
        self.context = context
        self.steps = 0
        self.characters = 0
        self.lines: list[tuple[str, list[str]]] = [("", [])]  # mark, pieces
        self.mark = ""
        self.done: list[dict[str, Any]] = []
        self.in_cell = False

    def blocks(self, part: Part, nodes: Sequence[Node]) -> list[dict[str, Any]]:
        self.done, self.lines, self.mark = [], [("", [])], ""
        self.go(nodes, None, part=part)
        self.flush(part)
        return self.done

    def taken(self) -> list[str]:
        texts = [_clean("".join(pieces)) for _mark, pieces in self.lines]
        if any(len(text) > LINE_MAX for text in texts):
            raise WritingTooLong
        return texts

    def flush(self, part: Part | None) -> None:
        """Lay the lines out so far, those of one kind together."""
        for (mark, _pieces), text in zip(self.lines, self.taken(), strict=True):
            if text and part:
                self.lay(_WHOLE.get(part.layout, _LINES.get(mark, "paragraph")), text)
        self.lines, self.mark = [("", [])], ""

    def lay(self, kind: str, text: str) -> None:
        if kind in {"heading", "paragraph", "total"}:
            self.done.append({"is": kind, "text": text})
        elif self.done and self.done[-1]["is"] == kind:
            self.done[-1]["items"].append(text)
        else:
            self.done.append({"is": kind, "items": [text]})

    def go(
        self, nodes: Sequence[Node], row: Mapping[str, Any] | None, *, part: Part | None = None
    ) -> None:
        for node in nodes:
            self.step()
            match node:
                case Text(text):
                    self.put(text)
                case Value(ref, form):
                    self.value(ref, form, row)
                case Mark() | LineEnd() | CellBreak():
                    self.turn(node)
                case If(ref, negated, body, otherwise):
                    holds = _holds(ref, self.found(ref, row))
                    self.go(otherwise if holds is negated else body, row, part=part)
                case Each(ref, body):
                    for each in self.rows(ref):
                        self.step()
                        self.go(body, each, part=part)
                case Table():
                    self.table(node, part)
                case _:
                    assert_never(node)

    def turn(self, node: Mark | LineEnd | CellBreak) -> None:
        """Give the line at hand its sign, or begin another."""
        if isinstance(node, Mark):
            self.mark = node.sign
            self.lines[-1] = (node.sign, self.lines[-1][1])
        else:
            self.mark = ""
            self.lines.append(("", []))

    def value(self, ref: Ref, form: str, row: Mapping[str, Any] | None) -> None:
        found = self.found(ref, row)
        if ref.entry.kind is EntryKind.PARAGRAPHS and not ref.is_count:
            self.points([_as_text(point) for point in found] if type(found) is list else [])
        else:
            self.put(_clean(_formed(ref, form, found)))

    def points(self, texts: Sequence[str]) -> None:
        """Each text on a line of its own; in a cell, one after the other."""
        for place, text in enumerate(text for text in texts if text.strip()):
            self.step()
            if place and self.in_cell:
                self.put(" ")
            elif place:
                self.lines.append((self.mark, []))
            self.put(_clean(text))

    def table(self, table: Table, part: Part | None) -> None:
        rows = self.rows(table.ref)
        if not rows:
            self.go(table.otherwise, None, part=part)
            return
        self.flush(part)
        columns = table.columns
        total = [self.cell(each, each.total, None) for each in columns]
        self.done.append(
            {
                "is": "table",
                "columns": [
                    {"heading": each.heading, "width": each.width, "number": each.is_number}
                    for each in columns
                ],
                "rows": [[self.cell(each, each.cell, row) for each in columns] for row in rows],
                "total": total if any(cell["lines"] for cell in total) else [],
            }
        )

    def cell(
        self, column: Column, nodes: Sequence[Node], row: Mapping[str, Any] | None
    ) -> dict[str, Any]:
        """The lines of a cell; the lines that were being written wait."""
        waiting = (self.lines, self.mark)
        self.lines, self.in_cell = [("", [])], True
        self.step()
        self.go(nodes, row)
        lines = [text for text in self.taken() if text]
        (self.lines, self.mark), self.in_cell = waiting, False
        return {"lines": lines, "number": column.is_number}

    def rows(self, ref: Ref) -> list[dict[str, Any]]:
        found = value_at(self.context, ref.entry.source)
        rows = [each for each in found if type(each) is dict] if type(found) is list else []
        return [
            {**each, "": {"numero": place, "ultima": place == len(rows)}}
            for place, each in enumerate(rows, start=1)
        ]

    def found(self, ref: Ref, row: Mapping[str, Any] | None) -> Any:
        if ref.is_count:
            return len(self.rows(ref))
        if not ref.in_row:
            return value_at(self.context, ref.entry.source)
        place = row or {}
        if not ref.entry.source:  # of the row itself: its number, whether it is the last
            return place.get("", {}).get(ref.entry.name)
        return value_at(place, ref.entry.source)

    def put(self, text: str) -> None:
        self.characters += len(text)
        if self.characters > CHARACTERS_MAX:
            raise WritingTooLong
        self.lines[-1][1].append(text)

    def step(self) -> None:
        self.steps += 1
        if self.steps > STEPS_MAX:
            raise WritingTooLong


def _is_blank(value: Any) -> bool:
    return value is None or value == [] or (type(value) is str and not value.strip())


def _holds(ref: Ref, value: Any) -> bool:
    """Whether a value is there: blank text, nothing, no rows and zero are not."""
    if ref.entry.kind is EntryKind.AMOUNT and not _is_blank(value):
        return euro(value) != 0
    return not _is_blank(value) and bool(value)


def _as_text(value: Any) -> str:
    """Words as they are; a whole number too, where a context was frozen when the name was one."""
    if type(value) is int:
        return str(value)
    return value if type(value) is str else ""


def _formed(ref: Ref, form: str, value: Any) -> str:
    kind = EntryKind.INTEGER if ref.is_count else ref.entry.kind
    match kind:
        case EntryKind.AMOUNT:
            return _amount(value, form)
        case EntryKind.INTEGER:
            return _integer(value, form)
        case EntryKind.POINTS:
            return format_plain(value) if type(value) is str and value else ABSENT
        case EntryKind.TEXT | EntryKind.DATE | EntryKind.PARAGRAPHS:
            return _as_text(value)
        case EntryKind.FLAG | EntryKind.ROWS:
            return ""
        case _:
            assert_never(kind)


def _amount(value: Any, form: str) -> str:
    if type(value) is not str or not value:
        return ABSENT if form == "numero" else ""
    amount = euro(value)
    if form == "lettere":
        return in_words(amount)
    return format_plain(amount) if form == "numero" else format_amount(amount)


def _integer(value: Any, form: str) -> str:
    if type(value) is not int:
        return ""
    return in_words(Decimal(value)).partition("/")[0] if form == "lettere" else str(value)


def _clean(text: str) -> str:
    return _SPACE.sub(" ", text).strip(" ")
