"""Lists ask as much of the database for many rows as for few, and never for what they do not show."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from applicants.models import Application
from calls.models import Call
from tests.applicants.views.conftest import logged_in
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_draft, an_organisation, complete, sent
from wecare.accounts.enums import Role
from wecare.accounts.models import Person

pytestmark = pytest.mark.django_db


def asked(browser: Client, url: str) -> list[str]:
    """The queries of a second look at the page."""
    browser.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(url).status_code == 200
    return [each["sql"] for each in queries.captured_queries]


def some_of_each(call: Call, person: Person, count: int) -> None:
    for _number in range(count):
        a_draft(call, actor=person)
        sent(complete(call, actor=person))


@pytest.mark.parametrize("name", ["desk", "applications", "organisations"])
def test_lists_of_ones_own(home: Client, owner: Person, call: Call, name: str) -> None:
    url = reverse(f"applicants:{name}")
    some_of_each(call, owner, 1)
    few = asked(home, url)

    some_of_each(call, owner, 4)
    many = asked(home, url)

    assert len(many) == len(few) <= 16
    assert not [sql for sql in many if '"calls_rulebook"."body"' in sql]
    assert not [sql for sql in many if '"applicants_submission"."content",' in sql]


def test_the_page_on_which_one_begins(home: Client, owner: Person, call: Call) -> None:
    url = reverse("applicants:start", args=[call.code])
    a_draft(call, actor=owner)
    few = asked(home, url)

    for _number in range(4):
        a_draft(call, actor=owner)

    assert len(asked(home, url)) == len(few)


def test_the_opening_counts_and_loads_nothing(call: Call) -> None:
    office = logged_in(PersonFactory(roles=[Role.OFFICER]))
    url = reverse("applicants:opening", args=[call.code])
    sent(complete(call))
    few = asked(office, url)

    sent(complete(call))
    many = asked(office, url)

    assert len(many) == len(few)
    assert not [sql for sql in many if '"calls_rulebook"."body"' in sql]


def test_the_pages_of_one_application_do_not_grow_with_others(
    home: Client, owner: Person, call: Call, ready: Application
) -> None:
    pages: list[tuple[str, list[Any]]] = [
        ("application", []),
        ("section", ["project"]),
        ("costs", []),
        ("attachments", []),
        ("missing", []),
        ("review", []),
    ]
    urls = [reverse(f"applicants:{name}", args=[ready.public_id, *more]) for name, more in pages]
    few = [len(asked(home, url)) for url in urls]

    some_of_each(call, owner, 2)
    an_organisation(owner)

    assert [len(asked(home, url)) for url in urls] == few
    assert max(few) <= 24
