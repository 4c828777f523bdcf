"""Expenses as a table: one row for each line of a document; rows of one document say it alike."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import tablib
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export import fields

from calls.resources.cells import CellAmount, CellDate, CellText, Reads
from calls.resources.tables import FORMATS, Table
from funding.actions.expenses.documents import Said
from funding.actions.expenses.rows import Row
from funding.enums import ExpenseKind
from funding.labels import EXPENSE_KINDS
from wecare.core.fields import PlainTextField
from wecare.core.money import CENT, ZERO
from wecare.core.sheets import Cell, rows_of
from wecare.core.sheets.headings import beyond, columns_of
from wecare.core.tax_codes import TaxCodeField
from wecare.core.uploads import UploadRefused

MOST_ROWS = 10_000  # of a file
OPTIONAL = frozenset({"iva", "pagato_il", "ente", "descrizione"})
COLUMNS = {
    "tipo": gettext_lazy("fattura, ricevuta, cedolino, trasferta, ammortamento o altro"),
    "numero": gettext_lazy("numero del documento"),
    "data": gettext_lazy("data del documento, come 23/11/2026"),
    "emittente": gettext_lazy("chi lo ha emesso"),
    "codice_emittente": gettext_lazy("il suo codice fiscale o la sua partita IVA"),
    "totale": gettext_lazy("importo del documento"),
    "iva": gettext_lazy("di cui IVA (facoltativo)"),
    "pagato_il": gettext_lazy("data di pagamento (facoltativo)"),
    "ente": gettext_lazy("codice fiscale di chi ha speso (facoltativo se siete da soli)"),
    "voce": gettext_lazy("codice o nome della voce di spesa"),
    "importo": gettext_lazy("quanto se ne imputa a questa voce"),
    "descrizione": gettext_lazy("per che cosa (facoltativo)"),
}
_SHOWN = 40
_TAX_CODE = 11  # digits, of which a spreadsheet drops the first zeros
KIND_WORDS = {
    "fattura": ExpenseKind.INVOICE,
    "ricevuta": ExpenseKind.RECEIPT,
    "scontrino": ExpenseKind.RECEIPT,
    "cedolino": ExpenseKind.PAYROLL,
    "trasferta": ExpenseKind.MISSION,
    "ammortamento": ExpenseKind.DEPRECIATION,
    "altro": ExpenseKind.OTHER,
}


@dataclass(frozen=True, slots=True)
class Choices:
    """What the cells may name: those for whom one writes, and the categories, by code and by name."""

    members: Mapping[str, str]
    categories: Mapping[str, str]


class Named(forms.Field):
    """A word among some, whatever its capitals; `told` says which there are."""

    def __init__(
        self, known: Mapping[str, Any], told: Callable[[], str], *, alone: Any = None
    ) -> None:
        super().__init__(required=False)
        self._known = {" ".join(each.casefold().split()): value for each, value in known.items()}
        self._told = told
        self._alone = alone

    def clean(self, value: Any) -> Any:
        """What the word names.

        :raises ValidationError: if it names nothing, saying what it may.
        """
        typed = format(value, "f") if isinstance(value, Decimal) else str(value or "").strip()
        bare = " ".join(typed.casefold().split())
        if not bare and self._alone is not None:
            return self._alone
        for word in (bare, bare.zfill(_TAX_CODE)):
            if word in self._known:
                return self._known[word]
        if not bare:
            raise ValidationError(_("La cella è vuota: scrivi %(told)s.") % {"told": self._told()})
        raise ValidationError(
            _("Scrivi %(told)s. Abbiamo letto «%(typed)s».")
            % {"told": self._told(), "typed": typed[:_SHOWN]}
        )


class IssuerCode(forms.Field):
    """A fiscal code, or the number that a spreadsheet made of it."""

    def clean(self, value: Any) -> Any:
        """The code, with the zeros that a number does not keep.

        :raises ValidationError: if it is none.
        """
        text = str(value or "")
        if isinstance(value, Decimal):
            text = format(value, "f").zfill(_TAX_CODE)
        missing = {"required": _("Scrivi il codice fiscale o la partita IVA.")}
        return TaxCodeField(error_messages=missing).clean(text)


def _column(name: str, field: forms.Field) -> fields.Field:
    return fields.Field(attribute=name, column_name=name, widget=Reads(field))


def _text(limit: int, missing: Any = None) -> CellText:
    return CellText(
        PlainTextField(
            max_length=limit,
            multiline=False,
            required=missing is not None,
            error_messages={"required": missing} if missing is not None else {},
        )
    )


def _kind_words() -> dict[str, ExpenseKind]:
    return {**KIND_WORDS, **{str(label): kind for kind, label in EXPENSE_KINDS.items()}}


class Expenses(Table):
    """Lines of expense as a file says them."""

    numero = _column("numero", _text(60, gettext_lazy("Scrivi il numero del documento.")))
    data = _column("data", CellDate())
    emittente = _column("emittente", _text(200, gettext_lazy("Scrivi chi lo ha emesso.")))
    codice_emittente = _column("codice_emittente", IssuerCode())
    totale = _column("totale", CellAmount(min_value=CENT))
    iva = _column("iva", CellAmount(required=False))
    pagato_il = _column("pagato_il", CellDate(required=False))
    importo = _column("importo", CellAmount(min_value=CENT))
    descrizione = _column("descrizione", _text(300))

    def __init__(self, choices: Choices) -> None:
        super().__init__()
        members, categories = choices.members, choices.categories
        alone = next(iter(members)) if len(members) == 1 else None
        columns: dict[str, fields.Field] = {
            "tipo": _column("tipo", Named(_kind_words(), lambda: ", ".join(KIND_WORDS))),
            "ente": _column(
                "ente",
                Named(
                    {code: code for code in members},
                    lambda: _("il codice fiscale di un ente per cui scrivi"),
                    alone=alone,
                ),
            ),
            "voce": _column("voce", Named(categories, lambda: ", ".join(_names(categories)))),
        }
        declared: dict[str, fields.Field] = vars(type(self))["fields"]
        self.__dict__["fields"] = columns | declared  # of this table: its words are of one call

    def read(self, number: int, cells: Mapping[str, Cell]) -> Row:
        """What the row says, or what is wrong with it, column by column."""
        said = SimpleNamespace()
        try:
            self.import_instance(said, cells)
        except ValidationError as problem:
            wrong = tuple((name, " ".join(each)) for name, each in problem.message_dict.items())
            return Row(number=number, wrong=wrong)
        vat = said.iva or ZERO
        if vat >= said.totale:
            return Row(number=number, wrong=(("iva", _("L'IVA è meno del totale.")),))
        return Row(
            number=number,
            said=Said(
                member=said.ente,
                kind=said.tipo,
                number=said.numero,
                date=said.data,
                issuer_name=said.emittente,
                issuer_code=said.codice_emittente,
                total=said.totale,
                vat=vat,
                paid_on=said.pagato_il,
            ),
            category=said.voce,
            amount=said.importo,
            description=said.descrizione,
        )


def rows_in(
    content: bytes, *, filename: str, members: Mapping[str, str], categories: Mapping[str, str]
) -> list[Row]:
    """Read a file of expenses: every row, with what is wrong in it.

    :raises UploadRefused: if the file as a whole cannot be read: see `core.sheets`; or its columns
        are not those of the table, or it has no row.
    """
    found = rows_of(content, filename=filename, limit=MOST_ROWS)
    _number, headings = next(found, (0, ()))
    columns = columns_of(headings, known=COLUMNS, optional=OPTIONAL)
    table = Expenses(Choices(members, categories))
    rows = [_row(table, number, columns, cells) for number, cells in found]
    if not rows:
        raise UploadRefused(
            _("Il file non ha righe sotto le intestazioni: scrivi una spesa per riga.")
        )
    return rows


def blank(*, ending: str) -> tuple[bytes, str]:
    """The table with its headings and nothing else, and its media type.

    :raises KeyError: if there is no such format.
    """
    form = FORMATS[ending]()
    content = form.export_data(tablib.Dataset(headers=list(COLUMNS)))
    return (content.encode() if isinstance(content, str) else content), form.get_content_type()


def _names(categories: Mapping[str, str]) -> list[str]:
    named = {code: name for name, code in categories.items() if name != code}
    return sorted(named.get(code, code) for code in set(categories.values()))


def _row(table: Expenses, number: int, columns: Sequence[str], cells: Sequence[Cell]) -> Row:
    if problem := beyond(columns, cells):
        return Row(number=number, wrong=(("", problem),))
    said = dict.fromkeys(COLUMNS, "") | dict(zip(columns, cells, strict=False))
    return table.read(number, said)
