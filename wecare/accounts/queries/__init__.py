"""Reads about people and their roles."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from wecare.accounts.enums import Role
from wecare.accounts.models import IdentityLink, Person, RoleGrant

_CACHE = "_live_roles"


def the_person(user: Any) -> Person:
    """The person behind the user of a request that was let in.

    :raises PermissionDenied: if nobody is logged in.
    """
    if not isinstance(user, Person):
        raise PermissionDenied
    return user


def roles_of(person: Any) -> frozenset[Role]:
    """The roles the person holds now; read once per instance, hence once per request.

    Whoever is anonymous or switched off holds none.
    """
    if person is None or not person.is_authenticated or not person.is_active:
        return frozenset()
    roles: frozenset[Role] | None = getattr(person, _CACHE, None)
    if roles is None:
        live = RoleGrant.objects.filter(person=person, ended_at=None).values_list("role", flat=True)
        roles = frozenset(Role(role) for role in live)
        setattr(person, _CACHE, roles)
    return roles


def forget_roles(person: Any) -> None:
    """Make the next question about this instance's roles read the database."""
    if hasattr(person, _CACHE):
        delattr(person, _CACHE)


def grants_of(person: Person) -> QuerySet[RoleGrant]:
    """The live grants of the person, in the order they were given."""
    return RoleGrant.objects.filter(person=person, ended_at=None).order_by("granted_at", "pk")


def with_role(role: Role) -> QuerySet[Person]:
    """Those who hold the role now and can log in."""
    live = RoleGrant.objects.filter(role=role.value, ended_at=None)
    return Person.objects.filter(is_active=True, pk__in=live.values("person")).order_by("pk")


def links_of(person: Person) -> QuerySet[IdentityLink]:
    """The identities tied to the person, oldest first."""
    return IdentityLink.objects.filter(person=person).order_by("linked_at", "pk")


def person_known_as(*, provider: str, subject: str) -> Person | None:
    """Whom the identity provider means by this subject; None if it never named anyone so."""
    return Person.objects.filter(
        identity_links__provider=provider, identity_links__subject=subject, is_active=True
    ).first()
