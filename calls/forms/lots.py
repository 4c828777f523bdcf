"""The rows of lots: a share of the money with what it asks, what it keeps for some, who pays it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls.enums import AllocationPolicy
from calls.forms.access import several
from calls.forms.fields import CodeField, LineField, LinesField, ShareField
from calls.forms.rows import RowForm
from calls.forms.stored import YES
from calls.forms.tables import CHOOSE, article
from calls.labels import ALLOCATION_POLICIES, ORGANISATION_KINDS, ORGANISATION_SIZES
from calls.labels.lots import AID_FORMS
from wecare.core.fields import AmountField
from wecare.core.money import CENT


class LotRow(RowForm):
    """A share of the money with its own list."""

    code = CodeField(label=gettext_lazy("Codice"), max_length=20)
    title = LineField(label=gettext_lazy("Nome del lotto"))
    amount = AmountField(
        label=gettext_lazy("Importo"),
        min_value=CENT,
        help_text=gettext_lazy("In euro, per esempio 2.900.000,00."),
    )
    allocation = forms.ChoiceField(
        label=gettext_lazy("Se una domanda non ci sta intera"),
        choices=[(rule.value, label) for rule, label in ALLOCATION_POLICIES.items()],
        initial=AllocationPolicy.OFFER_REST.value,
        error_messages=CHOOSE,
    )
    minimum_offer = ShareField(
        label=gettext_lazy("Offerta parziale, almeno"),
        required=False,
        min_value=CENT,
        help_text=gettext_lazy(
            "In percentuale del richiesto: sotto, quello che resta non si offre. Vuoto: si offre "
            "comunque."
        ),
    )
    leftover_to = CodeField(
        label=gettext_lazy("Quello che resta va al lotto"),
        max_length=20,
        required=False,
        help_text=gettext_lazy(
            "Il codice di un altro lotto di questo bando, sullo stesso fondo. Vuoto: resta qui."
        ),
    )
    line = CodeField(
        label=gettext_lazy("Linea della misura"),
        max_length=20,
        required=False,
        help_text=gettext_lazy(
            "Il codice della linea, se il lotto spende i soldi di un'altra linea della stessa misura. "
            "Vuoto: quella del bando."
        ),
    )
    kinds = several(
        gettext_lazy("Chi può chiederlo"),
        ORGANISATION_KINDS,
        required=False,
        help_text=gettext_lazy("Nessuna scelta: tutti quelli che il bando ammette."),
    )
    sizes = several(
        gettext_lazy("Di quale dimensione"),
        ORGANISATION_SIZES,
        required=False,
        help_text=gettext_lazy("Vale anche per i partner. Nessuna scelta: come dice il bando."),
    )
    nonprofit = forms.TypedChoiceField(
        label=gettext_lazy("Con quale scopo"),
        choices=[
            ("", gettext_lazy("come dice il bando")),
            (YES, gettext_lazy("solo enti senza scopo di lucro, partner compresi")),
        ],
        coerce=lambda word: word == YES,
        required=False,
        error_messages=CHOOSE,
    )
    minimum_value = AmountField(
        label=gettext_lazy("Un progetto vale almeno"),
        required=False,
        min_value=CENT,
        help_text=gettext_lazy("In euro. Vuoto: come dice il bando."),
    )
    maximum_value = AmountField(
        label=gettext_lazy("Un progetto vale al massimo"),
        required=False,
        min_value=CENT,
        help_text=gettext_lazy("In euro. Vuoto: come dice il bando."),
    )
    aid_forms = several(
        gettext_lazy("In quale forma si chiede l'aiuto"),
        AID_FORMS,
        required=False,
        help_text=gettext_lazy("Nessuna scelta: un contributo, e non si chiede di scegliere."),
    )
    article = article()

    def clean_nonprofit(self) -> bool:
        """Nothing chosen asks nothing."""
        return self.cleaned_data["nonprofit"] is True


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


class FundShareRow(RowForm):
    """A fund that pays a lot with others; `lot` is no part of the share itself."""

    unique_field = ""

    lot = CodeField(
        label=gettext_lazy("Codice del lotto"),
        max_length=20,
        help_text=gettext_lazy("Uno di quelli scritti qui sopra."),
    )
    fund = CodeField(
        label=gettext_lazy("Codice del fondo"),
        max_length=20,
        help_text=gettext_lazy("Tra i fondi c'è sempre quello del bando."),
    )
    percent = ShareField(
        label=gettext_lazy("Quota"),
        min_value=CENT,
        help_text=gettext_lazy("In percentuale di ogni contributo. Insieme fanno 100,00."),
    )


def shown_of(lot: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    """The stored reserves of a lot (`reserves`), or its funds (`shares`), each with the lot's code."""
    rows = lot.get(key)
    held = [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []
    return [{**row, "lot": lot.get("code", "")} for row in held]
