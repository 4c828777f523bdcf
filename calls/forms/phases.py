"""The phases of a call."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls.forms.fields import LineField
from calls.forms.rows import RowForm
from calls.forms.stored import NO, YES
from calls.forms.tables import CHOOSE, article
from wecare.core.fields import ItalianDateTimeField


class PhaseRow(RowForm):
    """One step of the call; the first has the windows of the call."""

    unique_field = ""

    title = LineField(
        label=gettext_lazy("Nome della fase"),
        help_text=gettext_lazy("Per esempio: progetto preliminare."),
    )
    asks_costs = forms.TypedChoiceField(
        label=gettext_lazy("Spese e contributo"),
        choices=[
            (YES, gettext_lazy("si chiedono in questa fase")),
            (NO, gettext_lazy("non si chiedono in questa fase")),
        ],
        coerce=lambda word: word == YES,
        initial=YES,
        error_messages=CHOOSE,
    )
    opens_at = ItalianDateTimeField(
        label=gettext_lazy("Apertura"),
        required=False,
        help_text=gettext_lazy(
            "Dalla seconda fase in poi. Vuoto: la dice l'atto di ammissione alla fase."
        ),
    )
    closes_at = ItalianDateTimeField(
        label=gettext_lazy("Scadenza"),
        required=False,
        help_text=gettext_lazy("gg/mm/aaaa hh:mm, ora italiana."),
    )
    article = article()

    def clean(self) -> dict[str, Any]:
        """Both instants or neither, in their order."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("La scadenza deve venire dopo l'apertura."))
        if {"opens_at", "closes_at"} <= cleaned.keys() and (opens is None) != (closes is None):
            lacking = "closes_at" if closes is None else "opens_at"
            self.add_error(lacking, _("Scrivi sia l'apertura sia la scadenza, o nessuna."))
        return cleaned
