"""The row of a reserve: a part of a lot kept for some of those who apply."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls.forms.access import several
from calls.forms.fields import CodeField, LineField, LinesField, ShareField
from calls.forms.rows import RowForm
from calls.forms.tables import article
from calls.labels import ORGANISATION_KINDS
from wecare.core.fields import AmountField
from wecare.core.money import CENT


class ReserveRow(RowForm):
    """How much of which lot is kept, and for whom; `lot` is no part of the reserve itself."""

    unique_field = ""

    lot = CodeField(
        label=gettext_lazy("Codice del lotto"),
        max_length=20,
        help_text=gettext_lazy("Uno di quelli scritti qui sopra."),
    )
    code = CodeField(label=gettext_lazy("Codice della riserva"), max_length=20)
    title = LineField(
        label=gettext_lazy("Nome della riserva"),
        help_text=gettext_lazy(
            "Come si legge in graduatoria, per esempio: enti delle aree montane."
        ),
    )
    amount = AmountField(
        label=gettext_lazy("Importo riservato"),
        required=False,
        min_value=CENT,
        help_text=gettext_lazy("In euro. Oppure scrivi la percentuale qui sotto."),
    )
    percent = ShareField(
        label=gettext_lazy("Oppure percentuale del lotto"),
        required=False,
        min_value=CENT,
        help_text=gettext_lazy("Per esempio 20,00."),
    )
    kinds = several(
        gettext_lazy("Per chi presenta la domanda ed è"),
        ORGANISATION_KINDS,
        required=False,
        help_text=gettext_lazy("Oppure scegli una domanda del modulo qui sotto."),
    )
    question = CodeField(
        label=gettext_lazy("Oppure per chi, a questa domanda del modulo"),
        required=False,
        help_text=gettext_lazy("Il codice di una scelta da un elenco."),
    )
    answers = LinesField(
        label=gettext_lazy("risponde così"),
        required=False,
        help_text=gettext_lazy("Una risposta per riga, scritta come tra le scelte."),
    )
    article = article()

    def clean(self) -> dict[str, Any]:
        """How much and for whom are each said once."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not {"amount", "percent"} & set(self.errors):
            both = [cleaned.get("amount"), cleaned.get("percent")]
            if both.count(None) != 1:
                self.add_error("amount", _("Scrivi l'importo oppure la percentuale: uno dei due."))
        if not {"kinds", "question"} & set(self.errors):
            if bool(cleaned.get("kinds")) == bool(cleaned.get("question")):
                sentence = _("Scegli i tipi di ente oppure scrivi una domanda: una delle due cose.")
                self.add_error("kinds", sentence)
            if bool(cleaned.get("question")) != bool(cleaned.get("answers")):
                self.add_error("answers", _("Servono il codice della domanda e le sue risposte."))
        return cleaned


def shown_of(lot: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The stored reserves of a lot, each with the code of the lot."""
    rows = lot.get("reserves")
    held = [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []
    return [{**row, "lot": lot.get("code", "")} for row in held]
