"""The table of expenses as a page shows it: columns, places, rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.utils.functional import Promise

from applicants.queries.shares import Share
from wecare.core.money import ZERO, AmountRefused, parse_amount, total


@dataclass(frozen=True, slots=True)
class Column:
    """The share of one who takes part, and whether whoever looks may write it."""

    share: Share
    writable: bool

    @property
    def key(self) -> int | None:
        return None if self.share.partner is None else self.share.partner.pk


@dataclass(frozen=True, slots=True)
class Square:
    """One place of the table: a field, or only an amount."""

    name: str
    amount: Decimal | None
    column: int
    field: forms.BoundField | None = None
    was: str = ""
    row: str = ""
    described_by: str = ""

    @property
    def cents(self) -> str:
        """The amount in whole cents, as the script adds it up."""
        return cents(self.amount or ZERO)

    def widget(self) -> str:
        """The field, named by its row and its column, described by the row's help and its own error."""
        assert self.field is not None  # noqa: S101 -- the page asks only where there is one
        named = f"riga-{self.row} colonna-{self.column}"
        about = [self.described_by] if self.described_by else []
        if self.field.errors:
            about.append(f"{self.field.auto_id}_error")
        attributes = {
            "aria-labelledby": named,
            "aria-describedby": " ".join(about) or None,
            "data-version": cents(shown_before(self.was)),
        }
        return self.field.as_widget(attrs={k: v for k, v in attributes.items() if v})


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: a category, a macro-item with the sums of its own, or a kind of own funding.

    `kind` is row, group, own_funding or own_in_kind; `group` the number of the macro-item, if any.
    """

    kind: str
    title: str | Promise
    help: str | Promise
    squares: tuple[Square, ...]
    group: int = 0
    row: str = ""

    @property
    def total(self) -> Decimal | None:
        return summed(each.amount for each in self.squares)


def cents(amount: Decimal) -> str:
    """An amount in whole cents: what the script adds up, and the version of a cell that it saves."""
    return str(int(amount.scaleb(2)))


def summed(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """A sum that is only shown: none where it is too large, which is refused when it is saved."""
    try:
        return total(each for each in amounts if each is not None)
    except ValueError:
        return None


def shown_before(text: str) -> Decimal:
    """What the page says it showed; a page that says nothing showed an empty cell."""
    try:
        return parse_amount(text)
    except AmountRefused:
        return ZERO
