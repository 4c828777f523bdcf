"""The formal check of a call with blind answers is closed to who sits on its panel, and says why."""

from typing import Any

import pytest
from django.urls import reverse

from applicants.models import Submission
from tests.evaluation.views.conftest import browser_of
from tests.factories.evaluation import (
    appointed,
    call_under_evaluation,
    decided,
    members_of,
    officer,
    submitted,
)
from tests.factories.panels import with_secretary
from tests.factories.rules import rules
from wecare.accounts.actions import people
from wecare.accounts.enums import Role

pytestmark = pytest.mark.django_db
WHO = {"code": "who", "label": "Chi vi manda", "kind": "text", "required": False}


def under_evaluation(*, blind: bool) -> Submission:
    section = {"code": "s", "title": "Progetto", "questions": [{**WHO, "blind": blind}]}
    call = call_under_evaluation(rules=rules(sections=[section]))
    return decided(submitted(call, answers={"who": "Il parroco"}))


def answer_to(person: Any, submission: Submission) -> Any:
    call, year = submission.call, submission.protocol_year
    args = [call.code, submission.protocol_number, year]
    return browser_of(person).get(reverse("evaluation:check", args=args))


@pytest.mark.parametrize(("blind", "status"), [(True, 403), (False, 200)])
def test_an_officer_on_the_panel_reads_only_what_the_panel_may(blind: bool, status: int) -> None:
    submission = under_evaluation(blind=blind)
    member = members_of(appointed(submission.call))[1]
    people.grant_role(person=member.person, role=Role.OFFICER, by=None, basis="Prova")

    answer = answer_to(member.person, submission)

    assert answer.status_code == status
    said = "alcune risposte chi valuta non le legge" in answer.content.decode()
    assert said is blind
    assert ("Il parroco" in answer.content.decode()) is not blind


def test_who_keeps_the_minutes_or_sits_on_another_panel_reads_it() -> None:
    submission, other = under_evaluation(blind=True), under_evaluation(blind=True)
    secretary = officer()
    with_secretary(appointed(submission.call), secretary)
    elsewhere = members_of(appointed(other.call))[1].person
    people.grant_role(person=elsewhere, role=Role.OFFICER, by=None, basis="Prova")

    for person in (secretary, elsewhere):
        assert "Il parroco" in answer_to(person, submission).content.decode()
