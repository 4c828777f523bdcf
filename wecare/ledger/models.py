"""Accounts, movements and postings. Only `actions` writes them.

The sign convention is in the package's docstring. The database refuses what is not balanced, any
change to what was written, and a balance below zero (migration 0002).
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from wecare.core.money import ZERO
from wecare.ledger.engine.codes import MAX_LENGTH
from wecare.ledger.enums import AccountKind, MovementKind
from wecare.ledger.labels import ACCOUNT_KIND, MOVEMENT_KIND


class Account(models.Model):
    """A place where money stands. The balance is kept by a trigger on the postings."""

    code = models.CharField(max_length=MAX_LENGTH, unique=True)
    kind = models.CharField(max_length=20, choices=ACCOUNT_KIND)
    balance = models.DecimalField(max_digits=14, decimal_places=2, default=ZERO)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(balance__gte=0) | Q(kind=AccountKind.SOURCE),
                name="ledger_account_is_not_below_zero",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in AccountKind]),
                name="ledger_account_kind_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Movement(models.Model):
    """Money that moved, once and for all; a correction is another movement.

    `happened_at` is when it was written down; `effective_on` the day that counts, given by the act
    that disposed it. `basis` is the key of that act, `reference` how it is cited.
    """

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=20, choices=MOVEMENT_KIND)
    happened_at = models.DateTimeField()
    cause = models.CharField(max_length=500)
    reference = models.CharField(max_length=200, blank=True)
    basis = models.CharField(max_length=200, blank=True)
    effective_on = models.DateField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in MovementKind]),
                name="ledger_movement_kind_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(key="") & ~Q(cause=""), name="ledger_movement_has_key_and_cause"
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Posting(models.Model):
    """What a movement adds to an account (a negative amount takes away)."""

    movement = models.ForeignKey(Movement, on_delete=models.PROTECT, related_name="postings")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="postings")
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0), name="ledger_posting_moves_something"),
            models.UniqueConstraint(
                fields=["movement", "account"], name="ledger_posting_is_one_per_account"
            ),
        ]
        indexes = [models.Index(fields=["account", "movement"])]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.amount}"
