from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories.accounts import PersonFactory
from wecare.accounts.enums import Role
from wecare.accounts.models import RoleGrant

pytestmark = pytest.mark.django_db


def test_the_command_grants_a_role_by_an_act() -> None:
    person = PersonFactory(email="anna@esempio.it")
    out = StringIO()

    call_command("grant_role", "Anna@esempio.it", "officer", "--basis", "DD 1/2026", stdout=out)

    grant = RoleGrant.objects.get()
    assert (grant.person, grant.role, grant.basis, grant.granted_by) == (
        person,
        "officer",
        "DD 1/2026",
        None,
    )
    assert "anna@esempio.it: Istruttore, since" in out.getvalue()


def test_the_command_ends_a_role_and_names_who_did() -> None:
    administrator = PersonFactory(email="admin@esempio.it", roles=[Role.ADMIN])
    person = PersonFactory(roles=[Role.OFFICER])

    call_command(
        "grant_role",
        person.email,
        "officer",
        *["--end", "--basis", "DD 2/2026", "--by", administrator.email],
        stdout=StringIO(),
    )

    grant = RoleGrant.objects.get(person=person)
    assert grant.ended_at is not None
    assert grant.ended_by == administrator


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        pytest.param(["x@esempio.it", "officer", "--basis", "DD"], "Nobody", id="unknown person"),
        pytest.param(["anna@esempio.it", "king", "--basis", "DD"], "invalid choice", id="role"),
        pytest.param(["anna@esempio.it", "officer"], "--basis", id="no basis"),
        pytest.param(["anna@esempio.it", "officer", "--basis", " "], "atto", id="empty basis"),
        pytest.param(
            ["anna@esempio.it", "officer", "--basis", "DD", "--end"], "non ha il ruolo", id="end"
        ),
    ],
)
def test_the_command_says_what_is_wrong(arguments: list[str], sentence: str) -> None:
    PersonFactory(email="anna@esempio.it")

    with pytest.raises(CommandError, match=sentence):
        call_command("grant_role", *arguments, stdout=StringIO())

    assert not RoleGrant.objects.exists()
