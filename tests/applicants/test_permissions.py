"""Who may touch what an organisation writes: the table of truth."""

import pytest
from django.contrib.auth.models import AnonymousUser

from applicants.models import Application
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_draft
from tests.factories.calls import published_call
from wecare.accounts.enums import Role

pytestmark = pytest.mark.django_db
ROLES = [None, *Role]
BY_ROLE = {
    "applicants.open_applications": {Role.OFFICER, Role.MANAGER},
    "applicants.decide_variations": {Role.OFFICER, Role.MANAGER},
    "applicants.keep_registers": {Role.OFFICER, Role.MANAGER},
    "applicants.read_applications": {Role.OFFICER, Role.MANAGER, Role.AUDITOR},
    "applicants.apply": set(ROLES),
}
OWN = ["applicants.edit_application", "applicants.submit_application"]


@pytest.fixture
def application() -> Application:
    return a_draft(published_call())


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", BY_ROLE)
def test_offices_by_role(name: str, role: Role | None) -> None:
    person = PersonFactory(roles=[role] if role else [])

    assert person.has_perm(name) is (role in BY_ROLE[name])
    assert AnonymousUser().has_perm(name) is False


@pytest.mark.parametrize("name", OWN)
def test_only_those_who_act_for_the_organisation_write(name: str, application: Application) -> None:
    assert application.created_by.has_perm(name, application) is True
    assert application.created_by.has_perm(name) is False


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", OWN)
def test_no_role_writes_what_others_apply_for(
    name: str, role: Role | None, application: Application
) -> None:
    person = PersonFactory(roles=[role] if role else [])

    assert person.has_perm(name, application) is False
    assert person.has_perm("applicants.represent_organisation", application.organisation) is False


def test_a_person_represents_the_own_organisation_only(application: Application) -> None:
    other = a_draft(application.call)
    person = application.created_by

    assert person.has_perm("applicants.represent_organisation", application.organisation) is True
    assert person.has_perm("applicants.represent_organisation", other.organisation) is False
