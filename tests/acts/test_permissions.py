"""Who may prepare, adopt and publish acts: the whole table."""

import itertools

import pytest
import rules

from tests.factories.accounts import PersonFactory, RoleGrantFactory
from wecare.accounts.enums import Role
from wecare.accounts.queries import forget_roles
from wecare.core import clock

pytestmark = pytest.mark.django_db

OFFICER, MANAGER, AUDITOR, ADMIN = Role.OFFICER, Role.MANAGER, Role.AUDITOR, Role.ADMIN
TABLE: dict[str, set[Role]] = {
    "acts.view_desk_acts": {OFFICER, MANAGER, AUDITOR},
    "acts.draft_act": {OFFICER},
    "acts.freeze_act": {OFFICER},
    "acts.reopen_act": {OFFICER, MANAGER},
    "acts.record_external_act": {OFFICER},
    "acts.adopt_act": {MANAGER},
    "acts.publish_act": {MANAGER},
    "acts.print_act": {OFFICER, MANAGER},
    "acts.approve_act": {OFFICER, MANAGER},
    "acts.sign_act": {MANAGER},
    "acts.record_publication": {OFFICER},
    "acts.correct_act": {OFFICER},
    "acts.set_chain": {ADMIN},
    "acts.view_wordings": {OFFICER, MANAGER, AUDITOR, ADMIN},
    "acts.write_wordings": {ADMIN},
}


def test_the_table_has_every_permission_of_the_acts() -> None:
    known = {name for name in rules.permissions.permissions if name.startswith("acts.")}

    assert known == set(TABLE)


@pytest.mark.parametrize(("permission", "role"), list(itertools.product(TABLE, Role)))
def test_a_role_may_do_what_the_table_says(permission: str, role: Role) -> None:
    person = PersonFactory(roles=[role])

    assert person.has_perm(permission) is (role in TABLE[permission])


@pytest.mark.parametrize("permission", TABLE)
def test_whoever_holds_no_role_may_do_nothing(permission: str) -> None:
    person = PersonFactory()
    ended = RoleGrantFactory(person=PersonFactory(), role=MANAGER, ended=True).person
    asleep = PersonFactory(roles=list(Role), is_active=False)

    assert not person.has_perm(permission)
    assert not ended.has_perm(permission)
    assert not asleep.has_perm(permission)


def test_a_role_that_ends_takes_its_permissions_with_it() -> None:
    grant = RoleGrantFactory(role=MANAGER)
    assert grant.person.has_perm("acts.adopt_act")

    grant.ended_at = clock.now()
    grant.save(update_fields=["ended_at"])
    forget_roles(grant.person)

    assert not grant.person.has_perm("acts.adopt_act")
