"""Criteria whose points come from data: what they look at, and what each value is worth.

What a value is called and measured in stands in `SHAPES`; how it is found in a submission, in
`evaluation.engine.computed`, under the same name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from calls.enums import (
    ComputedFrom,
    OrganisationKind,
    OrganisationSize,
    QuestionKind,
    StepBound,
)

NO_POINTS = Decimal("0.00")
Looked = str | None


@dataclass(frozen=True, slots=True)
class Step:
    """A value, and the points it is worth to reach it."""

    value: Decimal
    points: Decimal


@dataclass(frozen=True, slots=True)
class WordPoints:
    """A word (an answer, a kind, a size), and the points it is worth."""

    word: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class Computation:
    """How the points of a criterion come from data: by steps of a number, or word by word.

    *At least*: the highest step that the value reaches counts. *At most*: the lowest step that the
    value does not exceed. A value beyond every step, a word that is not listed, or no value at all is
    worth nothing. `question` is the code of the question, where it is an answer that counts.
    """

    function: ComputedFrom
    question: str = ""
    bound: StepBound = StepBound.AT_LEAST
    steps: tuple[Step, ...] = ()
    words: tuple[WordPoints, ...] = ()
    article: str = ""

    def step(self, value: Decimal) -> Step | None:
        """The step that counts for this value."""
        if self.bound is StepBound.AT_LEAST:
            reached = [each for each in self.steps if each.value <= value]
            return max(reached, key=lambda each: each.value, default=None)
        reached = [each for each in self.steps if value <= each.value]
        return min(reached, key=lambda each: each.value, default=None)

    def points(self, looked: Looked) -> Decimal:
        """What the published value is worth.

        :raises ArithmeticError: if a number is expected and the text is none.
        """
        if looked is None:
            return NO_POINTS
        if SHAPES[self.function].unit is not None:
            step = self.step(Decimal(looked))
            return NO_POINTS if step is None else step.points
        return next((each.points for each in self.words if each.word == looked), NO_POINTS)


@dataclass(frozen=True, slots=True)
class Shape:
    """What a function gives: a number of some unit, or a word of `words`.

    `unit` is the last word of a fact's value: percent, amount, span (months), number. `questions` are the
    kinds of question whose answer it is.
    """

    unit: str | None = None
    words: type[StrEnum] | None = None
    questions: tuple[QuestionKind, ...] = ()


SHAPES: Mapping[ComputedFrom, Shape] = {
    ComputedFrom.OWN_SHARE_PERCENT: Shape(unit="percent"),
    ComputedFrom.REQUESTED_AMOUNT: Shape(unit="amount"),
    ComputedFrom.PROJECT_VALUE: Shape(unit="amount"),
    ComputedFrom.DURATION_MONTHS: Shape(unit="span"),
    ComputedFrom.ANSWER_CHOICE: Shape(questions=(QuestionKind.CHOICE,)),
    ComputedFrom.ANSWER_NUMBER: Shape(
        unit="number", questions=(QuestionKind.NUMBER, QuestionKind.MONEY)
    ),
    ComputedFrom.LEAD_KIND: Shape(words=OrganisationKind),
    ComputedFrom.LEAD_SIZE: Shape(words=OrganisationSize),
    ComputedFrom.GROUP_LEAD_KIND: Shape(words=OrganisationKind),
    ComputedFrom.PARTNERS: Shape(unit="number"),
    ComputedFrom.DISTRICTS: Shape(unit="number"),
}
