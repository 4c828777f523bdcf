"""What else must hold before an award is paid: each part of the app that knows a condition says so."""

from collections.abc import Callable, Iterable

from funding.models import Award
from wecare.core.errors import DomainError

Hook = Callable[[Award], Iterable[str] | None]
_hooks: dict[str, Hook] = {}


def register(name: str, check_payable: Hook) -> None:
    """Have this asked before each payment: it answers with sentences that stop it, or raises one.

    :raises ValueError: if another hook has this name.
    """
    if _hooks.setdefault(name, check_payable) is not check_payable:
        raise ValueError(f"There is already a condition named {name}.")


def what_stops(award: Award) -> list[str]:
    """Why the award is not to be paid now, in sentences; nothing where it may be."""
    found: list[str] = []
    for name in sorted(_hooks):
        try:
            found.extend(_hooks[name](award) or ())
        except DomainError as refusal:
            found.append(str(refusal))
    return found
