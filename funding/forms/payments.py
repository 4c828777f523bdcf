"""A request for payment, its check, an order to the bank, the file in which it answers."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applicants.forms.accompaniments import ManyFilesField
from funding.actions.payments.requests import Claim, SuretyGiven
from funding.actions.payments.rules import PaymentRefused, check_iban
from funding.enums import InstalmentKind
from funding.labels import INSTALMENT_KINDS
from funding.models import PaymentRequest
from wecare.core.fields import AmountField, ItalianDateField, PlainTextField
from wecare.core.money import CENT
from wecare.core.uploads import UploadRefused, check_size, clean_filename

LONGEST_TEXT = 4000
LONGEST_NAME = 140
_FILES = gettext_lazy("Al massimo cinque, PDF o P7M, 20 MB ciascuno.")


class OneFileField(forms.FileField):
    """A file of an accepted size, with a name; what it holds is for the action to look at."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """:raises ValidationError: if the file is not acceptable."""
        given = super().clean(data, initial)
        if given:
            try:
                check_size(given.size or 0)
                clean_filename(given.name or "")
            except UploadRefused as refusal:
                raise forms.ValidationError(f"{given.name}: {refusal}") from refusal
        return given


class RequestForm(forms.Form):
    """What a beneficiary asks, and where to pay it."""

    use_required_attribute = False

    kind = forms.ChoiceField(label=gettext_lazy("Che cosa chiedi"))
    amount = AmountField(label=gettext_lazy("Importo"), min_value=CENT)
    holder = PlainTextField(
        label=gettext_lazy("Intestatario del conto"),
        help_text=gettext_lazy("Come risulta alla banca: dev'essere l'ente beneficiario."),
        max_length=LONGEST_NAME,
        multiline=False,
    )
    iban = PlainTextField(
        label=gettext_lazy("IBAN"),
        help_text=gettext_lazy("27 caratteri se il conto è italiano; gli spazi non contano."),
        max_length=60,
        multiline=False,
    )
    note = PlainTextField(
        label=gettext_lazy("Note per l'ufficio"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    documents = ManyFilesField(label=gettext_lazy("Documenti"), help_text=_FILES, required=False)
    surety_number = PlainTextField(
        label=gettext_lazy("Numero della fideiussione"),
        max_length=60,
        multiline=False,
        required=False,
    )
    surety_issuer = PlainTextField(
        label=gettext_lazy("Chi la rilascia"),
        help_text=gettext_lazy("La banca o l'assicurazione."),
        max_length=LONGEST_NAME,
        multiline=False,
        required=False,
    )
    surety_amount = AmountField(
        label=gettext_lazy("Importo garantito"), min_value=CENT, required=False
    )
    surety_expires = ItalianDateField(
        label=gettext_lazy("Scadenza"), help_text=gettext_lazy("gg/mm/aaaa"), required=False
    )
    surety_file = OneFileField(
        label=gettext_lazy("File della fideiussione"),
        help_text=gettext_lazy("PDF o P7M, al massimo 20 MB."),
        required=False,
    )
    SURETY = ("surety_number", "surety_issuer", "surety_amount", "surety_expires", "surety_file")
    CLAIM = ("kind", "amount", "holder", "iban", "note", "documents")

    def __init__(
        self, *args: Any, kinds: list[InstalmentKind], with_surety: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = [(each.value, INSTALMENT_KINDS[each]) for each in kinds]
        if not with_surety:
            for name in self.SURETY:
                del self.fields[name]

    @property
    def claim_fields(self) -> list[forms.BoundField]:
        """What every request says."""
        return [self[name] for name in self.CLAIM]

    @property
    def surety_fields(self) -> list[forms.BoundField]:
        """What an advance to a private body says besides."""
        return [self[name] for name in self.SURETY if name in self.fields]

    def clean_iban(self) -> str:
        """The IBAN without spaces.

        :raises ValidationError: if it is none.
        """
        try:
            return check_iban(self.cleaned_data["iban"])
        except PaymentRefused as refusal:
            raise ValidationError(str(refusal)) from refusal

    def clean(self) -> dict[str, Any]:
        """:raises ValidationError: where a surety is there in part."""
        said = super().clean() or self.cleaned_data
        given = [name for name in self.SURETY if name in self.fields]
        if any(said.get(name) for name in given):
            for name in given:
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, _("Della fideiussione servono tutti i dati e il file."))
        return said

    @property
    def uploads(self) -> list[UploadedFile]:
        """The documents that came with it."""
        return list(self.cleaned_data["documents"])

    def claim(self, brought: Any) -> Claim:
        """What was typed; `brought` keeps an uploaded file until the action has looked at it."""
        said = self.cleaned_data
        surety = None
        if said.get("surety_file"):
            surety = SuretyGiven(
                said["surety_number"],
                said["surety_issuer"],
                said["surety_amount"],
                said["surety_expires"],
                brought(said["surety_file"]),
            )
        return Claim(
            said["amount"],
            said["iban"],
            said["holder"],
            said["note"],
            [brought(each) for each in self.uploads],
            surety,
        )


class CheckForm(forms.Form):
    """What an officer found, and what to pay."""

    use_required_attribute = False

    documents = forms.BooleanField(
        label=gettext_lazy("Ho letto i documenti allegati e sono in regola"),
        error_messages={"required": gettext_lazy("Conferma di aver letto i documenti.")},
    )
    account = forms.BooleanField(
        label=gettext_lazy("Il conto è intestato al beneficiario"),
        error_messages={"required": gettext_lazy("Conferma a chi è intestato il conto.")},
    )
    amount = AmountField(label=gettext_lazy("Importo da pagare"), min_value=CENT)
    reason = PlainTextField(
        label=gettext_lazy("Perché meno"),
        help_text=gettext_lazy("Se proponi meno di quanto è chiesto: lo legge il beneficiario."),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReturnForm(forms.Form):
    """What is to be corrected."""

    use_required_attribute = False

    reason = PlainTextField(
        label=gettext_lazy("Che cosa va corretto"),
        help_text=gettext_lazy("Lo legge il beneficiario."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy("Scrivi che cosa va corretto: il beneficiario lo legge.")
        },
    )


class DecisionForm(forms.Form):
    """Why not, for a no."""

    use_required_attribute = False

    reason = PlainTextField(
        label=gettext_lazy("Motivo, se non approvi"),
        help_text=gettext_lazy("Lo legge chi controlla."),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class OrderForm(forms.Form):
    """Which approved payments go to the bank, and when it pays them."""

    use_required_attribute = False

    on = ItalianDateField(
        label=gettext_lazy("Giorno in cui la banca paga"), help_text=gettext_lazy("gg/mm/aaaa")
    )
    payments = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Pagamenti"),
        queryset=PaymentRequest.objects.order_by("id"),
        error_messages={
            "required": gettext_lazy("Scegli almeno un pagamento da mettere nell'ordine."),
            "invalid_choice": gettext_lazy(
                "Una delle richieste scelte non c'è: ricarica la pagina."
            ),
        },
    )


class OutcomesForm(forms.Form):
    """The bank's file."""

    use_required_attribute = False

    file = forms.FileField(
        label=gettext_lazy("File degli esiti"),
        help_text=gettext_lazy(
            "CSV, XLSX o ODS con le colonne codice, data, esito (eseguito o respinto), motivo."
        ),
        error_messages={"required": gettext_lazy("Scegli il file degli esiti.")},
    )
