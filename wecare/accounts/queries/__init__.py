"""Reads about people and their roles."""

from typing import Any

from wecare.accounts.enums import Role
from wecare.accounts.models import RoleGrant

_CACHE = "_live_roles"


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
