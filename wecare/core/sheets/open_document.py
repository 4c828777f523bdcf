"""ODS: the first table of the content, read as a stream; the XML is parsed without entities.

A cell or a row that is repeated is written once with a count: it is repeated here, within bounds.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element, ParseError
from zipfile import BadZipFile

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from wecare.core.sheets.cells import (
    MOST_COLUMNS,
    MOST_ROWS,
    Cell,
    Cells,
    broken,
    formula_at,
    opened,
)

KIND = "ODS"
_OFFICE, _TABLE, _TEXT = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "table", "text")
)
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_NUMBERS = ("float", "currency", "percentage")
_MOST_SPACES = 100


def rows(content: bytes) -> Iterator[tuple[int, Cells]]:
    """Read the rows of the first table.

    :raises UploadRefused: if it is no such document or a broken one, too large, or has a formula.
    """
    try:
        with opened(content, kind=KIND) as archive, archive.open("content.xml") as stream:
            yield from _read(iterparse(stream, events=("end",)))
    except (
        KeyError,
        ValueError,  # DefusedXmlException among them
        DefusedXmlException,
        ParseError,
        BadZipFile,
        OSError,
        EOFError,
        NotImplementedError,
    ) as problem:
        raise broken(KIND) from problem


def _read(parsed: Iterator[tuple[str, Element]]) -> Iterator[tuple[int, Cells]]:
    number = 0
    for _event, element in parsed:
        if element.tag == f"{_TABLE}table":
            return
        if element.tag != f"{_TABLE}table-row":
            continue
        cells = tuple(_cells(element, number + 1))
        times = _count(element, "rows")
        element.clear()
        if all(cell == "" for cell in cells):
            number += times
            continue
        for _time in range(times):
            number += 1
            yield number, cells
        if number > MOST_ROWS:
            raise broken(KIND)


def _cells(row: Element, number: int) -> Iterator[Cell]:
    at = 0
    for element in row:
        if element.tag not in _CELLS:
            continue
        if at >= MOST_COLUMNS:
            return
        if element.get(f"{_TABLE}formula"):
            raise formula_at(number, at)
        cell = _cell(element)
        for _time in range(min(_count(element, "columns"), MOST_COLUMNS - at)):
            yield cell
            at += 1


def _cell(element: Element) -> Cell:
    kind = element.get(f"{_OFFICE}value-type")
    if kind in _NUMBERS:
        try:
            value = Decimal(element.get(f"{_OFFICE}value", ""))
        except InvalidOperation as problem:
            raise broken(KIND) from problem
        return value if value.is_finite() else str(value)
    if kind == "date":
        return date.fromisoformat(element.get(f"{_OFFICE}date-value", "")[:10])
    paragraphs = [_text(each) for each in element if each.tag == f"{_TEXT}p"]
    return (element.get(f"{_OFFICE}string-value") or "\n".join(paragraphs)).strip()


def _text(paragraph: Element) -> str:
    parts: list[str] = []
    for element in paragraph.iter():
        if element.tag == f"{_TEXT}s":
            parts.append(" " * min(int(element.get(f"{_TEXT}c", "1")), _MOST_SPACES))
        elif element.tag in {f"{_TEXT}tab", f"{_TEXT}line-break"}:
            parts.append(" ")
        else:
            parts.append(element.text or "")
        if element is not paragraph:
            parts.append(element.tail or "")
    return "".join(parts)


def _count(element: Element, what: str) -> int:
    """How many times it is there: never fewer than one."""
    return max(1, min(int(element.get(f"{_TABLE}number-{what}-repeated", "1")), MOST_ROWS))
