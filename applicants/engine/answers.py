"""Whether an answer is what its question asks for."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from applicants.engine.tables import table_refusal
from calls.engine.asking import Question
from calls.engine.facts import Fact, fact
from calls.enums import QuestionKind
from wecare.core.money import euro

_SHOWN = 40


def is_blank(answer: Any) -> bool:
    """Whether nothing was written."""
    return answer is None or (isinstance(answer, str) and not answer.strip())


def answer_refusal(question: Question, answer: Any) -> Fact | None:
    """Say why an answer is refused; nothing when it is as it should be, or not compulsory."""
    if is_blank(answer):
        return fact("answer_missing", question=question.label) if question.required else None
    return _REFUSALS[question.kind](question, answer)


def _text_refusal(question: Question, answer: Any) -> Fact | None:
    if not isinstance(answer, str):
        return _unreadable("text", question, answer)
    words, limit = len(answer.split()), question.max_words
    if limit is None or words <= limit:
        return None
    return fact(
        "too_many_words",
        question=question.label,
        words=words,
        limit=limit,
        excess=words - limit,
    )


def _money_refusal(question: Question, answer: Any) -> Fact | None:
    if not isinstance(answer, str):
        return _unreadable("money", question, answer)
    try:
        amount = euro(answer)
    except ValueError:
        return _unreadable("money", question, answer)
    if amount < 0:
        return fact("money_negative", question=question.label, read_amount=amount)
    return None


def _unknown_choice(question: Question, answer: Any) -> Fact:
    return fact(
        "choice_unknown", question=question.label, read=_shown(answer), choices=question.choices
    )


def _unreadable(kind: str, question: Question, answer: Any) -> Fact:
    return fact(f"{kind}_unreadable", question=question.label, read=_shown(answer))


def _is_number(answer: Any) -> bool:
    if isinstance(answer, int):
        return not isinstance(answer, bool)
    try:
        return isinstance(answer, str) and Decimal(answer.strip()).is_finite()
    except ArithmeticError:
        return False


def _is_date(answer: Any) -> bool:
    try:
        date.fromisoformat(answer)
    except (TypeError, ValueError):
        return False
    return True


def _shown(answer: Any) -> str:
    return str(answer)[:_SHOWN]


def _choice_refusal(question: Question, answer: Any) -> Fact | None:
    return None if answer in question.choices else _unknown_choice(question, answer)


def _number_refusal(question: Question, answer: Any) -> Fact | None:
    return None if _is_number(answer) else _unreadable("number", question, answer)


def _date_refusal(question: Question, answer: Any) -> Fact | None:
    return None if _is_date(answer) else _unreadable("date", question, answer)


def _table_refusal(question: Question, answer: Any) -> Fact | None:
    if not isinstance(answer, str):
        return _unreadable("text", question, answer)
    return table_refusal(question, answer)


def _file_refusal(question: Question, answer: Any) -> Fact | None:
    """A file stands among the attachments: whatever is written as an answer is none."""
    return _unreadable("file", question, answer)


_REFUSALS: dict[QuestionKind, Callable[[Question, Any], Fact | None]] = {
    QuestionKind.TEXT: _text_refusal,
    QuestionKind.CHOICE: _choice_refusal,
    QuestionKind.MONEY: _money_refusal,
    QuestionKind.NUMBER: _number_refusal,
    QuestionKind.DATE: _date_refusal,
    QuestionKind.TABLE: _table_refusal,
    QuestionKind.FILE: _file_refusal,
}
