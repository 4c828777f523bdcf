"""What must hold of the stored programme and rulebooks; each problem is a sentence."""

from calls.models import Allocation, Rulebook
from wecare.core.digests import digest
from wecare.ledger.models import Movement


def rulebooks() -> list[str]:
    """Every published rulebook still has the digest it was published with."""
    return [
        f"rulebook {rulebook.call.code}/{rulebook.version}: the digest differs from its content"
        for rulebook in Rulebook.objects.select_related("call").iterator()
        if digest(rulebook.body) != rulebook.digest
    ]


def allocations() -> list[str]:
    """Every allocation has its movement in the ledger."""
    keys = set(Movement.objects.filter(kind="allocation").values_list("key", flat=True))
    return [
        f"allocation {allocation.movement_key}: no movement in the ledger"
        for allocation in Allocation.objects.iterator()
        if allocation.movement_key not in keys
    ]
