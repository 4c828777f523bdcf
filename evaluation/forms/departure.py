"""Giving up, answering an offer in part, and taking away by act."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from evaluation.actions.departures import Ground
from evaluation.enums import DepartureKind, OfferReply
from evaluation.labels.publication import DEPARTURES, OFFER_REPLIES
from evaluation.policies.departures import Reply
from evaluation.policies.refusals import REASON_LENGTH
from wecare.acts.enums import ActKind
from wecare.core.fields import AmountField, ItalianDateField, PlainTextField
from wecare.core.money import ZERO


class _Bare(forms.Form):
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class RenunciationForm(_Bare):
    """Why, and the consent."""

    reason = PlainTextField(
        label=_("Perché rinunci"),
        help_text=_("Lo legge l'ufficio."),
        max_length=REASON_LENGTH,
        error_messages={"required": _("Scrivi il motivo.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    confirmed = forms.BooleanField(
        label=_("Ho capito: rinuncio al contributo e non si torna indietro."),
        error_messages={"required": _("Per rinunciare devi confermare di aver capito.")},
    )


class OfferForm(_Bare):
    """Accept, accept with a smaller project, or refuse."""

    reply = forms.ChoiceField(
        label=_("La tua risposta"),
        choices=[(each.value, OFFER_REPLIES[each]) for each in OfferReply],
        widget=forms.RadioSelect,
        error_messages={"required": _("Scegli la risposta.")},
    )
    amount = AmountField(
        label=_("Contributo che ti basta"),
        help_text=_("Solo se riduci il progetto: in euro, al massimo l'offerta."),
        required=False,
    )
    project_value = AmountField(
        label=_("Valore del progetto ridotto"),
        help_text=_("Solo se riduci il progetto: il costo totale, in euro."),
        required=False,
    )
    note = PlainTextField(
        label=_("Come riduci il progetto, o perché rifiuti"),
        required=False,
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    confirmed = forms.BooleanField(
        label=_("Ho capito: la risposta non si cambia."),
        error_messages={"required": _("Per rispondere devi confermare di aver capito.")},
    )

    @property
    def said(self) -> Reply:
        """The answer as the action takes it."""
        kind = OfferReply(self.cleaned_data["reply"])
        shaped = kind is OfferReply.RESHAPED
        return Reply(
            kind,
            (self.cleaned_data["amount"] or ZERO) if shaped else ZERO,
            self.cleaned_data["project_value"] if shaped else None,
            self.cleaned_data["note"],
        )


class RevocationForm(_Bare):
    """Why and by which act a contribution is taken away."""

    kind = forms.ChoiceField(
        label=_("Che cosa"),
        choices=[
            (each.value, DEPARTURES[each])
            for each in (DepartureKind.REVOKED, DepartureKind.LAPSED_OFFER)
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Scegli che cosa registri.")},
    )
    reason = PlainTextField(
        label=_("Motivo"),
        help_text=_("Lo legge il beneficiario: cita la regola."),
        max_length=REASON_LENGTH,
        error_messages={"required": _("Scrivi il motivo.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    number_text = PlainTextField(
        label=_("Numero dell'atto"),
        help_text=_("Per esempio DD 12/A2203A/2026."),
        max_length=60,
        multiline=False,
        error_messages={"required": _("Scrivi il numero dell'atto.")},
    )
    adopted_on = ItalianDateField(label=_("Data dell'atto"), help_text=_("gg/mm/aaaa"))

    @property
    def ground(self) -> Ground:
        """The act as it is recorded."""
        return {
            "kind": ActKind.DD.value,
            "number_text": self.cleaned_data["number_text"],
            "adopted_on": self.cleaned_data["adopted_on"],
            "subject": str(DEPARTURES[DepartureKind(self.cleaned_data["kind"])]),
        }
