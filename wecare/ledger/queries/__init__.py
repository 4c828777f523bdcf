"""Reading the ledger: balances, sums, movements."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import F, Func, Prefetch, Q, QuerySet, Sum, TextField, Value
from django.db.models.functions import ExtractYear

from wecare.core.money import ZERO
from wecare.ledger.engine.codes import SEPARATOR
from wecare.ledger.engine.postings import Told, digest_of
from wecare.ledger.enums import AccountKind, Level
from wecare.ledger.models import Account, Movement, Posting
from wecare.ledger.queries.segments import protocol, segment

PAGE = 50


@dataclass(frozen=True, slots=True)
class MovementRow:
    """A movement as seen from a group of accounts."""

    pk: int
    key: str
    kind: str
    happened_at: datetime
    effective_on: date
    cause: str
    reference: str
    basis: str
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
    sums = sums_by_place((level,), within=within)
    return {place[0]: kinds for place, kinds in sums.items() if place[0]}


def sums_by_measure() -> dict[str, dict[AccountKind, Decimal]]:
    """The balances of each kind by measure, in one query."""
    return sums_by(Level.MEASURE)


def sums_by_place(
    levels: Sequence[Level], *, within: dict[Level, str] | None = None
) -> dict[tuple[str, ...], dict[AccountKind, Decimal]]:
    """The balances of each kind, summed by several segments of the code, in one query.

    A segment that an account does not reach is empty. Every kind is present in each answer.
    """
    accounts = _accounts_at(within or {})
    found = _by_segments(accounts, "", levels).annotate(sum=Sum("balance"))
    sums: dict[tuple[str, ...], dict[AccountKind, Decimal]] = {}
    for *place, kind, amount in found:
        kinds = sums.setdefault(tuple(place), dict.fromkeys(AccountKind, ZERO))
        kinds[AccountKind(kind)] = amount
    return sums


def sums_by_year(
    levels: Sequence[Level], *, within: dict[Level, str] | None = None
) -> dict[int, dict[tuple[str, ...], dict[AccountKind, Decimal]]]:
    """What the movements of each year added to each kind, by segments of the code, in one query.

    The year is that of the day that counts for the movement, which its act gives.
    """
    postings = Posting.objects.filter(account__in=_accounts_at(within or {}))
    rows = (
        _by_segments(postings, "account__", levels, ExtractYear("movement__effective_on"))
        .annotate(sum=Sum("amount"))
        .order_by("year")
    )
    sums: dict[int, dict[tuple[str, ...], dict[AccountKind, Decimal]]] = {}
    for year, *place, kind, amount in rows:
        places = sums.setdefault(year, {})
        kinds = places.setdefault(tuple(place), dict.fromkeys(AccountKind, ZERO))
        kinds[AccountKind(kind)] = amount
    return sums


def flows(
    kinds: Collection[AccountKind], levels: Sequence[Level]
) -> list[tuple[int, tuple[str, ...], AccountKind, str, Decimal]]:
    """What movements of each kind added to the accounts of these kinds, by year and segments of the code.

    Rows of (year of the day that counts, place, kind of account, kind of movement, euro); one query.
    """
    postings, year = Posting.objects.filter(account__kind__in=kinds), "movement__effective_on"
    grouped = _by_segments(postings, "account__", levels, ExtractYear(year), "movement__kind")
    rows = grouped.annotate(sum=Sum("amount"))
    return [
        (year, tuple(place), AccountKind(kind), moved, amount)
        for year, *place, kind, moved, amount in rows.order_by("year")
    ]


def held_by_protocol(kind: AccountKind) -> dict[str, Decimal]:
    """What stands on the accounts of this kind for each application: number-year → euro above zero."""
    held = Account.objects.filter(kind=kind, balance__gt=0).annotate(protocol=protocol())
    named = held.exclude(protocol="").order_by("protocol").values_list("protocol")
    return dict(named.annotate(sum=Sum("balance")))


def _accounts_at(within: dict[Level, str]) -> QuerySet[Account]:
    accounts = Account.objects.all()
    for level, value in within.items():
        accounts = accounts.annotate(**{f"at_{level}": segment(level)}).filter(
            **{f"at_{level}": value}
        )
    return accounts


def _by_segments(
    rows: QuerySet[Any], path: str, levels: Sequence[Level], year: Any = None, *more: str
) -> Any:
    """Group the rows by year if asked, by the segments, by the kind of their account, by more."""
    by = {f"segment_{level}": segment(level, path) for level in levels}
    if year is not None:
        by = {"year": year} | by
    return rows.annotate(**by).order_by(*by).values_list(*by, f"{path}kind", *more)


def movements(prefix: str, *, before: int | None = None, limit: int = PAGE) -> MovementPage:
    """A page of what moved at the place or below it, with the running total of the place.

    `before` is the `next_before` of the page above. A movement inside the place shows 0,00.
    """
    return _page(Posting.objects.filter(_under(prefix, "account__code")), before, limit)


def movements_of(
    kinds: Collection[AccountKind],
    *,
    within: dict[Level, str] | None = None,
    until: date | None = None,
    before: int | None = None,
    limit: int = PAGE,
) -> MovementPage:
    """A page of what moved on the accounts of these kinds, with their running total.

    `until` is the last day that counts; what is recorded last comes first.
    """
    accounts = _accounts_at(within or {}).filter(kind__in=kinds)
    postings = Posting.objects.filter(account__in=accounts)
    if until is not None:
        postings = postings.filter(movement__effective_on__lte=until)
    return _page(postings, before, limit)


def _page(postings: QuerySet[Posting], before: int | None, limit: int) -> MovementPage:
    if before is not None:
        postings = postings.filter(movement__lt=before)
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
                effective_on=moved.effective_on,
                cause=moved.cause,
                reference=moved.reference,
                basis=moved.basis,
                amount=amount,
                running=running,
            )
        )
        running -= amount
    return MovementPage(tuple(rows), shown[-1][0] if len(found) > limit else None)


def digest_of_posted(keys: Any) -> tuple[int, str]:
    """How many movements have these keys, and the digest that `actions.post_all` told of them.

    `keys` is anything that a query can look in.
    """
    movements = (
        Movement.objects.filter(key__in=keys)
        .order_by("pk")
        .prefetch_related(
            Prefetch("postings", Posting.objects.select_related("account").order_by("pk"))
        )
    )
    told = [
        Told(
            key=each.key,
            kind=each.kind,
            cause=each.cause,
            reference=each.reference,
            basis=each.basis,
            effective_on=each.effective_on,
            postings=tuple((row.account.code, row.amount) for row in each.postings.all()),
        )
        for each in movements.iterator(chunk_size=2000)
    ]
    return len(told), digest_of(told)


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
