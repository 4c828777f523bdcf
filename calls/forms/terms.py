"""The days of the procedure, stamp duty, signature and State aid."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls.forms.access import several, where
from calls.forms.fields import LineField, WholeField
from calls.forms.groups import yes_or_no
from calls.forms.parts import PartForm
from calls.forms.tables import CHOOSE
from calls.labels import AID_REGIMES, ORGANISATION_KINDS, SIGNATURES
from wecare.core.fields import AmountField
from wecare.core.money import CENT

MOST_DAYS = 365


def _days(label: Any, told: Any) -> WholeField:
    return WholeField(label=label, help_text=told, maximum=MOST_DAYS, required=False)


def _one(label: Any, table: Any) -> forms.ChoiceField:
    unsaid = ("", gettext_lazy("Il bando non lo dice"))
    return forms.ChoiceField(
        label=label,
        choices=[unsaid, *((each.value, name) for each, name in table.items())],
        required=False,
        error_messages=CHOOSE,
    )


class TermsForm(PartForm):
    """What is left blank the call does not say."""

    checking_days = _days(
        gettext_lazy("Giorni per l'istruttoria"),
        gettext_lazy("Dall'apertura delle domande. Vuoto: i 30 dell'art. 2 L. 241/1990."),
    )
    checking_article = where(gettext_lazy("Articolo sui giorni per l'istruttoria"))
    clarification_days = _days(
        gettext_lazy("Giorni per completare la domanda"),
        gettext_lazy("Soccorso istruttorio. Vuoto: il bando non lo dice."),
    )
    clarification_article = where(gettext_lazy("Articolo sul soccorso istruttorio"))
    rejection_days = _days(
        gettext_lazy("Giorni per rispondere al preavviso di rigetto"),
        gettext_lazy("Art. 10-bis L. 241/1990. Vuoto: il bando non dà preavviso."),
    )
    rejection_article = where(gettext_lazy("Articolo sul preavviso di rigetto"))
    observation_days = _days(
        gettext_lazy("Giorni per le osservazioni"),
        gettext_lazy("Dopo la graduatoria provvisoria. Vuoto: non ci sono."),
    )
    observation_article = where(gettext_lazy("Articolo sulle osservazioni"))
    offer_days = _days(
        gettext_lazy("Giorni per rispondere a un'offerta parziale"),
        gettext_lazy("Dopo la graduatoria definitiva. Vuoto: il bando non li dice."),
    )
    offer_article = where(gettext_lazy("Articolo sulle offerte parziali"))
    stamp_duty = AmountField(
        label=gettext_lazy("Imposta di bollo"),
        required=False,
        min_value=CENT,
        help_text=gettext_lazy("In euro. Vuoto: il bando non ne parla."),
    )
    stamp_exempt = several(
        gettext_lazy("Chi è esente dal bollo"), ORGANISATION_KINDS, required=False
    )
    stamp_article = where(gettext_lazy("Articolo sul bollo"))
    signature = _one(gettext_lazy("Firma della domanda"), SIGNATURES)
    signature_article = where(gettext_lazy("Articolo sulla firma"))
    aid_regime = _one(gettext_lazy("Aiuti di Stato"), AID_REGIMES)
    aid_basis = LineField(
        label=gettext_lazy("Norma sugli aiuti"),
        required=False,
        help_text=gettext_lazy("Per esempio: Reg. (UE) 2023/2831."),
    )
    aid_article = where(gettext_lazy("Articolo sugli aiuti"))
    sealed = yes_or_no(
        gettext_lazy("Chi apre le domande"),
        yes=gettext_lazy("due persone dell'ufficio, in ogni fase, dopo la scadenza"),
        no=gettext_lazy("una persona dell'ufficio; nelle fasi dopo la prima si leggono all'arrivo"),
        help_text=gettext_lazy("Prima dell'apertura nessuno dell'ufficio legge le domande."),
        required=False,
    )
    sealed_article = where(gettext_lazy("Articolo sull'apertura delle domande"))

    def clean(self) -> dict[str, Any]:
        """Nobody is exempt from nothing, and a rule on aid belongs to a regime."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("stamp_exempt") and "stamp_duty" in cleaned and not cleaned["stamp_duty"]:
            self.add_error("stamp_duty", _("Scrivi l'importo del bollo, o togli le esenzioni."))
        if cleaned.get("aid_basis") and cleaned.get("aid_regime") == "":
            self.add_error("aid_regime", _("Scegli il regime di questa norma."))
        return cleaned
