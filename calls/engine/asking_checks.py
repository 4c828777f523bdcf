"""Whether the questions of a call can be answered as they are put."""

from collections.abc import Mapping

from calls.engine.asking import Question
from calls.engine.reading import Missing, Part
from calls.engine.rulebook import Rulebook
from calls.enums import EditorSection, QuestionKind

FEWEST_CHOICES = 2
MOST_COLUMNS = 12


def asking_problems(rules: Rulebook) -> list[Missing]:
    """Say every question that contradicts itself or those before it."""
    problems: list[Missing] = []
    before: dict[str, Question] = {}
    for question in rules.questions:
        part = Part({}, EditorSection.SECTIONS, problems, question.code)
        if question.kind is QuestionKind.CHOICE:
            _check_choices(question, part)
        if question.kind is QuestionKind.TABLE:
            _check_columns(question, part)
        if question.kind is QuestionKind.FILE and question.code in _documents(rules):
            part.note("code_of_document", read=question.code)
        if question.shown_if:
            _check_condition(question, before, part)
        before[question.code] = question
    return problems


def _documents(rules: Rulebook) -> set[str]:
    return {each.code for each in rules.attachments}


def _check_choices(question: Question, part: Part) -> None:
    distinct = set(question.choices)
    if len(distinct) < FEWEST_CHOICES:
        part.note("choices_too_few", read=len(distinct), limit=FEWEST_CHOICES)
    for choice in sorted(each for each in distinct if question.choices.count(each) > 1):
        part.note("choice_repeated", read=choice)


def _check_columns(question: Question, part: Part) -> None:
    if not 1 <= len(question.columns) <= MOST_COLUMNS:
        part.note("columns_outside", read=len(question.columns), high=MOST_COLUMNS)


def _check_condition(question: Question, before: Mapping[str, Question], part: Part) -> None:
    choices = {code: each for code, each in before.items() if each.kind is QuestionKind.CHOICE}
    asked = choices.get(question.shown_if)
    if asked is None:
        part.note("condition_unknown", read=question.shown_if, known=list(choices))
        return
    if not question.shown_values:
        part.note("condition_empty", question=asked.label)
    for value in question.shown_values:
        if value not in asked.choices:
            part.note("condition_value_unknown", read=value, known=list(asked.choices))
