"""An answer as people type it and read it: `1250,00`, `23/11/2026`, a table by rows."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from applicants.engine.display import shown
from applicants.engine.tables import rows_of
from calls.engine.asking import Question, Section
from calls.engine.rulebook import Rulebook
from calls.enums import QuestionKind
from wecare.core.money import euro, format_plain


def answer_text(question: Question, stored: Any) -> str:
    """The stored value of an answer as its field shows it; empty where there is none."""
    if stored is None or stored == "":
        return ""
    match question.kind:
        case QuestionKind.MONEY:
            return format_plain(euro(stored))
        case QuestionKind.DATE:
            return f"{date.fromisoformat(stored):%d/%m/%Y}"
        case _text:
            return str(stored)


def said(
    section: Section,
    rules: Rulebook,
    answers: Mapping[str, Any],
    *,
    files: Mapping[str, str],
    blind: bool = False,
) -> Iterator[dict[str, Any]]:
    """The questions of a section that are asked, each with its answer as plain values.

    Keys: label, value (text), columns and rows of a table. `files` names the file of each question
    answered by one; `blind` leaves out what those who judge do not read.
    """
    asked = shown(rules, answers)
    for question in section.questions:
        if question.code not in asked or (blind and question.blind):
            continue
        stored = answers.get(question.code)
        is_table = question.kind is QuestionKind.TABLE
        is_file = question.kind is QuestionKind.FILE
        yield {
            "label": question.label,
            "value": files.get(question.code, "") if is_file else answer_text(question, stored),
            "columns": list(question.columns),
            "rows": rows_of(stored) if is_table and isinstance(stored, str) else [],
        }
