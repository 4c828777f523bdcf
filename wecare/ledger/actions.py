"""Writing the ledger: one verb."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from wecare.accounts.models import Person
from wecare.core import clock, events
from wecare.core.errors import DomainError
from wecare.core.money import ZERO, format_amount
from wecare.ledger.engine.postings import Entry, balanced
from wecare.ledger.enums import AccountKind, MovementKind
from wecare.ledger.models import Account, Movement, Posting


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
