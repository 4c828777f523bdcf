"""What came back of many loans, from one file: recorded whole or not at all, and each transfer once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from funding.actions.aid.repayments import Receipt, hold_all, record
from funding.models import Disbursement, Repayment
from wecare.accounts.models import Person
from wecare.core import events, sheets
from wecare.core.errors import DomainError
from wecare.core.money import ZERO, AmountRefused, euro, parse_amount

MOST_ROWS = 500
HEADINGS = ("protocollo", "erogazione", "rata", "data", "importo", "riferimento")
_OPTIONAL = "erogazione"
_DATES = ("%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the file as it is written there, cell by cell of `HEADINGS`."""

    row: int
    cells: dict[str, sheets.Cell]


@dataclass(frozen=True, slots=True)
class Recorded:
    """How many rows are new, and how many were recorded before."""

    new: int
    known: int


class FileRefused(DomainError):
    """Rows that do not hold; `rows` are their numbers and sentences. Nothing was recorded."""

    http_status = 422

    def __init__(self, rows: Sequence[tuple[int, str]]) -> None:
        self.rows = tuple(sorted(rows))
        super().__init__(
            _("Non abbiamo registrato nulla: correggi le righe indicate e carica di nuovo il file.")
        )


def read(content: bytes, *, filename: str) -> tuple[Line, ...]:
    """The rows of the file below its headings, in its order.

    :raises UploadRefused: if it is no such table.
    :raises FileRefused: if a heading is missing, or there are no rows.
    """
    rows = list(sheets.rows_of(content, filename=filename, limit=MOST_ROWS))
    if not rows:
        raise FileRefused([(1, _("Il file è vuoto."))])
    number, first = rows[0]
    places = {str(cell).strip().lower(): at for at, cell in enumerate(first)}
    missing = [name for name in HEADINGS if name not in places and name != _OPTIONAL]
    if missing:
        raise FileRefused(
            [(number, _("Mancano le colonne: %(names)s.") % {"names": ", ".join(missing)})]
        )
    if len(rows) == 1:
        raise FileRefused([(number, _("Sotto le intestazioni non c'è nessuna riga."))])
    return tuple(
        Line(
            number,
            {
                name: cells[places[name]] if places.get(name, len(cells)) < len(cells) else ""
                for name in HEADINGS
            },
        )
        for number, cells in rows[1:]
    )


@transaction.atomic
def record_all(*, lines: Sequence[Line], by: Person) -> Recorded:
    """Record every row, or none; a transfer that is recorded already moves nothing.

    :raises FileRefused: naming each row that does not hold.
    """
    known = _disbursements(lines)
    receipts, problems = [], []
    for line in lines:
        try:
            receipts.append((line.row, _receipt(line, known)))
        except _Unread as problem:
            problems.append((line.row, str(problem)))
    if problems:
        raise FileRefused(problems)
    hold_all([each.disbursement.award_id for _row, each in receipts])
    before = Repayment.objects.count()
    order = sorted(
        receipts, key=lambda each: (each[1].disbursement.pk, each[1].number, each[1].on, each[0])
    )
    for row, receipt in order:
        try:
            record(receipt=receipt, by=by)
        except DomainError as refusal:
            problems.append((row, str(refusal)))
    if problems:
        raise FileRefused(problems)
    new = Repayment.objects.count() - before
    events.record("loans.file_recorded", subject=None, actor=by, rows=len(lines), new=new)
    return Recorded(new, len(lines) - new)


class _Unread(ValueError):
    """A cell that cannot be read, in a sentence."""


def _disbursements(lines: Sequence[Line]) -> dict[tuple[str, int], Disbursement]:
    """(protocol, number) → the paid disbursement, of the awards that the file names."""
    named = {protocol for line in lines if (protocol := _protocol(line))}
    years = {int(each.partition("/")[2]) for each in named}
    numbers = {int(each.partition("/")[0]) for each in named}
    paid = (
        Disbursement.objects.filter(
            is_paid=True,
            award__submission__protocol_year__in=years,
            award__submission__protocol_number__in=numbers,
        )
        .select_related("award__submission")
        .defer("award__submission__content")
        .order_by("award_id", "number")
    )
    return {(each.award.submission.protocol, each.number): each for each in paid}


def _protocol(line: Line) -> str:
    """`12/2026`, or nothing where it is not one."""
    number, slash, year = str(line.cells["protocollo"]).strip().partition("/")
    whole = number.isascii() and number.isdigit() and year.isascii() and year.isdigit()
    return f"{int(number)}/{int(year)}" if slash and whole and len(number + year) <= 12 else ""  # noqa: PLR2004 -- digits


def _receipt(line: Line, known: dict[tuple[str, int], Disbursement]) -> Receipt:
    protocol = _protocol(line)
    if not protocol:
        raise _Unread(
            _("protocollo: scrivi come 4821/2026. Abbiamo letto «%(typed)s».")
            % {"typed": str(line.cells["protocollo"])[:40]}
        )
    number = _whole(line, "erogazione") if line.cells["erogazione"] != "" else 1
    disbursement = known.get((protocol, number))
    if disbursement is None:
        raise _Unread(
            _("la domanda prot. %(protocol)s non ha un prestito erogato n. %(number)d.")
            % {"protocol": protocol, "number": number}
        )
    reference = " ".join(str(line.cells["riferimento"]).split())
    if not 0 < len(reference) <= 60:  # noqa: PLR2004 -- as long as the column
        raise _Unread(_("riferimento: da 1 a 60 caratteri."))
    return Receipt(disbursement, _whole(line, "rata"), _amount(line), _day(line), reference)


def _whole(line: Line, name: str) -> int:
    cell = line.cells[name]
    text = str(cell).strip().removesuffix(".0")
    if not (text.isascii() and text.isdigit() and len(text) <= 4):  # noqa: PLR2004 -- digits
        raise _Unread(
            _("%(name)s: scrivi un numero intero. Abbiamo letto «%(typed)s».")
            % {"name": name, "typed": text[:40]}
        )
    return int(text)


def _amount(line: Line) -> Decimal:
    cell = line.cells["importo"]
    try:
        amount = euro(cell) if isinstance(cell, Decimal) else parse_amount(str(cell))
    except (AmountRefused, ValueError) as problem:
        raise _Unread(
            _("importo: scrivi un numero come 1.250,00. Abbiamo letto «%(typed)s».")
            % {"typed": str(cell)[:40]}
        ) from problem
    if amount <= ZERO or (isinstance(cell, Decimal) and amount != cell):
        raise _Unread(_("importo: è più di zero, con al massimo due decimali."))
    return amount


def _day(line: Line) -> date:
    cell = line.cells["data"]
    if isinstance(cell, date):
        return cell
    for day in _days(str(cell).strip()):
        return day
    raise _Unread(
        _("data: scrivi come 23/11/2026. Abbiamo letto «%(typed)s».") % {"typed": str(cell)[:40]}
    )


def _days(text: str) -> Iterator[date]:
    for pattern in _DATES:
        try:
            yield datetime.strptime(text, pattern).date()  # noqa: DTZ007 -- a day, without hour
        except ValueError:
            continue
