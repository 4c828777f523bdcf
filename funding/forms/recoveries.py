"""Payments that come back, instalments, rates of interest: what is typed."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from funding.actions.exits.instalments import FEWEST
from funding.forms.bare import BareForm, text_field
from wecare.core.fields import AmountField, ItalianDateField, PlainTextField
from wecare.core.money import CENT, ZERO

_DAY = _("gg/mm/aaaa")


class PaymentForm(BareForm):
    """A payment that arrived."""

    amount = AmountField(label=_("Somma ricevuta"), min_value=CENT)
    received_on = ItalianDateField(label=_("Giorno in cui è arrivata"), help_text=_DAY)
    reference = PlainTextField(
        label=_("Riferimento"),
        help_text=_(
            "CRO, quietanza o numero del provvisorio: lo stesso non si registra due volte."
        ),
        max_length=100,
        multiline=False,
        error_messages={"required": _("Scrivi il riferimento del pagamento.")},
    )


class SinceForm(BareForm):
    """The day from which interest runs, and why."""

    since = ItalianDateField(label=_("Gli interessi corrono dal giorno dopo il"), help_text=_DAY)
    reason = text_field(_("Perché"), help_text=_("Resta nella storia del contributo."))


class InstalmentsForm(BareForm):
    """How many instalments are asked for, and why."""

    count = forms.IntegerField(
        label=_("Quante rate"),
        help_text=_("Mensili e uguali."),
        min_value=FEWEST,
        error_messages={"required": _("Scrivi quante rate.")},
    )
    reason = text_field(_("Perché"), help_text=_("Lo legge l'ufficio."))


class InstalmentsDecisionForm(BareForm):
    """Granting the instalments from a day on, or refusing them with the reason."""

    outcome = forms.ChoiceField(
        label=_("Esito"),
        choices=[("granted", _("Concesse")), ("refused", _("Non concesse"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Scegli l'esito.")},
    )
    first = ItalianDateField(
        label=_("La prima rata scade il"),
        help_text=_("gg/mm/aaaa, se le concedi. Le altre ogni mese."),
        required=False,
    )
    answer = text_field(
        _("Motivo"), help_text=_("Serve se non le concedi: lo legge l'ente."), required=False
    )


class RateForm(BareForm):
    """A rate of legal interest from a 1st of January on."""

    since = ItalianDateField(label=_("Dal"), help_text=_("Il 1° gennaio da cui vale: gg/mm/aaaa."))
    percent = AmountField(
        label=_("Saggio, per cento l'anno"), min_value=ZERO, max_value=Decimal(100)
    )
    decree = PlainTextField(
        label=_("Decreto che lo fissa"),
        max_length=200,
        multiline=False,
        error_messages={"required": _("Scrivi il decreto che fissa il saggio.")},
    )
    is_sure = forms.BooleanField(
        label=_("L'ho verificato sulla Gazzetta Ufficiale"), required=False
    )
