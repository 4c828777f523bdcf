"""A table as it is typed: a line for each row, its cells parted by a tab or a semicolon."""

from calls.engine.asking import Question
from calls.engine.facts import Fact, fact


def rows_of(text: str) -> list[list[str]]:
    """The cells of each row; a line left blank is no row. A pasted sheet parts them by tabs."""
    rows = []
    for line in text.splitlines():
        if line.strip():
            parting = "\t" if "\t" in line else ";"
            rows.append([cell.strip() for cell in line.split(parting)])
    return rows


def table_refusal(question: Question, text: str) -> Fact | None:
    """Say why a table is refused; nothing when each row has a cell for each column."""
    rows, width = rows_of(text), len(question.columns)
    for place, row in enumerate(rows, start=1):
        if len(row) != width:
            return fact(
                "table_row",
                question=question.label,
                place=place,
                read=len(row),
                limit=width,
                columns=question.columns,
            )
    most = question.max_rows
    if most is not None and len(rows) > most:
        return fact(
            "table_rows",
            question=question.label,
            read=len(rows),
            limit=most,
            excess=len(rows) - most,
        )
    return None
