"""Somebody who applies, and somebody else who must not see it."""

import pytest
from django.test import Client

from applicants.models import Application
from calls.models import Call
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_draft, complete
from tests.factories.calls import published_call
from wecare.accounts.models import Person


def logged_in(person: Person) -> Client:
    """A browser in which this person has logged in."""
    browser = Client()
    browser.force_login(person, backend="wecare.accounts.backends.PasswordBackend")
    return browser


@pytest.fixture
def call(db: None) -> Call:
    return published_call()


@pytest.fixture
def owner(db: None) -> Person:
    return PersonFactory(given_name="Ada", family_name="Bo")


@pytest.fixture
def home(owner: Person) -> Client:
    """The browser of whoever applies."""
    return logged_in(owner)


@pytest.fixture
def stranger(db: None) -> Client:
    """The browser of somebody who applies for nothing here."""
    return logged_in(PersonFactory())


@pytest.fixture
def draft(call: Call, owner: Person) -> Application:
    return a_draft(call, actor=owner)


@pytest.fixture
def ready(call: Call, owner: Person) -> Application:
    """An application that can be sent."""
    return complete(call, actor=owner)
