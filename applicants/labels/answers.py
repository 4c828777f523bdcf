"""An answer as people type it and read it: `1250,00`, `23/11/2026`."""

from datetime import date
from typing import Any

from calls.engine.rulebook import Question
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
