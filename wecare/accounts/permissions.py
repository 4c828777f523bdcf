"""Who may act, by role. Other apps combine ``has_role`` with their own predicates."""

from functools import cache
from typing import Any

import rules

from wecare.accounts.enums import Role
from wecare.accounts.queries import roles_of


@cache
def has_role(role: Role) -> rules.Predicate:
    """The predicate that is true of whoever holds the role now."""

    def holds(person: Any) -> bool:
        return role in roles_of(person)

    return rules.predicate(holds, name=f"has_role:{role.value}")


@rules.predicate
def is_a_person(person: Any) -> bool:
    """Whoever logged in and is not switched off."""
    return bool(person and person.is_authenticated and person.is_active)


def permissions_of(role: Role) -> tuple[str, ...]:
    """The names of the permissions whose predicate asks for this role, read from the register."""
    mark = has_role(role).name
    return tuple(
        sorted(name for name, test in rules.permissions.permissions.items() if mark in test.name)
    )


rules.add_perm("accounts.view_own_profile", is_a_person)
