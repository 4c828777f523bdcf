"""People at the desk."""

from typing import Any

import pytest
from django.test import Client

from tests.factories.accounts import PersonFactory
from wecare.accounts.enums import Role


@pytest.fixture
def officer(db: None) -> Any:
    return PersonFactory(roles=[Role.OFFICER])


@pytest.fixture
def office(client: Client, officer: Any) -> Client:
    """A browser in which an officer has logged in."""
    client.force_login(officer, backend="wecare.accounts.backends.PasswordBackend")
    return client
