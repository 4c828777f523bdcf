"""Antimafia informations that were asked for and have not come: since when, and who went on without."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from applicants.models import Submission
from funding.engine.condition_facts import antimafia_term
from funding.enums import RegisterKind, RegisterOutcome
from funding.models import RegisterAnswer, ResolutiveCondition
from funding.queries.conditions.answers import in_force
from wecare.core import clock


@dataclass(frozen=True, slots=True)
class Awaited:
    """An information asked for: the last of its days, whether they passed, what was decided."""

    answer: RegisterAnswer
    term: date
    passed: bool
    decided: ResolutiveCondition | None


def awaited(submission: Submission, codes: Iterable[str]) -> list[Awaited]:
    """Those of the organisations with these fiscal codes, in their order."""
    answers = in_force([submission.pk])
    found = (
        answers[submission.pk, code].get(RegisterKind.ANTIMAFIA)
        for code in codes
        if (submission.pk, code) in answers
    )
    return [awaited_by(row) for row in found if row is not None and is_awaited(row)]


def awaited_by(answer: RegisterAnswer) -> Awaited:
    """How an answer that is awaited stands today."""
    term = antimafia_term(answer.on)
    decided = ResolutiveCondition.objects.filter(answer=answer).select_related("decided_by").first()
    return Awaited(answer, term, clock.today() > term, decided)


def is_awaited(answer: RegisterAnswer) -> bool:
    """Whether it is an antimafia information that has not come."""
    return (answer.kind, answer.outcome) == (RegisterKind.ANTIMAFIA, RegisterOutcome.AWAITED)


def counts(answer: RegisterAnswer) -> bool:
    """Whether it is the last of its kind about the organisation."""
    kinds = in_force([answer.submission_id])[answer.submission_id, answer.fiscal_code]
    last = kinds.get(RegisterKind(answer.kind))
    return last is not None and last.pk == answer.pk
