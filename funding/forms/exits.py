"""Revocation, renunciation, closure: what is typed at each step."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funding.actions.exits.revocations import LEAST_DAYS
from funding.forms.bare import BareForm, WithActForm, WithFilesForm, text_field
from wecare.core.fields import AmountField, PlainTextField
from wecare.core.money import ZERO

_DAYS = {"required": gettext_lazy("Scrivi i giorni."), "invalid": gettext_lazy("Scrivi un numero.")}


def _days(label: Any, *, help_text: Any, initial: int, least: int = 1) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        initial=initial,
        min_value=least,
        max_value=365,
        error_messages=_DAYS,
    )


class NoticeForm(BareForm):
    """The notice that a revocation begins."""

    scope = forms.ChoiceField(
        label=gettext_lazy("Che cosa si revoca"),
        choices=[
            ("all", gettext_lazy("Tutto il contributo")),
            ("part", gettext_lazy("Una parte")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Scegli se si revoca tutto o una parte.")},
    )
    amount = AmountField(
        label=gettext_lazy("Somma da revocare"),
        help_text=gettext_lazy("Solo se si revoca una parte, in euro."),
        required=False,
        min_value=ZERO,
    )
    reasons = text_field(
        gettext_lazy("Motivi"), help_text=gettext_lazy("Li legge il beneficiario."), rows=6
    )
    answer_days = _days(
        gettext_lazy("Giorni per rispondere"),
        help_text=gettext_lazy("Almeno dieci (L. 241/1990, art. 10-bis)."),
        initial=LEAST_DAYS,
    )
    conclude_days = _days(
        gettext_lazy("Giorni per concludere"),
        help_text=gettext_lazy(
            "Dall'avvio, senza contare quelli in cui il termine è sospeso (L. 241/1990, art. 2)."
        ),
        initial=30,
    )
    protocol = PlainTextField(
        label=gettext_lazy("Protocollo della comunicazione"),
        help_text=gettext_lazy("Se è partita anche da un'altra via: numero e anno."),
        max_length=60,
        multiline=False,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """A part has its amount."""
        said = super().clean() or {}
        if said.get("scope") == "part" and "amount" in said and said["amount"] is None:
            self.add_error("amount", ValidationError(_("Scrivi quanto si revoca.")))
        if said.get("scope") == "all":
            said["amount"] = None
        return said


class ObservationForm(WithFilesForm):
    """What the beneficiary answers, with its files."""

    text = text_field(
        gettext_lazy("Le tue osservazioni"),
        help_text=gettext_lazy("Dopo l'invio non si cambiano: se serve, aggiungine altre."),
        rows=8,
    )

    field_order = ("text", "documents")


class AssessmentForm(BareForm):
    """What the office makes of the observations, or of their absence."""

    assessment = text_field(
        gettext_lazy("Valutazione"),
        help_text=gettext_lazy(
            "Perché si revoca e che cosa si risponde alle osservazioni: sta nell'atto, un punto per "
            "riga."
        ),
        rows=6,
    )
    recovery_days = _days(
        gettext_lazy("Giorni per restituire"),
        help_text=gettext_lazy("Contati dall'atto, se c'è qualcosa da restituire."),
        initial=60,
    )


class ReasonForm(BareForm):
    """A reason that the beneficiary reads."""

    reason = text_field(gettext_lazy("Motivo"), help_text=gettext_lazy("Lo legge il beneficiario."))


class RenunciationActForm(BareForm):
    """What the data do not say of the act that takes note of a renunciation."""

    protocol = PlainTextField(
        label=gettext_lazy("Protocollo della rinuncia"),
        help_text=gettext_lazy("Numero e anno."),
        max_length=60,
        multiline=False,
        error_messages={"required": gettext_lazy("Scrivi il protocollo.")},
    )
    recovery_days = _days(
        gettext_lazy("Giorni per restituire"),
        help_text=gettext_lazy("Contati dall'atto, se c'è qualcosa da restituire."),
        initial=60,
    )


class ClosureForm(WithActForm):
    """The final contribution, where it comes from, the act where there is one; and the consent."""

    due = AmountField(
        label=gettext_lazy("Contributo finale"),
        help_text=gettext_lazy(
            "Quanto spetta in tutto, in euro: non più di quanto è stato pagato."
        ),
        min_value=ZERO,
    )
    reason = text_field(
        gettext_lazy("Da dove viene"),
        help_text=gettext_lazy(
            "Il rendiconto accettato, o perché si chiude senza. Lo legge l'ente."
        ),
    )
    confirmed = forms.BooleanField(
        label=gettext_lazy("Ho capito: dopo si muove solo ciò che si recupera."),
        error_messages={"required": gettext_lazy("Per chiudere devi confermare di aver capito.")},
    )

    field_order = ("due", "reason", "number_text", "adopted_on", "subject", "confirmed")
