"""What the wording of an act is made of: its parts in their order, and what each line can hold."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from wecare.acts.engine.catalogue import Entry, gettext_noop
from wecare.acts.enums import Layout

SOURCE_MAX = 20_000  # characters of a part
DEPTH_MAX = 5  # conditions inside conditions
COLUMNS_MAX = 12
_HEADER = re.compile(r"^== ([a-z]+) ==$", re.MULTILINE)
Wording: TypeAlias = tuple[tuple[str, str], ...]  # part, source


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an act: the heading it prints, how its lines are set, whether an act needs it."""

    code: str
    title: str
    heading: str
    layout: Layout
    required: bool = False


PARTS = (
    Part("object", gettext_noop("Oggetto proposto"), "", Layout.LINE),
    Part("seen", gettext_noop("Visti"), "Visti", Layout.POINTS, required=True),
    Part("premises", gettext_noop("Premesso che"), "Premesso che", Layout.POINTS, required=True),
    Part("noted", gettext_noop("Dato atto che"), "Dato atto che", Layout.POINTS),
    Part("considered", gettext_noop("Considerato che"), "Considerato che", Layout.POINTS),
    Part("held", gettext_noop("Ritenuto di"), "Ritenuto di", Layout.POINTS),
    Part("clauses", gettext_noop("Attestazioni"), "", Layout.FREE),
    Part("decision", gettext_noop("Determina"), "Determina", Layout.NUMBERED, required=True),
    Part("expense", gettext_noop("Spesa"), "", Layout.TOTAL),
    Part("tables", gettext_noop("Tabelle"), "", Layout.FREE),
    Part("publication", gettext_noop("Pubblicazione"), "Pubblicazione", Layout.FREE, required=True),
    Part("appeal", gettext_noop("Ricorsi"), "Ricorsi", Layout.FREE, required=True),
    Part("annexes", gettext_noop("Allegati"), "", Layout.FREE),
)
PART = {part.code: part for part in PARTS}


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a part cannot be read, and where; the sentence is in `labels`.

    `rule` is blank_part, too_long, unclosed, command, name, nearest, outside, form, flag, rows, nested,
    needs_rows, fine, open, place, depth, columns, column, width, cell, else_twice.
    """

    part: str
    line: int
    column: int
    rule: str
    value: str = ""
    limit: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Ref:
    """A name of the catalogue as the wording uses it; `in_row` if it is a field of the row."""

    entry: Entry
    in_row: bool
    is_count: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """Words as they are printed."""

    text: str


@dataclass(frozen=True, slots=True)
class Value:
    """A value, in figures or in the form that was asked for."""

    ref: Ref
    form: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """The line at hand is a heading or a point."""

    sign: str


@dataclass(frozen=True, slots=True)
class LineEnd:
    """The line ends here."""


@dataclass(frozen=True, slots=True)
class CellBreak:
    """The cell goes on in a new line."""


@dataclass(frozen=True, slots=True)
class If:
    """What is printed if the value is there, and what if it is not."""

    ref: Ref
    negated: bool
    body: tuple["Node", ...]
    otherwise: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Each:
    """What is printed for each row."""

    ref: Ref
    body: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: width in hundredths, and what its cells and its total say."""

    heading: str
    width: int
    is_number: bool
    cell: tuple["Node", ...]
    total: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a row for each row; without rows, what is said instead."""

    ref: Ref
    columns: tuple[Column, ...]
    otherwise: tuple["Node", ...]


Node: TypeAlias = Text | Value | Mark | LineEnd | CellBreak | If | Each | Table


def parts_from(text: str, *, standard: Mapping[str, str] | None = None) -> Wording:
    """The parts of a wording kept in one text, each under its `== code ==`.

    Those it does not give are the standard ones, if there are any.

    :raises ValueError: if a part is not known, or the text begins outside of one.
    """
    pieces = _HEADER.split(text)
    if pieces[0].strip() or any(code not in PART for code in pieces[1::2]):
        raise ValueError("The wording has parts that are not known.")
    given = dict(zip(pieces[1::2], pieces[2::2], strict=True))
    clean = {code: source.strip("\n") for code, source in given.items()}
    return whole({**(standard or {}), **clean})


def whole(given: Mapping[str, str]) -> Wording:
    """All the parts in their order, the missing ones empty."""
    return tuple((part.code, given.get(part.code, "")) for part in PARTS)
