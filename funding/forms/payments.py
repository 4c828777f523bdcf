"""The plan of an award, a request for payment, its check, an order, the bank's file, the limits."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applicants.forms.accompaniments import ManyFilesField
from calls.models import Measure
from funding.actions.payments import Claim, SuretyGiven
from funding.engine.payments import MOST_INTERIM, Habit, Share
from funding.enums import InstalmentKind
from funding.labels import INSTALMENT_KINDS
from funding.models import PaymentRequest, SpendingLimit
from wecare.accounts.models import Person
from wecare.core.fields import AmountField, ItalianDateField, PlainTextField
from wecare.core.money import CENT, ZERO
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


class HabitForm(forms.Form):
    """How the awards of a call are paid."""

    use_required_attribute = False

    advance = AmountField(
        label=gettext_lazy("Anticipo, in percentuale"), min_value=ZERO, max_value=Decimal(100)
    )
    interim = AmountField(
        label=gettext_lazy("Acconto, in percentuale"), min_value=ZERO, max_value=Decimal(100)
    )
    needs_report = forms.BooleanField(
        label=gettext_lazy("Acconto e saldo si pagano sulla spesa riconosciuta"), required=False
    )
    surety_days = forms.IntegerField(
        label=gettext_lazy("Giorni di durata minima della fideiussione, dal controllo"),
        min_value=0,
        max_value=3650,
    )

    @property
    def habit(self) -> Habit:
        """What was typed, once the form is valid."""
        said = self.cleaned_data
        return Habit(said["advance"], said["interim"], said["needs_report"], said["surety_days"])


class PlanForm(forms.Form):
    """The instalments: each as a per cent or as euro; the balance is the rest."""

    use_required_attribute = False

    surety = forms.BooleanField(
        label=gettext_lazy("L'anticipo vuole una fideiussione"), required=False
    )
    surety_days = forms.IntegerField(
        label=gettext_lazy("Giorni di durata minima della fideiussione, dal controllo"),
        min_value=0,
        max_value=3650,
    )
    balance_report = forms.BooleanField(
        label=gettext_lazy("Il saldo si paga sulla spesa riconosciuta"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in self._rows():
            self.fields[f"{row}-percent"] = AmountField(
                label=_("Percentuale"), min_value=ZERO, max_value=Decimal(100), required=False
            )
            self.fields[f"{row}-amount"] = AmountField(
                label=_("oppure importo"), min_value=ZERO, required=False
            )
            if row != InstalmentKind.ADVANCE:
                self.fields[f"{row}-report"] = forms.BooleanField(
                    label=_("Si paga sulla spesa riconosciuta"), required=False
                )

    @staticmethod
    def _rows() -> list[str]:
        interim = [f"{InstalmentKind.INTERIM.value}{n}" for n in range(1, MOST_INTERIM + 1)]
        return [InstalmentKind.ADVANCE.value, *interim]

    @property
    def rows(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Each instalment with its fields."""
        found = []
        for row in self._rows():
            kind = InstalmentKind(row.rstrip("0123456789"))
            number = row.removeprefix(kind.value)
            title = f"{INSTALMENT_KINDS[kind]} {number}".strip()
            fields = [self[name] for name in self.fields if name.startswith(f"{row}-")]
            found.append((title, fields))
        return found

    def clean(self) -> dict[str, Any]:
        """:raises ValidationError: where an instalment says both a per cent and euro."""
        said = super().clean() or self.cleaned_data
        for row in self._rows():
            if said.get(f"{row}-percent") and said.get(f"{row}-amount"):
                self.add_error(
                    f"{row}-amount", _("Scrivi la percentuale o l'importo, non tutti e due.")
                )
        return said

    @property
    def shares(self) -> list[Share]:
        """What was typed, once the form is valid; the balance has no euro yet."""
        said, found = self.cleaned_data, []
        for row in self._rows():
            percent, amount = said[f"{row}-percent"] or None, said[f"{row}-amount"] or ZERO
            if percent is None and not amount:
                continue
            kind = InstalmentKind(row.rstrip("0123456789"))
            found.append(Share(kind, amount, percent, said.get(f"{row}-report", False)))
        found.append(Share(InstalmentKind.BALANCE, ZERO, None, said["balance_report"]))
        return found

    @classmethod
    def typed(cls, shares: tuple[Share, ...], **said: Any) -> dict[str, Any]:
        """The initial values that show these instalments."""
        numbers = iter(range(1, MOST_INTERIM + 1))
        for share in shares:
            if share.kind is InstalmentKind.BALANCE:
                said["balance_report"] = share.needs_report
                continue
            row = share.kind.value
            if share.kind is InstalmentKind.INTERIM:
                row = f"{row}{next(numbers)}"
            if share.percent is not None:
                said[f"{row}-percent"] = share.percent
            else:
                said[f"{row}-amount"] = share.amount
            said[f"{row}-report"] = share.needs_report
        return said


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
        label=gettext_lazy("Banca o assicurazione che la rilascia"),
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
        label=gettext_lazy("Ho letto i documenti allegati e sono in regola"), required=False
    )
    account = forms.BooleanField(
        label=gettext_lazy("Il conto è intestato al beneficiario"), required=False
    )
    amount = AmountField(label=gettext_lazy("Importo da pagare"), min_value=CENT)
    reason = PlainTextField(
        label=gettext_lazy("Perché meno di quanto è chiesto"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReasonForm(forms.Form):
    """A reason that somebody reads."""

    use_required_attribute = False

    reason = PlainTextField(
        label=gettext_lazy("Motivo"),
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


class LimitForm(forms.Form):
    """Up to how much a person approves."""

    use_required_attribute = False

    person = forms.ModelChoiceField(label=gettext_lazy("Persona"), queryset=Person.objects.none())
    up_to = AmountField(label=gettext_lazy("Fino a"), min_value=CENT)
    since = ItalianDateField(label=gettext_lazy("Dal"), help_text=gettext_lazy("gg/mm/aaaa"))
    until = ItalianDateField(
        label=gettext_lazy("Fino al giorno"), help_text=gettext_lazy("gg/mm/aaaa"), required=False
    )
    basis = PlainTextField(
        label=gettext_lazy("Atto che lo dispone"), max_length=200, multiline=False
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.queryset = people


class LimitEndForm(forms.Form):
    """Which limit ends, and when."""

    use_required_attribute = False

    limit = forms.ModelChoiceField(
        queryset=SpendingLimit.objects.order_by("id"), widget=forms.HiddenInput
    )
    until = ItalianDateField(label=gettext_lazy("Finisce il"), help_text=gettext_lazy("gg/mm/aaaa"))


class TwoPeopleForm(forms.Form):
    """Above how much two people approve."""

    use_required_attribute = False

    measure = forms.ModelChoiceField(
        label=gettext_lazy("Misura"), queryset=Measure.objects.order_by("order", "code")
    )
    above = AmountField(label=gettext_lazy("Sopra"), min_value=ZERO)
    basis = PlainTextField(
        label=gettext_lazy("Atto che lo dispone"), max_length=200, multiline=False
    )
