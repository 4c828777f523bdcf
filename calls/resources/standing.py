"""Where the euros stand, as a table."""

from decimal import Decimal

from import_export import fields

from calls.engine.places import Place
from calls.queries.figures import Figures
from calls.resources.tables import Table

StandingPlace = tuple[Place, Figures]


class StandingPlaces(Table):
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
