"""Cells of the table of movements, read with the sentences of the forms."""

import re
from collections.abc import Hashable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from import_export import widgets

from calls.engine.places import Place, PlaceRefused, read
from calls.enums import BudgetKind
from calls.labels.budgets import BUDGET_KINDS, BUDGET_PATHS
from calls.resources.tables import plain
from wecare.acts.enums import ActKind
from wecare.core.fields import AmountField, ItalianDateField

_MACHINE = re.compile(r"[0-9]+\.[0-9]{1,2}0*")
_SHOWN = 40  # characters of a cell that a sentence repeats


class Reads(widgets.Widget):
    """Reads a cell as a form reads a field; the same cell is read once."""

    def __init__(self, field: forms.Field) -> None:
        super().__init__()
        self._field = field
        self._known: dict[Hashable, tuple[Any, str]] = {}

    def clean(self, value: Any, row: Any = None, **_options: Any) -> Any:
        """What the cell says.

        :raises ValueError: with the sentence that says what is wrong.
        """
        if value not in self._known:
            self._known[value] = self._read(value)
        found, problem = self._known[value]
        if problem:
            raise ValueError(problem)
        return found

    def _read(self, value: Any) -> tuple[Any, str]:
        try:
            return self._field.clean(plain(value) if isinstance(value, str) else value), ""
        except ValidationError as problem:
            return None, " ".join(problem.messages)


class CellAmount(AmountField):
    """An amount as people write it, as machines do, or as a number of the spreadsheet."""

    def to_python(self, value: Any) -> Decimal | None:
        text = format(value, "f") if isinstance(value, Decimal) else str(value or "").strip()
        if _MACHINE.fullmatch(text):
            whole, _point, cents = text.partition(".")
            text = f"{whole},{cents.rstrip('0').ljust(2, '0')}"
        return super().to_python(text.replace(".", ",", 1) if isinstance(value, Decimal) else text)


class CellDate(ItalianDateField):
    """A day as people write it, as machines do, or as a date of the spreadsheet."""

    def to_python(self, value: Any) -> date | None:
        return super().to_python(value if isinstance(value, date) else str(value or "").strip())


class CellText(forms.Field):
    """A text read by another field, whatever the spreadsheet takes it for."""

    def __init__(self, field: forms.Field) -> None:
        super().__init__(required=False)
        self._field = field

    def clean(self, value: Any) -> Any:
        """The text.

        :raises ValidationError: as the other field does.
        """
        return self._field.clean(_text(value))


class KindField(forms.Field):
    """What the act does: `dotazione`, `aumento`, `spostamento`, `riduzione`."""

    def clean(self, value: Any) -> BudgetKind:
        """The kind.

        :raises ValidationError: if it is none.
        """
        typed = _text(value).strip()
        for kind, path in BUDGET_PATHS.items():
            if typed.casefold() in {path, str(BUDGET_KINDS[kind]).casefold()}:
                return kind
        raise ValidationError(
            _("Scrivi dotazione, aumento, spostamento o riduzione. Abbiamo letto «%(typed)s».")
            % {"typed": typed[:_SHOWN]}
        )


class ActKindField(forms.Field):
    """Who adopts the act: `DGR`, `DD`."""

    def clean(self, value: Any) -> ActKind:
        """The kind.

        :raises ValidationError: if it is none.
        """
        typed = _text(value).strip()
        found = {kind.value: kind for kind in ActKind}.get(typed.upper().replace(".", ""))
        if found is None:
            raise ValidationError(
                _("Scrivi %(kinds)s. Abbiamo letto «%(typed)s».")
                % {
                    "kinds": _(" o ").join(kind.value for kind in ActKind),
                    "typed": typed[:_SHOWN],
                }
            )
        return found


class PlaceField(forms.Field):
    """A place as the ledger writes it; blank is none."""

    def clean(self, value: Any) -> Place | None:
        """The place.

        :raises ValidationError: if it is none.
        """
        typed = _text(value).strip()
        if not typed:
            return None
        try:
            return read(typed)
        except PlaceRefused as problem:
            raise ValidationError(
                _(
                    "Scrivi misura/linea/fondo, per esempio FSE2/unica/FSE, e per un lotto "
                    "misura/linea/fondo/bando/lotto. Abbiamo letto «%(typed)s»."
                )
                % {"typed": typed[:_SHOWN]}
            ) from problem


def _text(value: Any) -> str:
    return format(value, "f") if isinstance(value, Decimal) else str(value or "")
