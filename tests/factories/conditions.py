"""What a call wants before it grants, and what registers answered, by the portal's own actions."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from applicants.actions.phases import Ground
from applicants.models import Submission
from calls.engine.rulebook import Rulebook as Rules
from calls.engine.terms import Terms
from calls.enums import AidRegime
from calls.models import Call
from evaluation.models import RankedList
from funding.actions.conditions import adhesion
from funding.actions.conditions import answers as conditions
from funding.actions.conditions.answers import Said
from funding.enums import RegisterKind, RegisterOutcome
from funding.models import Acceptance, Award, CallConditions, RegisterAnswer
from tests.factories.evaluation import (
    GOOD,
    call_under_evaluation,
    judged,
    officer,
    published_list,
    submitted,
)
from tests.factories.rules import rules
from tests.fixtures.scenes import scene
from wecare.core import clock

_numbers = count(1)
NUMBERS = {
    RegisterKind.CUP: "J11B26{:09d}",
    RegisterKind.COR: "{:08d}",
}
AID = (RegisterKind.COR, RegisterKind.DE_MINIMIS_SEARCH, RegisterKind.DEGGENDORF)


def today() -> date:
    return clock.today()


def aid_rules(regime: AidRegime = AidRegime.DE_MINIMIS, **values: Any) -> Rules:
    """Rules that say under which regime grants are made."""
    book = rules(**values)
    return replace(book, terms=replace(book.terms or Terms(), aid_regime=regime))


@scene
def an_aid_list(**facts: Any) -> tuple[RankedList, Submission]:
    """A published list of one application for a de minimis grant of 80 000 €."""
    call = call_under_evaluation(rules=aid_rules())
    submission = submitted(call, **facts)
    judged(call, {submission: GOOD})
    return published_list(call), submission


def wants(call: Call, **values: Any) -> CallConditions:
    """The office sets what the call wants: nothing, but what is given."""
    given = {"regime": None, "cup": False, "durc": False, "antimafia": False, "acceptance": False}
    number = next(_numbers)
    ground = Ground(
        kind="DD",
        number_text=f"DD {7000 + number}/A2203A/2026",
        adopted_on=today(),
        subject="Condizioni per la concessione",
    )
    return conditions.set_for_call(call=call, ground=ground, by=officer(), **(given | values))


def answered(
    submission: Submission, kind: RegisterKind, fiscal_code: str = "", **values: Any
) -> RegisterAnswer:
    """A regular answer of today about the lead, or another fiscal code."""
    pattern = NUMBERS.get(kind, kind.value.upper() + "-{}")
    given: dict[str, Any] = {
        "on": today(),
        "number": pattern.format(next(_numbers)),
        "amount": Decimal("0.00"),
    }
    document = values.pop("document", None)
    return conditions.record(
        submission=submission,
        fiscal_code=fiscal_code or submission.organisation.fiscal_code,
        said=Said(kind, **(given | values)),
        document=document,
        by=officer(),
    )


def aided(submission: Submission, fiscal_code: str = "") -> None:
    """Everything that a de minimis grant wants of one organisation."""
    for kind in AID:
        answered(submission, kind, fiscal_code)


def voided(answer: RegisterAnswer) -> RegisterAnswer:
    """The answer was a mistake."""
    return answered(
        answer.submission,
        RegisterKind(answer.kind),
        answer.fiscal_code,
        number="",
        outcome=RegisterOutcome.VOID,
        note="Era di un'altra domanda.",
    )


@scene
def accepted(award: Award) -> Acceptance:
    """The award accepted by who sent the application."""
    return adhesion.accept(award=award, by=award.submission.submitted_by)


def days_ago(days: int) -> date:
    return today() - timedelta(days=days)
