"""The money of the awards as tables for spreadsheets; amounts are numbers in euro."""

from collections.abc import Callable, Sequence

from evaluation.resources import Cell, written_rows
from funding.queries.budget_years import places
from funding.queries.seeing.forecast import forecast
from funding.queries.seeing.overview import districts, overview
from funding.queries.seeing.times import times

_MONEY = ("concessi", "pagati", "da_pagare", "liberati", "recuperati_o_rientrati")
Table = tuple[Sequence[str], list[Sequence[Cell]]]


def _places() -> Table:
    rows: list[Sequence[Cell]] = [(*place, *moved.cells) for place, moved in overview().places]
    return ("misura", "linea", "fondo", *_MONEY), rows


def _years() -> Table:
    rows: list[Sequence[Cell]] = [(year, *moved.cells) for year, moved in overview().years]
    return ("anno", *_MONEY), rows


def _districts() -> Table:
    head = ("distretto", "contributi", "in_essere", "pagati", "da_pagare")
    return head, [
        (each.name, each.awards, each.due, each.paid, each.committed) for each in districts()
    ]


def _forecast() -> Table:
    found = forecast()
    rows: list[Sequence[Cell]] = [
        (quarter.year, quarter.number, amount) for quarter, amount in found.quarters
    ]
    return ("anno", "trimestre", "euro"), [*rows, ("", "", found.undated)]


def _budget_years() -> Table:
    head = ("annualita", "fondo", "bando", "impegnati", "liberati", "spostati", "pagati", "restano")
    return head, [
        (
            *(each.year, each.fund, each.call),
            *(each.money.committed, each.money.freed, each.money.moved, each.money.paid),
            each.money.left,
        )
        for each in places()
    ]


def _times() -> Table:
    head = (
        *("bando", "titolo", "pubblicato_il", "giorni_fino_alla_scadenza"),
        *("giorni_fino_alla_graduatoria", "giorni_fino_al_decreto"),
        *("giorni_fino_alla_pubblicazione", "giorni_in_tutto"),
    )
    return head, [
        (
            each.code,
            each.title,
            each.published_on.isoformat() if each.published_on else "",
            *("" if days is None else days for days in each.days),
        )
        for each in times().calls
    ]


TABLES: dict[str, Callable[[], Table]] = {
    "posti": _places,
    "anni": _years,
    "distretti": _districts,
    "annualita": _budget_years,
    "previsione": _forecast,
    "tempi": _times,
}


def written(what: str, *, ending: str) -> tuple[bytes, str]:
    """One table as a file of this ending, and its media type; each cell neutralised.

    :raises KeyError: if there is no such table or format.
    """
    head, rows = TABLES[what]()
    return written_rows(head, rows, ending=ending)
