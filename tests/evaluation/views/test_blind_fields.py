"""What a call hides from those who judge: not on the page, not as a file; the office reads it."""

import pytest
from django.test import Client

from applicants.models import Submission
from calls.models import Call
from evaluation.models import PanelMember
from tests.evaluation.views.conftest import browser_of, status_of
from tests.factories.accounts import PersonFactory
from tests.factories.evaluation import (
    appointed,
    call_under_evaluation,
    decided,
    declared,
    members_of,
    submitted,
)
from tests.factories.rules import rules
from wecare.accounts.enums import Role

pytestmark = pytest.mark.django_db
SECRET = "Il nome del parroco"
QUESTIONS = [
    {"code": "need", "label": "Bisogno", "kind": "text"},
    {"code": "who", "label": "Chi vi manda", "kind": "text", "blind": True, "required": False},
    {"code": "cv", "label": "Curriculum", "kind": "file", "blind": True, "required": False},
]


@pytest.fixture
def call(db: None) -> Call:
    book = rules(sections=[{"code": "s", "title": "S", "questions": QUESTIONS}])
    return call_under_evaluation(rules=book)


@pytest.fixture
def submission(call: Call) -> Submission:
    return decided(
        submitted(
            call,
            answers={"need": "Una casa", "who": SECRET},
            files={"deed": b"%PDF lo statuto", "cv": b"%PDF il curriculum"},
        )
    )


@pytest.fixture
def member(call: Call, submission: Submission) -> PanelMember:
    member = members_of(appointed(call))[0]
    declared(member)
    return member


def pages(submission: Submission) -> tuple[str, str]:
    end = f"{submission.call.code}/{submission.protocol_path}/"
    judged = f"/nucleo/{submission.call.code}/valutazioni/{submission.protocol_path}/"
    return judged, f"/ufficio/istruttorie/{end}"


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_those_who_judge_read_the_rest_and_not_what_is_blind(
    submission: Submission, member: PanelMember
) -> None:
    judged, _office = pages(submission)

    page = read(browser_of(member.person), judged)

    assert "Una casa" in page
    for hidden in (SECRET, "Chi vi manda", "Curriculum", "cv.pdf"):
        assert hidden not in page


def test_a_blind_file_does_not_exist_for_those_who_judge(
    submission: Submission, member: PanelMember
) -> None:
    judged, _office = pages(submission)
    browser = browser_of(member.person)

    assert status_of(browser.get(f"{judged}allegati/cv/")) == 404
    assert status_of(browser.get(f"{judged}allegati/deed/")) == 200


def test_the_office_reads_it_all(submission: Submission) -> None:
    _judged, office = pages(submission)
    browser = browser_of(PersonFactory(roles=[Role.OFFICER]))

    page = read(browser, office)

    assert SECRET in page
    assert "Curriculum" in page
    assert status_of(browser.get(f"{office}allegati/cv/")) == 200
