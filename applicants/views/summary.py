"""What was written, question by question, as people read it before sending."""

from dataclasses import dataclass

from applicants.engine.snapshot import Snapshot
from applicants.labels import answer_text
from calls.engine.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Line:
    """One question and its answer as text."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """One section with its lines."""

    code: str
    title: str
    lines: tuple[Line, ...]


def summary_of(snapshot: Snapshot, rules: Rulebook) -> list[Part]:
    """The sections of the rulebook with what was answered, empty where nothing was."""
    return [
        Part(
            section.code,
            section.title,
            tuple(
                Line(question.label, answer_text(question, snapshot.answers.get(question.code)))
                for question in section.questions
            ),
        )
        for section in rules.sections
    ]
