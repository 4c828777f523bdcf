"""What must hold of the stored programme and rulebooks; each problem is a sentence."""

from decimal import Decimal

from calls.engine.budgets import postings
from calls.enums import BudgetKind
from calls.models import Fund, Line, Rulebook
from calls.queries.budgets import budget_movements, change_of
from wecare.acts.models import Act
from wecare.core.digests import digest
from wecare.core.money import ZERO, total
from wecare.ledger.enums import AccountKind, Level, MovementKind
from wecare.ledger.models import Movement, Posting
from wecare.ledger.queries import sums_by_place

_BY_REQUEST = [
    MovementKind.PAYMENT.value,
    MovementKind.RELEASE.value,
    MovementKind.REVERSAL.value,
    MovementKind.REPAYMENT.value,
]


def rulebooks() -> list[str]:
    """Every published rulebook still has the digest it was published with."""
    return [
        f"rulebook {rulebook.call.code}/{rulebook.version}: the digest differs from its content"
        for rulebook in Rulebook.objects.select_related("call").iterator()
        if digest(rulebook.body) != rulebook.digest
    ]


def budgets() -> list[str]:
    """What acts did to the budget, and the ledger, tell the same story; each euro is owed once."""
    return [*_movement_problems(), *_allocated_problems(), *_unknown_places(), *_basis_problems()]


def _movement_problems() -> list[str]:
    posted = _posted_for_budgets()
    found = []
    for movement in budget_movements().iterator(chunk_size=2000):
        expected = dict(postings(change_of(movement)))
        if posted.pop(movement.movement_key, None) != expected:
            found.append(f"budget movement {movement.movement_key}: the ledger tells another story")
    return found + [
        f"movement {key}: no act of the programme disposed it" for key in sorted(posted)
    ]


def _posted_for_budgets() -> dict[str, dict[str, Decimal]]:
    kinds = [kind.value for kind in BudgetKind]
    rows = (
        Posting.objects.filter(movement__kind__in=kinds)
        .order_by("pk")
        .values_list("movement__key", "account__code", "amount")
    )
    posted: dict[str, dict[str, Decimal]] = {}
    for key, code, amount in rows.iterator(chunk_size=2000):
        posted.setdefault(key, {})[code] = amount
    return posted


def _allocated_problems() -> list[str]:
    """At every line and fund, what the source owes is what stands in the stages."""
    sums = sums_by_place((Level.MEASURE, Level.LINE, Level.FUND))
    return [
        f"{'/'.join(place)}: the source owes {-kinds[AccountKind.SOURCE]}, the stages hold "
        f"{total(kinds.values()) - kinds[AccountKind.SOURCE]}"
        for place, kinds in sums.items()
        if total(kinds.values()) != ZERO
    ]


def _unknown_places() -> list[str]:
    lines = set(Line.objects.values_list("measure__code", "code"))
    funds = set(Fund.objects.values_list("code", flat=True))
    return [
        f"{'/'.join(place)}: money of a line or a fund that the programme does not have"
        for place in sums_by_place((Level.MEASURE, Level.LINE, Level.FUND))
        if place[:2] not in lines or place[2] not in funds
    ]


def _basis_problems() -> list[str]:
    """What is paid and comes back rests on requests too: the app of the awards looks at those."""
    known = Act.objects.values("key")
    strays = Movement.objects.exclude(basis="").exclude(basis__in=known)
    strays = strays.exclude(kind__in=_BY_REQUEST).order_by("pk")
    return [f"movement {each.key}: there is no act {each.basis}" for each in strays]
