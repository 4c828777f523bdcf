"""Who has settled with what it was granted and asks for no more: told by whoever follows the awards."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from calls.models import Call

Teller = Callable[[Call], Mapping[str, Decimal]]
_tellers: dict[str, Teller] = {}


def tell(name: str, teller: Teller) -> None:
    """Let the scrolls of a call ask: it answers protocol → the contribution that stands, in euro.

    :raises ValueError: if another teller has this name.
    """
    if _tellers.setdefault(name, teller) is not teller:
        raise ValueError(f"There is already a teller named {name}.")


def settled(call: Call) -> dict[str, Decimal]:
    """Protocol → all that the application still asks for, in euro, of those who have settled."""
    found: dict[str, Decimal] = {}
    for name in sorted(_tellers):
        found.update(_tellers[name](call))
    return found
