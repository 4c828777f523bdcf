"""Files of movements for tests."""

from collections.abc import Iterable, Sequence
from typing import Any

import tablib

from calls.actions import imports
from calls.models import BudgetImport
from calls.resources import rows_in
from tests.factories.accounts import PersonFactory
from tests.factories.budgets import FSE2, FSE3
from wecare.accounts.enums import Role

ROW = {
    "tipo": "spostamento",
    "importo": "100,00",
    "da": str(FSE2),
    "a": str(FSE3),
    "causale": "Minori adesioni",
    "atto_tipo": "DGR",
    "atto_numero": "50-2397",
    "atto_data": "27/11/2020",
    "atto_oggetto": "Riparto delle risorse",
    "atto_indirizzo": "",
}
HEADINGS = list(ROW)


def row(**cells: Any) -> dict[str, Any]:
    """A row that moves 100 euro from FSE2 to FSE3, but for what is said otherwise."""
    return ROW | cells


def bringing(amount: str, number: int | str = 1, **cells: Any) -> dict[str, Any]:
    """A row that gives FSE2 the amount, by an act of its own."""
    return row(
        tipo="aumento", importo=amount, da="", a=str(FSE2), atto_numero=f"1-{number}", **cells
    )


def taking(amount: str, number: int | str = 1, **cells: Any) -> dict[str, Any]:
    """A row that takes the amount from FSE2, by an act of its own."""
    return row(
        tipo="riduzione", importo=amount, da=str(FSE2), a="", atto_numero=f"2-{number}", **cells
    )


def file_of(
    rows: Iterable[dict[str, Any]], ending: str = "csv", headings: Sequence[str] = HEADINGS
) -> bytes:
    """The rows as a file of this ending."""
    table = tablib.Dataset(headers=list(headings))
    for each in rows:
        table.append([each.get(name, "") for name in headings])
    content = table.export(ending)
    return content.encode() if isinstance(content, str) else content


def brought(rows: Iterable[dict[str, Any]], *, actor: Any = None, **options: Any) -> BudgetImport:
    """The import of a file with these rows, not tried yet."""
    ending = options.get("ending", "csv")
    content = file_of(rows, ending)
    filename = f"movimenti.{ending}"
    return imports.start(
        filename=filename,
        content=content,
        rows=len(rows_in(content, filename=filename)),
        language="it",
        actor=actor or PersonFactory(roles=[Role.ADMIN]),
    )


def carried_on(job: BudgetImport) -> BudgetImport:
    """The import after a worker was at it."""
    return imports.carry_on(job=job, read=rows_in)


def tried(rows: Iterable[dict[str, Any]], **options: Any) -> BudgetImport:
    """The import of a file with these rows, tried."""
    return carried_on(brought(rows, **options))


def confirmed(job: BudgetImport) -> BudgetImport:
    """The import, confirmed by who brought it."""
    return imports.confirm(job=job, file=job.file_id, seen=job.seen, actor=job.started_by)


def recorded(rows: Iterable[dict[str, Any]], **options: Any) -> BudgetImport:
    """The import of a file with these rows, recorded."""
    return carried_on(confirmed(tried(rows, **options)))
