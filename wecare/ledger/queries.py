"""Reading the ledger: balances, sums, movements."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import F, Func, Q, Sum, TextField, Value

from wecare.core.money import ZERO
from wecare.ledger.engine.codes import LEVELS, SEPARATOR
from wecare.ledger.enums import AccountKind, Level
from wecare.ledger.models import Account, Movement, Posting

PAGE = 50


@dataclass(frozen=True, slots=True)
class MovementRow:
    """A movement as seen from a group of accounts."""

    pk: int
    key: str
    kind: str
    happened_at: datetime
    cause: str
    reference: str
    amount: Decimal
    running: Decimal


@dataclass(frozen=True, slots=True)
class MovementPage:
    """Movements, the newest first, and where the next page begins."""

    rows: tuple[MovementRow, ...]
    next_before: int | None


def _under(prefix: str, field: str) -> Q:
    """The accounts at this place and below it; "FSE2" is not a prefix of "FSE21"."""
    place = prefix.rstrip(SEPARATOR)
    if not place:
        return Q()
    return Q(**{field: place}) | Q(**{f"{field}__startswith": place + SEPARATOR})


def balance(code: str) -> Decimal:
    """What stands on the account; zero if nothing ever moved there."""
    found = Account.objects.filter(code=code).values_list("balance", flat=True).first()
    return ZERO if found is None else found


def balances(prefix: str) -> dict[str, Decimal]:
    """The balance of each account at the place or below it, by code."""
    accounts = Account.objects.filter(_under(prefix, "code")).order_by("code")
    return dict(accounts.values_list("code", "balance"))


def total_under(prefix: str) -> Decimal:
    """The sum of the balances at the place and below it."""
    found = Account.objects.filter(_under(prefix, "code")).aggregate(sum=Sum("balance"))["sum"]
    return ZERO if found is None else found


def sums_by(
    level: Level, *, within: dict[Level, str] | None = None
) -> dict[str, dict[AccountKind, Decimal]]:
    """The balances of each kind, summed by a segment of the code, in one query.

    Every kind is present in each answer; accounts that do not reach the segment are left out.
    """
    accounts = Account.objects.annotate(segment=_segment(level)).exclude(segment="")
    for other, value in (within or {}).items():
        accounts = accounts.annotate(**{f"at_{other}": _segment(other)}).filter(
            **{f"at_{other}": value}
        )
    rows = accounts.values_list("segment", "kind").annotate(sum=Sum("balance")).order_by("segment")
    sums: dict[str, dict[AccountKind, Decimal]] = {}
    for segment, kind, amount in rows:
        sums.setdefault(segment, dict.fromkeys(AccountKind, ZERO))[AccountKind(kind)] = amount
    return sums


def sums_by_measure() -> dict[str, dict[AccountKind, Decimal]]:
    """The balances of each kind by measure, in one query."""
    return sums_by(Level.MEASURE)


def _segment(level: Level) -> Func:
    return Func(
        F("code"),
        Value(SEPARATOR),
        Value(LEVELS[level]),
        function="split_part",
        output_field=TextField(),
    )


def movements(prefix: str, *, before: int | None = None, limit: int = PAGE) -> MovementPage:
    """A page of what moved at the place or below it, with the running total of the place.

    `before` is the `next_before` of the page above. A movement inside the place shows 0,00.
    """
    older = Q() if before is None else Q(movement__lt=before)
    postings = Posting.objects.filter(older & _under(prefix, "account__code"))
    sums = postings.order_by("-movement_id").values_list("movement_id").annotate(sum=Sum("amount"))
    found = list(sums[: limit + 1])
    shown = found[:limit]
    by_pk = Movement.objects.in_bulk([pk for pk, _amount in shown])
    running = postings.aggregate(sum=Sum("amount"))["sum"] or ZERO
    rows = []
    for pk, amount in shown:
        moved = by_pk[pk]
        rows.append(
            MovementRow(
                pk=pk,
                key=moved.key,
                kind=moved.kind,
                happened_at=moved.happened_at,
                cause=moved.cause,
                reference=moved.reference,
                amount=amount,
                running=running,
            )
        )
        running -= amount
    return MovementPage(tuple(rows), shown[-1][0] if len(found) > limit else None)


def problems() -> list[str]:
    """What does not add up, for `manage.py verify`."""
    return [*_sum_problems(), *_balance_problems(), *_movement_problems()]


def _sum_problems() -> list[str]:
    everything = total_under("")
    return [] if everything == ZERO else [f"the sum of all the accounts is {everything}, not zero"]


def _balance_problems() -> list[str]:
    accounts = Account.objects.annotate(posted=Sum("postings__amount", default=ZERO))
    found = [
        f"account {account.code}: balance {account.balance}, postings {account.posted}"
        for account in accounts.exclude(balance=F("posted")).order_by("code")
    ]
    below = Account.objects.filter(balance__lt=0).exclude(kind=AccountKind.SOURCE)
    found += [
        f"account {account.code} is below zero: {account.balance}"
        for account in below.order_by("code")
    ]
    strange = Account.objects.exclude(
        code__startswith=Func(
            F("kind"), Value(SEPARATOR), function="concat", output_field=TextField()
        )
    )
    found += [f"account {account.code} says it is {account.kind}" for account in strange]
    return found


def _movement_problems() -> list[str]:
    unbalanced = Movement.objects.annotate(sum=Sum("postings__amount", default=None)).filter(
        Q(sum__isnull=True) | ~Q(sum=0)
    )
    return [
        f"movement {movement.key} sums to {movement.sum}, not to zero"
        for movement in unbalanced.order_by("pk")
    ]
