"""Writing the ledger: post a movement, or many at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from wecare.accounts.models import Person
from wecare.core import clock, events
from wecare.core.errors import DomainError
from wecare.core.money import ZERO, format_amount
from wecare.ledger.engine.postings import Entry, Told, balanced, digest_of, merged
from wecare.ledger.enums import AccountKind, MovementKind
from wecare.ledger.models import Account, Movement, Posting

BATCH = 1000  # movements written by one statement


class PostingRefused(DomainError):
    """The movement is not one: it does not balance, or its key means another one."""


class InsufficientFunds(DomainError):
    """An account does not hold what the movement takes from it."""

    def __init__(self, *, code: str, left: Decimal, needed: Decimal) -> None:
        self.code = code
        self.left = left
        self.needed = needed
        super().__init__(
            _(
                "Restano %(left)s, ne servono %(needed)s: mancano %(missing)s. "
                "Non abbiamo registrato nulla."
            )
            % {
                "left": format_amount(left),
                "needed": format_amount(needed),
                "missing": format_amount(needed - left),
            }
        )


@transaction.atomic
def post(
    *,
    key: str,
    kind: str,
    postings: Sequence[tuple[str, Decimal]],
    cause: str,
    reference: str,
    actor: Person | None,
    basis: str = "",
    effective_on: date | None = None,
) -> Movement:
    """Move money, once: the same key with the same postings gives the movement that exists.

    `basis` is the key of the act that disposes it; `effective_on` the day that counts, by default
    the day it is written down.

    The key is taken first, then the audit chain, then the accounts in the order of their codes:
    whoever waits for an account holds nothing that its holder may still ask for.

    :raises PostingRefused: if the postings do not balance, a code or the kind is not one, or the
        key already belongs to other postings.
    :raises InsufficientFunds: if an account other than a source would go below zero.
    """
    entries = _entries(postings, kind=kind)
    movement, is_new = _taken(
        key=key,
        kind=kind,
        cause=cause,
        reference=reference,
        basis=basis,
        effective_on=effective_on,
        actor=actor,
    )
    if not is_new:
        return _same(movement, entries)
    events.record(
        "movement.posted",
        subject=movement,
        actor=actor,
        key=key,
        kind=kind,
        cause=cause,
        reference=reference,
        basis=basis,
        effective_on=movement.effective_on,
        postings=[[str(entry.code), str(entry.amount)] for entry in entries],
    )
    accounts = _locked_accounts(entries)
    _check_funds(entries, accounts)
    Posting.objects.bulk_create(
        Posting(movement=movement, account=accounts[str(entry.code)], amount=entry.amount)
        for entry in entries
    )
    return movement


@dataclass(frozen=True, slots=True)
class Order:
    """What `post` is asked, as a value."""

    key: str
    kind: str
    postings: Sequence[tuple[str, Decimal]]
    cause: str
    reference: str
    basis: str = ""
    effective_on: date | None = None


@dataclass(frozen=True, slots=True)
class Posted:
    """Movements posted together: how many, and the digest by which they can be told again."""

    count: int
    digest: str


@transaction.atomic
def post_all(
    orders: Sequence[Order],
    *,
    actor: Person | None,
    on_batch: Callable[[int], None] = lambda _written: None,
) -> Posted:
    """Post many new movements in this order, all or none; `on_batch` hears how many are written.

    The accounts are locked first, in the order of their codes, and the audit chain last, when
    nothing is left to be checked at the commit: many movements hold it no longer than one. So
    whoever may ask for these accounts with the chain in hand waits for the caller somewhere else
    before, as all who move money of a line do at the line. One event tells of them all, by digest.

    :raises PostingRefused: if the postings of one do not balance, a code or kind is not one, or a
        key is taken or comes twice.
    :raises InsufficientFunds: if all together take an account other than a source below zero.
    """
    entries = {order.key: _entries(order.postings, kind=order.kind) for order in orders}
    _check_new(orders, entries)
    sums = merged(entries.values())
    accounts = _locked_accounts(sums)
    _check_funds(sums, accounts)
    at = clock.now()
    movements = [
        Movement(
            key=order.key,
            kind=order.kind,
            happened_at=at,
            effective_on=order.effective_on or localdate(at),
            cause=order.cause,
            reference=order.reference,
            basis=order.basis,
            actor=actor,
        )
        for order in orders
    ]
    _write(movements, entries, accounts, on_batch)
    told = digest_of(_told(each, entries[each.key]) for each in movements)
    _check_deferred()
    events.record("movements.posted", subject=None, actor=actor, count=len(movements), digest=told)
    return Posted(len(movements), told)


def _check_new(orders: Sequence[Order], entries: Mapping[str, Any]) -> None:
    keys = list(entries)
    known = Movement.objects.filter(key__in=keys).order_by("pk").values_list("key", flat=True)
    twice = known.first() if len(keys) == len(orders) else keys[0]
    if twice is not None:
        raise PostingRefused(
            _("Il movimento %(key)s esiste già. Non abbiamo registrato nulla.") % {"key": twice}
        )


def _write(
    movements: Sequence[Movement],
    entries: Mapping[str, tuple[Entry, ...]],
    accounts: Mapping[str, Account],
    on_batch: Callable[[int], None],
) -> None:
    for start in range(0, len(movements), BATCH):
        batch = Movement.objects.bulk_create(movements[start : start + BATCH])
        Posting.objects.bulk_create(
            Posting(movement=each, account=accounts[str(entry.code)], amount=entry.amount)
            for each in batch
            for entry in entries[each.key]
        )
        on_batch(start + len(batch))


def _told(movement: Movement, entries: Sequence[Entry]) -> Told:
    return Told(
        key=movement.key,
        kind=movement.kind,
        cause=movement.cause,
        reference=movement.reference,
        basis=movement.basis,
        effective_on=movement.effective_on,
        postings=tuple((str(entry.code), entry.amount) for entry in entries),
    )


def _check_deferred() -> None:
    """Do now what the commit would do, while nobody waits for the chain."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _entries(postings: Sequence[tuple[str, Decimal]], *, kind: str) -> tuple[Entry, ...]:
    if kind not in {known.value for known in MovementKind}:
        raise PostingRefused(
            _("Il movimento non ha un tipo conosciuto: %(kind)s.") % {"kind": kind}
        )
    try:
        return balanced(postings)
    except ValueError as refusal:  # CodeRefused, Unbalanced, or not an amount of euros
        raise PostingRefused(
            _("Il movimento non quadra (%(reason)s). Non abbiamo registrato nulla.")
            % {"reason": refusal}
        ) from refusal


def _taken(*, key: str, effective_on: date | None, **facts: Any) -> tuple[Movement, bool]:
    """The movement of this key, and whether it is new; waits for whoever is writing the same."""
    existing = Movement.objects.filter(key=key).first()
    if existing is not None:
        return existing, False
    at = clock.now()
    day = effective_on or localdate(at)
    try:
        with transaction.atomic():
            movement = Movement.objects.create(key=key, happened_at=at, effective_on=day, **facts)
    except IntegrityError:
        existing = Movement.objects.filter(key=key).first()
        if existing is None:
            raise
        return existing, False
    return movement, True


def _same(movement: Movement, entries: Sequence[Entry]) -> Movement:
    posted = movement.postings.order_by("account__code").values_list("account__code", "amount")
    if sorted(posted) != sorted((str(entry.code), entry.amount) for entry in entries):
        raise PostingRefused(
            _("Il movimento %(key)s esiste già, con altri importi. Non abbiamo registrato nulla.")
            % {"key": movement.key}
        )
    return movement


def _locked_accounts(entries: Sequence[Entry]) -> dict[str, Account]:
    codes = [str(entry.code) for entry in entries]
    Account.objects.bulk_create(
        [Account(code=str(entry.code), kind=entry.code.kind) for entry in entries],
        ignore_conflicts=True,
    )
    accounts = Account.objects.select_for_update(of=("self",)).filter(code__in=codes)
    return {account.code: account for account in accounts.order_by("code")}


def _check_funds(entries: Sequence[Entry], accounts: dict[str, Account]) -> None:
    for entry in entries:
        account = accounts[str(entry.code)]
        if account.kind != AccountKind.SOURCE and account.balance + entry.amount < ZERO:
            raise InsufficientFunds(code=account.code, left=account.balance, needed=-entry.amount)
