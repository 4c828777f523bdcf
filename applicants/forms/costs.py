"""The table of expenses: a field for each category and each who takes part, and the own funding of each."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applicants.engine.cells import COST, IN_KIND, OWN, Cell, Place
from applicants.forms.cost_lines import Column, Line, Square, shown_before, summed
from applicants.policies import AmountsRefused, check_in_kind
from applicants.queries.shares import Share
from calls.engine.cost_groups import cost_blocks
from calls.engine.rulebook import Rulebook
from wecare.core.fields import AmountField
from wecare.core.money import (
    ZERO,
    format_amount,
    format_plain,
)

OWN_TITLE = gettext_lazy("Quota propria")
OWN_HELP = gettext_lazy("Quanto mette l'ente, in euro. Il resto è il contributo che chiedi.")
IN_KIND_TITLE = gettext_lazy("Di cui in natura")
IN_KIND_HELP = gettext_lazy(
    "Lavoro, beni o servizi valorizzati, in euro: una parte della quota propria."
)
WAS = "was_"  # before the name of a field: what the page showed in it


class CostsForm(forms.Form):
    """Euro per cost category and own funding, of whoever takes part; the limits are the rulebook's."""

    def __init__(
        self, *args: Any, rules: Rulebook, columns: Sequence[Column], **options: Any
    ) -> None:
        self.rules = rules
        self.columns = columns
        self.rebased = False
        self.asks_in_kind = rules.amounts.maximum_in_kind is not None or any(
            each.share.own_in_kind for each in columns
        )
        options.setdefault("initial", dict(self._stored()))
        super().__init__(*args, **options)
        for column in self.columns:
            if column.writable:
                self.fields.update(self._fields_of(column))

    def _rows(self) -> Iterator[tuple[str, str | Promise, str | Promise]]:
        for block in cost_blocks(self.rules):
            for category in block.categories:
                yield f"{COST}{category.code}", category.title, category.help
        yield OWN, OWN_TITLE, OWN_HELP
        if self.asks_in_kind:
            yield IN_KIND, IN_KIND_TITLE, IN_KIND_HELP

    def _fields_of(self, column: Column) -> Iterator[tuple[str, forms.Field]]:
        for row, title, help_text in self._rows():
            alone = len(self.columns) == 1
            label = title if alone else f"{title} – {column.share.name}"
            field = AmountField(label=label, help_text=help_text, required=False)
            field.widget.attrs |= {"class": "form-control wc-cell", "data-cell": row}
            yield name_of((column.key, row)), field

    def _stored(self) -> Iterator[tuple[str, str]]:
        for column in self.columns:
            for row, *_said in self._rows():
                yield name_of((column.key, row)), format_plain(amount_in(column.share, row))

    @property
    def cells(self) -> list[Cell]:
        """What was typed in each cell that may be written, and over what."""
        return [
            Cell(
                (column.key, row),
                self.cleaned_data.get(name_of((column.key, row))) or ZERO,
                shown_before(self.data.get(WAS + name_of((column.key, row)), "")),
            )
            for column in self.columns
            if column.writable
            for row, *_said in self._rows()
        ]

    def cell(self, name: str, text: str, *, was: int) -> Cell:
        """One cell as typed, over an amount in cents.

        :raises KeyError: if whoever looks may not write it, or there is no such cell.
        :raises ValidationError: if the text is no amount.
        """
        typed = self.fields[name].clean(text) or ZERO
        places = (
            (column.key, row)
            for column in self.columns
            if column.writable
            for row, *_said in self._rows()
        )
        place = next(each for each in places if name_of(each) == name)
        return Cell(place, typed, Decimal(was).scaleb(-2))

    def clean(self) -> dict[str, Any]:
        """The part in kind is a part of the own share, each of its own."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for column in self.columns:
            own, in_kind = name_of((column.key, OWN)), name_of((column.key, IN_KIND))
            if column.writable and not {own, in_kind} & set(self.errors) and self.asks_in_kind:
                try:
                    check_in_kind(cleaned.get(in_kind) or ZERO, cleaned.get(own) or ZERO)
                except AmountsRefused as refusal:
                    self.add_error(in_kind, str(refusal))
        return cleaned

    def show_conflicts(self, now: dict[Place, tuple[Decimal, str]]) -> None:
        """Say both amounts where two people wrote; what is typed counts as written over what is there."""
        self.rebased = True
        for place, (amount, person) in now.items():
            facts = {"person": person, "amount": format_amount(amount)}
            said = (
                _("%(person)s ha scritto intanto %(amount)s.")
                if person
                else _("Un'altra persona ha scritto intanto %(amount)s.")
            )
            self.add_error(name_of(place), said % facts)

    def shares_now(self) -> list[Share]:
        """The shares with what is typed in place of what is stored, where it can be read."""
        return [self._share_now(column) for column in self.columns]

    def _share_now(self, column: Column) -> Share:
        costs = {
            row.removeprefix(COST): self._amount_now(column, row)
            for row, *_said in self._rows()
            if row.startswith(COST)
        }
        return replace(
            column.share,
            costs=column.share.costs | costs,
            own_funding=self._amount_now(column, OWN),
            own_in_kind=self._amount_now(column, IN_KIND),
        )

    def _amount_now(self, column: Column, row: str) -> Decimal:
        name = name_of((column.key, row))
        typed = self.is_bound and name in self.fields and name not in self.errors
        return self.cleaned_data.get(name) or ZERO if typed else amount_in(column.share, row)

    def lines(self) -> Iterator[Line]:
        """The rows of the table, each macro-item above its categories."""
        for number, block in enumerate(cost_blocks(self.rules), start=1):
            rows = [
                self._line("row", f"{COST}{each.code}", each.title, each.help, number)
                for each in block.categories
            ]
            if block.group is None:
                yield from (replace(row, group=0) for row in rows)
                continue
            yield Line("group", block.group.title, block.group.help, _sums(rows), number)
            yield from rows

    def own_lines(self) -> Iterator[Line]:
        """The own funding of each, and its part in kind where the call admits one."""
        yield self._line(OWN, OWN, OWN_TITLE, OWN_HELP)
        if self.asks_in_kind:
            yield self._line(IN_KIND, IN_KIND, IN_KIND_TITLE, IN_KIND_HELP)

    def sums(self) -> tuple[Square, ...]:
        """What each spends in all."""
        return _sums([line for line in self.lines() if line.kind == "row"])

    @property
    def spent(self) -> Decimal | None:
        """What all spend together."""
        return summed(each.amount for each in self.sums())

    def _line(
        self, kind: str, row: str, title: str | Promise, help_text: str | Promise, group: int = 0
    ) -> Line:
        squares = (
            self._square(number, each, row, f"aiuto-{row}" if help_text else "")
            for number, each in enumerate(self.columns, start=1)
        )
        return Line(kind, title, help_text, tuple(squares), group, row)

    def _square(self, number: int, column: Column, row: str, described_by: str) -> Square:
        name, stored = name_of((column.key, row)), amount_in(column.share, row)
        written = self.is_bound and not self.rebased
        return Square(
            name,
            self._amount_now(column, row),
            number,
            self[name] if name in self.fields else None,
            self.data.get(WAS + name, "") if written else format_plain(stored),
            row,
            described_by,
        )


def blank_costs(rules: Rulebook) -> CostsForm:
    """The form of an organisation alone that has written nothing."""
    nothing = Share(None, "", {}, ZERO, ZERO)
    return CostsForm(rules=rules, columns=[Column(nothing, writable=True)])


def name_of(place: Place) -> str:
    """The name of the field of a place."""
    holder, row = place
    return row if holder is None else f"p{holder}_{row}"


def amount_in(share: Share, row: str) -> Decimal:
    """The euro of a share in a row of the table."""
    if row == OWN:
        return share.own_funding
    if row == IN_KIND:
        return share.own_in_kind
    return share.costs.get(row.removeprefix(COST), ZERO)


def _sums(lines: Sequence[Line]) -> tuple[Square, ...]:
    columns = zip(*(line.squares for line in lines), strict=True)
    return tuple(
        Square("", summed(each.amount for each in column), column[0].column) for column in columns
    )
