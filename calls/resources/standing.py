"""The money of the programme as tables for spreadsheets: what acts did, and where the euros stand.

Amounts are numbers, days are ISO 8601, places are written as the ledger's (`FSE2/unica/FSE`).
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from import_export import fields, resources
from import_export.formats import base_formats

from calls.engine.places import Place
from calls.enums import BudgetKind
from calls.labels.budgets import BUDGET_PATHS
from calls.models import BudgetMovement
from calls.queries.budgets import change_of
from calls.queries.figures import Figures

FORMATS = {"csv": base_formats.CSV, "xlsx": base_formats.XLSX, "ods": base_formats.ODS}
_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "|", "%")
_BYTE_ORDER_MARK = "\ufeff"  # by which a spreadsheet knows that a CSV is UTF-8
StandingPlace = tuple[Place, Figures]


def neutral(cell: Any) -> Any:
    """The cell as a spreadsheet shows it: text that it would run as a formula begins with '."""
    if isinstance(cell, str) and cell.startswith(_BEGINS_FORMULA):
        return f"'{cell}"
    return cell


class _Table(resources.Resource):
    """A table whose columns are methods named `dehydrate_<column>`, each cell neutralised."""

    def export_field(self, field: Any, instance: Any, **options: Any) -> Any:
        cell = super().export_field(field, instance, **options)
        return neutral(cell.isoformat() if isinstance(cell, date) else cell)


class BudgetMovements(_Table):
    """What acts did to the budget, the first recorded first."""

    tipo = fields.Field(column_name="tipo")
    importo = fields.Field(column_name="importo")
    da = fields.Field(column_name="da")
    a = fields.Field(column_name="a")
    causale = fields.Field(column_name="causale")
    atto_tipo = fields.Field(column_name="atto_tipo")
    atto_numero = fields.Field(column_name="atto_numero")
    atto_data = fields.Field(column_name="atto_data")
    atto_oggetto = fields.Field(column_name="atto_oggetto")
    atto_indirizzo = fields.Field(column_name="atto_indirizzo")

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


class StandingPlaces(_Table):
    """Where the euros stand: a row for each line and fund, and one for each lot."""

    misura = fields.Field(column_name="misura")
    linea = fields.Field(column_name="linea")
    fondo = fields.Field(column_name="fondo")
    bando = fields.Field(column_name="bando")
    lotto = fields.Field(column_name="lotto")
    prenotati = fields.Field(column_name="prenotati")
    impegnati = fields.Field(column_name="impegnati")
    pagati = fields.Field(column_name="pagati")
    liberi = fields.Field(column_name="liberi")

    def dehydrate_misura(self, row: StandingPlace) -> str:
        return row[0].measure

    def dehydrate_linea(self, row: StandingPlace) -> str:
        return row[0].line

    def dehydrate_fondo(self, row: StandingPlace) -> str:
        return row[0].fund

    def dehydrate_bando(self, row: StandingPlace) -> str:
        return row[0].call

    def dehydrate_lotto(self, row: StandingPlace) -> str:
        return row[0].lot

    def dehydrate_prenotati(self, row: StandingPlace) -> Decimal:
        return row[1].reserved

    def dehydrate_impegnati(self, row: StandingPlace) -> Decimal:
        return row[1].committed

    def dehydrate_pagati(self, row: StandingPlace) -> Decimal:
        return row[1].paid

    def dehydrate_liberi(self, row: StandingPlace) -> Decimal:
        return row[1].available


def written(table: _Table, rows: Any, *, ending: str) -> tuple[bytes, str]:
    """The table as a file of this ending, and its media type.

    :raises KeyError: if there is no such format.
    """
    form = FORMATS[ending]()
    content = form.export_data(table.export(queryset=rows))
    if isinstance(content, str):
        content = (_BYTE_ORDER_MARK + content).encode()
    return content, form.get_content_type()


def endings() -> Sequence[str]:
    """The formats of a table, by the ending of their files."""
    return tuple(FORMATS)
