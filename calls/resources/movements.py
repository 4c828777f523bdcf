"""The movements of the budget as a table: written by the export, read again by the import."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export import fields

from calls.actions.imports import Row
from calls.engine.budgets import Change
from calls.enums import BudgetKind
from calls.labels.budgets import BUDGET_PATHS
from calls.models import BudgetMovement
from calls.queries.budgets import change_of
from calls.resources.cells import (
    ActKindField,
    CellAmount,
    CellDate,
    CellText,
    KindField,
    PlaceField,
    Reads,
)
from calls.resources.tables import Table
from wecare.acts.actions.external import Said
from wecare.core.fields import PlainTextField
from wecare.core.money import CENT
from wecare.core.sheets import Cell, rows_of
from wecare.core.sheets.headings import beyond, columns_of
from wecare.core.uploads import UploadRefused

MOST_ROWS = 10_000  # of a file
OPTIONAL = frozenset({"causale", "atto_indirizzo"})
_NUMBER_LENGTH, _SUBJECT_LENGTH, _LINK_LENGTH, _REASON_LENGTH = 60, 2000, 500, 200  # characters


def _column(name: str, field: forms.Field) -> fields.Field:
    return fields.Field(attribute=name, column_name=name, widget=Reads(field))


def _line(limit: int, missing: Any = None) -> CellText:
    return CellText(
        PlainTextField(
            max_length=limit,
            multiline=False,
            required=missing is not None,
            error_messages={"required": missing} if missing is not None else {},
        )
    )


class BudgetMovements(Table):
    """What acts did to the budget, the first recorded first; or what a file says that they did."""

    tipo = _column("tipo", KindField())
    importo = _column("importo", CellAmount(min_value=CENT))
    da = _column("da", PlaceField())
    a = _column("a", PlaceField())
    causale = _column("causale", _line(_REASON_LENGTH))
    atto_tipo = _column("atto_tipo", ActKindField())
    atto_numero = _column("atto_numero", _line(_NUMBER_LENGTH, gettext_lazy("Scrivi il numero.")))
    atto_data = _column("atto_data", CellDate())
    atto_oggetto = _column(
        "atto_oggetto", _line(_SUBJECT_LENGTH, gettext_lazy("Scrivi l'oggetto dell'atto."))
    )
    atto_indirizzo = _column(
        "atto_indirizzo",
        CellText(
            forms.URLField(
                max_length=_LINK_LENGTH,
                required=False,
                assume_scheme="https",
                error_messages={
                    "invalid": gettext_lazy(
                        "Scrivi un indirizzo come https://www.regione.piemonte.it/."
                    )
                },
            )
        ),
    )

    def read(self, number: int, cells: Mapping[str, Cell]) -> Row:
        """What the row says, or what is wrong with it, column by column."""
        said = SimpleNamespace()
        try:
            self.import_instance(said, cells)
        except ValidationError as problem:
            wrong = tuple((name, " ".join(each)) for name, each in problem.message_dict.items())
            return Row(number=number, wrong=wrong)
        return Row(
            number=number,
            change=Change(kind=said.tipo, amount=said.importo, out_of=said.da, into=said.a),
            said=Said(
                kind=said.atto_tipo,
                number_text=said.atto_numero,
                adopted_on=said.atto_data,
                subject=said.atto_oggetto,
                link=said.atto_indirizzo,
            ),
            reason=said.causale,
        )

    def dehydrate_tipo(self, movement: BudgetMovement) -> str:
        return BUDGET_PATHS[BudgetKind(movement.kind)]

    def dehydrate_importo(self, movement: BudgetMovement) -> Decimal:
        return movement.amount

    def dehydrate_da(self, movement: BudgetMovement) -> str:
        return str(change_of(movement).out_of or "")

    def dehydrate_a(self, movement: BudgetMovement) -> str:
        return str(change_of(movement).into or "")

    def dehydrate_causale(self, movement: BudgetMovement) -> str:
        return movement.reason

    def dehydrate_atto_tipo(self, movement: BudgetMovement) -> str:
        return movement.act.kind

    def dehydrate_atto_numero(self, movement: BudgetMovement) -> str:
        return movement.act.number_text

    def dehydrate_atto_data(self, movement: BudgetMovement) -> date | None:
        return movement.act.adopted_on

    def dehydrate_atto_oggetto(self, movement: BudgetMovement) -> str:
        return movement.act.subject

    def dehydrate_atto_indirizzo(self, movement: BudgetMovement) -> str:
        return movement.act.link


def rows_in(content: bytes, *, filename: str) -> list[Row]:
    """Read a file of movements: every row, with what is wrong in it.

    :raises UploadRefused: if the file as a whole cannot be read: see `core.sheets`; or its columns
        are not those of the table, or it has no row.
    """
    found = rows_of(content, filename=filename, limit=MOST_ROWS)
    _number, headings = next(found, (0, ()))
    columns = columns_of(headings, known=list(BudgetMovements.fields), optional=OPTIONAL)
    table = BudgetMovements()
    rows = [_row(table, number, columns, cells) for number, cells in found]
    if not rows:
        raise UploadRefused(
            _("Il file non ha righe sotto le intestazioni: scrivi un movimento per riga.")
        )
    return rows


def _row(table: BudgetMovements, number: int, columns: Sequence[str], cells: Sequence[Cell]) -> Row:
    if problem := beyond(columns, cells):
        return Row(number=number, wrong=(("", problem),))
    said = dict.fromkeys(table.fields, "") | dict(zip(columns, cells, strict=False))
    return table.read(number, said)
