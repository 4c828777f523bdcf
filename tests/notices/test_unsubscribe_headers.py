"""A reminder carries the headers by which a mail program leaves with one click (RFC 2369, RFC 8058)."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.test import Client

from tests.factories.accounts import PersonFactory
from wecare.accounts.models import Person
from wecare.notices.actions import letters, sending
from wecare.notices.engine import catalogue
from wecare.notices.enums import LetterKind
from wecare.notices.models import Letter
from wecare.notices.queries import preferences as wanted

pytestmark = pytest.mark.django_db
REMINDER, FORMAL = "applicants/draft_reminder", "applicants/withdrawn"


def delivered(template: str, person: Person | None) -> Any:
    """The e-mail of a letter as its type's own example."""
    given = {"key": f"test/{template}", "template": template}
    given["context"] = dict(catalogue.letter_type(template).example)
    letter: Letter
    if person is None:
        letter = letters.write_to_address(name="Ente", address="ente@esempio.it", **given)
    else:
        letter = letters.write(person=person, **given)
    sending.send(letter=letter)
    return mail.outbox[-1]


def test_a_reminder_can_be_left_by_its_header_with_one_click() -> None:
    person = PersonFactory()

    message = delivered(REMINDER, person).message()

    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    header = message["List-Unsubscribe"]
    assert header.startswith("<http")
    assert header.endswith(">")
    program = Client(enforce_csrf_checks=True)
    answer = program.post(urlsplit(header[1:-1]).path, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert wanted.of(person).not_by_email == [LetterKind.REMINDER.value]


def test_the_address_in_the_header_is_the_one_in_the_words() -> None:
    message = delivered(REMINDER, PersonFactory())

    assert message.extra_headers["List-Unsubscribe"][1:-1] in message.body


@pytest.mark.parametrize(
    ("template", "registered"), [(FORMAL, True), (REMINDER, False)], ids=["formal", "to an address"]
)
def test_what_nobody_can_leave_carries_no_such_header(template: str, registered: bool) -> None:
    message = delivered(template, PersonFactory() if registered else None)

    assert "List-Unsubscribe" not in message.extra_headers
    assert "List-Unsubscribe-Post" not in message.extra_headers
