"""Reads the wording of a part: a closed little language, which can name only its catalogue.

`{nome}` prints a value, `{nome in lettere}` an amount in words, `{nome in numero}` one for a table.
`[se nome]`, `[se non nome]`, `[altrimenti]`, `[fine]`: only if the value is there.
`[per ogni nome]`, `[fine]`: once for each row, whose fields are `{riga.campo}`.
`[tabella nome]`, one column a line, `[altrimenti]`, `[fine]`. `[a capo]` breaks the line in a cell.
`{{`, `[[` and `||` print a single sign. A line is a paragraph, or a point.
"""

import re
from collections.abc import Iterable, Mapping

from wecare.acts.engine.blocks import (
    COLUMNS_MAX,
    DEPTH_MAX,
    PART,
    SOURCE_MAX,
    CellBreak,
    Column,
    Each,
    If,
    LineEnd,
    Mark,
    Node,
    Part,
    Problem,
    Ref,
    Table,
    Text,
    Value,
)
from wecare.acts.engine.catalogue import COUNT, ROW, ROW_FIELDS, Entry, by_name, nearest
from wecare.acts.engine.tokens import Token, tokens_of
from wecare.acts.enums import EntryKind, Layout

FORMS = {
    EntryKind.AMOUNT: ("lettere", "numero"),
    EntryKind.INTEGER: ("lettere",),
}
WIDTHS = (5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 75)
CLOSERS = ("fine", "altrimenti")
_OPTIONS = re.compile(r"([0-9]{1,2})( numero)?")
_SPACE = re.compile(r"[ \t]+")
_SIGN = re.compile(r"[ \t]*([#+-])[ \t]+")
_ROWS = (EntryKind.ROWS,)


class _Stop(Exception):
    """Nothing after this place can be read."""


def read(
    part: str, source: str, entries: Iterable[Entry]
) -> tuple[tuple[Node, ...], list[Problem]]:
    """The nodes of the part, or why it cannot be read: then there are no nodes."""
    spec = PART[part]
    if len(source) > SOURCE_MAX:
        return (), [Problem(part, 1, 1, "too_long", str(len(source)), str(SOURCE_MAX))]
    if spec.required and not source.strip():
        return (), [Problem(part, 1, 1, "blank_part")]
    names = by_name(each for each in entries if spec.layout is not Layout.LINE or each.early)
    reader = _Reader(spec, source, names)
    nodes = reader.whole()
    return ((), reader.problems) if reader.problems else (nodes, [])


class _Reader:
    """Reads one part from its first token to its last."""

    def __init__(self, part: Part, source: str, names: Mapping[str, Entry]) -> None:
        self.part = part
        self.names = names
        self.tokens = tokens_of(source)
        self.at = 0
        self.row: Mapping[str, Entry] | None = None  # the fields of the row at hand
        self.problems: list[Problem] = []

    def whole(self) -> tuple[Node, ...]:
        try:
            nodes = self.nodes(depth=0, cell=False)
            if token := self.peek():
                raise self.stop(token, "fine", token.text)
        except _Stop:
            return ()
        return nodes

    def nodes(self, *, depth: int, cell: bool, starts_line: bool = True) -> tuple[Node, ...]:
        """What stands until a command that closes, or in a cell until its end."""
        found: list[Node] = []
        while token := self.peek():
            if token.kind == "command" and token.text in CLOSERS:
                break
            if cell and token.kind in {"line", "bar"}:
                if depth > 0:
                    raise self.stop(token, "cell")
                break
            self.at += 1
            match token.kind:
                case "line":
                    found.append(LineEnd())
                    starts_line = True
                    continue
                case "value":
                    found.append(self.value(token))
                case "command":
                    found.append(self.command(token, depth=depth, cell=cell, line=starts_line))
                    continue
                case "unclosed":
                    raise self.stop(token, "unclosed", token.text)
                case _:
                    found += self.text(token, starts_line=starts_line and not cell)
                    if not token.text.strip():
                        continue
            starts_line = False
        return tuple(found)

    def text(self, token: Token, *, starts_line: bool) -> list[Node]:
        sign = _SIGN.match(token.text) if starts_line and self.part.layout is Layout.FREE else None
        if sign and token.kind == "text":
            return [Mark(sign[1]), Text(token.text[sign.end() :])]
        return [Text(token.text)]

    def value(self, token: Token) -> Node:
        words = token.text.split()
        name, form = words[0] if words else "", ""
        if len(words) == 3 and words[1] == "in":  # noqa: PLR2004 -- name, in, form
            form = words[2]
        elif len(words) != 1:
            self.problem(token, "name", token.text)
            return Text("")
        ref = self.ref(token, name)
        if ref is None:
            return Text("")
        if not ref.is_count and ref.entry.kind in {EntryKind.FLAG, EntryKind.ROWS}:
            self.problem(token, str(ref.entry.kind), name)
        forms = ("lettere",) if ref.is_count else FORMS.get(ref.entry.kind, ())
        if form and form not in forms:
            self.problem(token, "form", form, ", ".join(forms), name)
        return Value(ref, form)

    def command(self, token: Token, *, depth: int, cell: bool, line: bool) -> Node:
        match token.text.split():
            case ["a", "capo"]:
                if not cell:
                    self.problem(token, "place", token.text)
                return CellBreak()
            case ["se", "non", name]:
                return self.condition(token, name, negated=True, depth=depth, cell=cell, line=line)
            case ["se", name]:
                return self.condition(token, name, negated=False, depth=depth, cell=cell, line=line)
            case ["per", "ogni", name]:
                return self.each(token, name, depth=depth, cell=cell, line=line)
            case ["tabella", name]:
                return self.table(token, name, depth=depth, cell=cell)
            case _:
                raise self.stop(token, "command", token.text)

    def condition(
        self, token: Token, name: str, *, negated: bool, depth: int, cell: bool, line: bool
    ) -> Node:
        ref = self.ref(token, name)
        self.deeper(token, depth)
        body = self.nodes(depth=depth + 1, cell=cell, starts_line=line)
        otherwise: tuple[Node, ...] = ()
        if self.closes(token) == "altrimenti":
            otherwise = self.nodes(depth=depth + 1, cell=cell, starts_line=line)
            if self.closes(token) == "altrimenti":
                raise self.stop(self.tokens[self.at - 1], "else_twice")
        return If(ref, negated, body, otherwise) if ref else Text("")

    def each(self, token: Token, name: str, *, depth: int, cell: bool, line: bool) -> Node:
        ref = self.rows(token, name)
        self.deeper(token, depth)
        self.row = by_name((*ref.entry.fields, *ROW_FIELDS)) if ref else {}
        body = self.nodes(depth=depth + 1, cell=cell, starts_line=line)
        if self.closes(token) == "altrimenti":
            raise self.stop(self.tokens[self.at - 1], "place", "altrimenti")
        self.row = None
        return Each(ref, body) if ref else Text("")

    def table(self, token: Token, name: str, *, depth: int, cell: bool) -> Node:
        if cell or self.part.layout is not Layout.FREE:
            self.problem(token, "place", token.text)
        ref = self.rows(token, name)
        self.deeper(token, depth)
        columns = self.columns(token, by_name((*ref.entry.fields, *ROW_FIELDS)) if ref else {})
        otherwise: tuple[Node, ...] = ()
        if self.closes(token) == "altrimenti":
            otherwise = self.nodes(depth=depth + 1, cell=False)
            if self.closes(token) == "altrimenti":
                raise self.stop(self.tokens[self.at - 1], "else_twice")
        return Table(ref, columns, otherwise) if ref else Text("")

    def columns(self, token: Token, fields: Mapping[str, Entry]) -> tuple[Column, ...]:
        found: list[Column] = []
        while (here := self.peek()) and here.kind != "command":
            if here.kind == "line" or not here.text.strip():
                self.at += 1
            else:
                found.append(self.column(here, fields))
        if not 1 <= len(found) <= COLUMNS_MAX:
            self.problem(token, "columns", str(len(found)), str(COLUMNS_MAX))
        elif sum(column.width for column in found) != 100:  # noqa: PLR2004 -- hundredths
            self.problem(token, "width", str(sum(column.width for column in found)))
        return tuple(found)

    def column(self, token: Token, fields: Mapping[str, Entry]) -> Column:
        """One line: heading | width | cell | total."""
        heading, options = self.plain_cell(token), self.plain_cell(token)
        found = _OPTIONS.fullmatch(options)
        if not found or int(found[1]) not in WIDTHS:
            self.problem(token, "column", options, ", ".join(str(each) for each in WIDTHS))
        self.row = fields
        cell = self.nodes(depth=0, cell=True)
        self.row = None
        total: tuple[Node, ...] = ()
        if (here := self.peek()) and here.kind == "bar":
            self.at += 1
            total = self.nodes(depth=0, cell=True)
        here = self.peek()
        if here and here.kind != "line" and here.text not in CLOSERS:
            raise self.stop(here, "place", here.text)
        width = int(found[1]) if found else 0
        return Column(heading, width, bool(found and found[2]), cell, total)

    def plain_cell(self, token: Token) -> str:
        text = ""
        while here := self.peek():
            self.at += 1
            if here.kind == "bar":
                return _SPACE.sub(" ", text).strip()
            if here.kind not in {"text", "twin"}:
                raise self.stop(here, "column", here.text, ", ".join(str(each) for each in WIDTHS))
            text += here.text
        raise self.stop(token, "open", token.text)

    def rows(self, token: Token, name: str) -> Ref | None:
        if self.row is not None:
            raise self.stop(token, "nested", name)
        ref = self.ref(token, name)
        if ref and (ref.is_count or ref.entry.kind not in _ROWS):
            self.problem(token, "needs_rows", name)
            return None
        return ref

    def ref(self, token: Token, name: str) -> Ref | None:
        head, _dot, field = name.partition(".")
        if self.row is not None and head == ROW:
            return self.known(token, name, field, self.row, in_row=True)
        if head == ROW:
            self.problem(token, "outside", name)
            return None
        rows, _dot, last = name.rpartition(".")
        if last == COUNT and rows in self.names and self.names[rows].kind is EntryKind.ROWS:
            return Ref(self.names[rows], in_row=False, is_count=True)
        return self.known(token, name, name, self.names, in_row=False)

    def known(
        self, token: Token, name: str, key: str, names: Mapping[str, Entry], *, in_row: bool
    ) -> Ref | None:
        if key in names:
            return Ref(names[key], in_row=in_row)
        if in_row and not names:  # the rows themselves are not known, and that has been said
            return None
        near = nearest(key, names) if len(key) <= 60 else ""  # noqa: PLR2004 -- longer than any name
        prefix = f"{ROW}." if in_row else ""
        self.problem(token, "nearest" if near else "name", name, f"{prefix}{near}")
        return None

    def peek(self) -> Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def closes(self, opening: Token) -> str:
        token = self.peek()
        if token is None:
            raise self.stop(opening, "open", opening.text)
        if token.kind != "command" or token.text not in CLOSERS:
            raise self.stop(token, "place", token.text)
        self.at += 1
        return token.text

    def deeper(self, token: Token, depth: int) -> None:
        if depth >= DEPTH_MAX:
            raise self.stop(token, "depth", token.text, str(DEPTH_MAX))

    def problem(
        self, token: Token, rule: str, value: str = "", limit: str = "", name: str = ""
    ) -> None:
        place = (self.part.code, token.line, token.column)
        self.problems.append(Problem(*place, rule, value[:60], limit, name))

    def stop(self, token: Token, rule: str, value: str = "", limit: str = "") -> _Stop:
        self.problem(token, rule, value, limit)
        return _Stop()
