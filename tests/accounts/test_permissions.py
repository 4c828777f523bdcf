import pytest
import rules
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import PersonFactory, RoleGrantFactory
from wecare.accounts.enums import Role
from wecare.accounts.permissions import has_role, permissions_of
from wecare.accounts.queries import roles_of
from wecare.accounts.roles import office, offices

pytestmark = pytest.mark.django_db

# who may what, without an object: rows are people, columns permissions
TABLE = {
    "accounts.view_own_profile": {"nobody": True, **dict.fromkeys(Role, True)},
    "notices.read_own_letters": {"nobody": True, **dict.fromkeys(Role, True)},
    "notices.view_outbox": {
        "nobody": False,
        Role.OFFICER: True,
        Role.MANAGER: True,
        Role.ASSESSOR: False,
        Role.ADMIN: False,
        Role.AUDITOR: True,
    },
    "notices.retry_letter": {
        "nobody": False,
        Role.OFFICER: True,
        Role.MANAGER: True,
        Role.ASSESSOR: False,
        Role.ADMIN: False,
        Role.AUDITOR: False,
    },
}
for _name in ("notices.write_to_many", "notices.rewrite_templates"):
    TABLE[_name] = TABLE["notices.retry_letter"]
ROWS = [
    pytest.param(name, who, allowed, id=f"{who}-{name}")
    for name, row in TABLE.items()
    for who, allowed in row.items()
]


def test_the_table_tells_of_every_permission_of_people_and_letters() -> None:
    registered = {
        name for name in rules.permissions.permissions if name.startswith(("accounts.", "notices."))
    }

    assert registered == set(TABLE)


@pytest.mark.parametrize(("name", "who", "allowed"), ROWS)
def test_each_role_has_its_permissions(name: str, who: str, allowed: bool) -> None:
    person = PersonFactory(roles=[] if who == "nobody" else [who])

    assert person.has_perm(name) is allowed


@pytest.mark.parametrize("name", TABLE)
def test_strangers_and_switched_off_people_have_none(name: str) -> None:
    switched_off = PersonFactory(roles=list(Role), is_active=False)

    assert not AnonymousUser().has_perm(name)
    assert not rules.has_perm(name, AnonymousUser())
    assert not rules.has_perm(name, switched_off)
    assert not switched_off.has_perm(name)


@pytest.mark.parametrize("held", Role)
@pytest.mark.parametrize("asked", Role)
def test_a_role_is_no_other_role(held: Role, asked: Role) -> None:
    person = PersonFactory(roles=[held])

    assert has_role(asked).test(person) is (held is asked)


def test_a_role_that_ended_no_longer_counts() -> None:
    person = PersonFactory()
    RoleGrantFactory(person=person, role=Role.MANAGER, ended=True)
    RoleGrantFactory(person=person, role=Role.AUDITOR)

    assert roles_of(person) == frozenset({Role.AUDITOR})


def test_roles_are_read_once_per_person() -> None:
    person = PersonFactory(roles=[Role.OFFICER])
    forgotten = type(person).objects.get(pk=person.pk)

    with CaptureQueriesContext(connection) as queries:
        assert has_role(Role.OFFICER).test(forgotten)
        assert not has_role(Role.ADMIN).test(forgotten)

    assert len(queries) == 1


def test_every_role_has_an_office_with_its_legal_source() -> None:
    assert tuple(each.role for each in offices()) == tuple(Role)
    assert all(str(each.description) and str(each.legal_source) for each in offices())
    assert office(Role.MANAGER).role is Role.MANAGER


def test_the_permissions_of_a_role_are_read_from_the_predicates() -> None:
    assert "notices.view_outbox" in permissions_of(Role.AUDITOR)
    assert "notices.retry_letter" not in permissions_of(Role.AUDITOR)
