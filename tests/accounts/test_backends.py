"""What people may do is the rules' word alone: logging in gives no permission, and asks no table."""

import pytest
from django.contrib.auth.models import Group, Permission
from pytest_django import DjangoAssertNumQueries

from tests.factories.accounts import PASSWORD, PersonFactory
from wecare.accounts.backends import PasswordBackend

pytestmark = pytest.mark.django_db


def test_a_permission_or_group_given_by_hand_opens_nothing() -> None:
    person = PersonFactory()
    permission = Permission.objects.order_by("pk")[0]
    group = Group.objects.create(name="Funzionari")
    group.permissions.add(permission)
    person.groups.add(group)
    person.user_permissions.add(permission)
    name = f"{permission.content_type.app_label}.{permission.codename}"

    assert not person.has_perm(name)
    assert not person.has_module_perms(permission.content_type.app_label)
    assert person.get_all_permissions() == set()


def test_a_refusal_asks_only_for_the_roles(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    person = PersonFactory()

    with django_assert_max_num_queries(1):
        assert not person.has_perm("funding.check_expenses")
        assert not person.has_perm("funding.close_expenses")


def test_it_knows_people_by_address_and_password() -> None:
    person, backend = PersonFactory(), PasswordBackend()

    assert backend.authenticate(None, username=person.email, password=PASSWORD) == person
    assert backend.authenticate(None, username=person.email, password="un'altra") is None
