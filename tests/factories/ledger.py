"""Money for tests, moved by the ledger's own action."""

from decimal import Decimal
from itertools import count

from wecare.ledger.actions import post
from wecare.ledger.models import Movement

SOURCE = "source/FSE/FSE2/unica"
AVAILABLE = "available/FSE/FSE2/unica"
RESERVED = "reserved/FSE/FSE2/unica/fse2-2026/territoriale"
_numbers = count(1)


def moved(
    amount: Decimal | str, *, out_of: str, into: str, kind: str = "transfer", key: str = ""
) -> Movement:
    """A movement of the amount between two accounts."""
    euros = Decimal(amount)
    return post(
        key=key or f"test/{next(_numbers)}",
        kind=kind,
        postings=[(out_of, -euros), (into, euros)],
        cause="Movimento di prova",
        reference="DGR 22-5076",
        actor=None,
    )


def allocated(amount: Decimal | str, *, into: str = AVAILABLE) -> Movement:
    """Money that comes into the ledger."""
    return moved(
        amount, out_of=into.replace("available/", "source/", 1), into=into, kind="allocation"
    )


def committed_to(protocol: str) -> str:
    """The account of what was granted to an application."""
    return f"{RESERVED.replace('reserved/', 'committed/', 1)}/{protocol}"
