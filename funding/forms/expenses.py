"""What a beneficiary writes of its expenses, and what the office says of them."""

from collections.abc import Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls.engine.cost_groups import cost_name
from calls.engine.rulebook import Rulebook
from calls.forms.fields import ShareField
from evaluation.engine.formal_sample import LEAST_SHARE
from funding.actions.expenses.checks import Verdict
from funding.actions.expenses.documents import Said
from funding.enums import ExpenseKind, LineState
from funding.labels import EXPENSE_KINDS, VERDICTS
from funding.models import ExpenseDocument
from wecare.core.fields import AmountField, ItalianDateField, PlainTextField
from wecare.core.money import CENT
from wecare.core.tax_codes import TaxCodeField
from wecare.core.uploads import UploadRefused, check_size, clean_filename

REASON_LENGTH = 2000  # characters


class Plain(forms.Form):
    """A form without a tag of its own."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False


class PeriodForm(Plain):
    """From when until when a report tells, and whether it is the last one."""

    starts_on = ItalianDateField(label=gettext_lazy("Dal"))
    ends_on = ItalianDateField(label=gettext_lazy("Al"))
    is_final = forms.BooleanField(
        label=gettext_lazy("È il rendiconto finale"),
        help_text=gettext_lazy(
            "Dopo non se ne aggiungono altri, e i limiti del bando si applicano a tutta la spesa."
        ),
        required=False,
    )


class DocumentForm(Plain):
    """A document of expenditure."""

    member = forms.ChoiceField(label=gettext_lazy("Chi ha speso"))
    kind = forms.ChoiceField(
        label=gettext_lazy("Tipo di documento"),
        choices=[(kind.value, label) for kind, label in EXPENSE_KINDS.items()],
    )
    number = PlainTextField(
        label=gettext_lazy("Numero"),
        help_text=gettext_lazy("Per un cedolino: il mese e il nome, per esempio «03/2026 Rossi»."),
        max_length=60,
        multiline=False,
        error_messages={"required": gettext_lazy("Scrivi il numero del documento.")},
    )
    date = ItalianDateField(label=gettext_lazy("Data del documento"))
    issuer_name = PlainTextField(
        label=gettext_lazy("Chi lo ha emesso"),
        max_length=200,
        multiline=False,
        error_messages={"required": gettext_lazy("Scrivi chi ha emesso il documento.")},
    )
    issuer_code = TaxCodeField(
        label=gettext_lazy("Codice fiscale o partita IVA di chi lo ha emesso"),
        error_messages={"required": gettext_lazy("Scrivi il codice fiscale o la partita IVA.")},
    )
    total = AmountField(label=gettext_lazy("Importo totale"), min_value=CENT)
    vat = AmountField(label=gettext_lazy("Di cui IVA"), required=False)
    paid_on = ItalianDateField(
        label=gettext_lazy("Pagato il"),
        help_text=gettext_lazy("Serve per inviare il rendiconto."),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        members: Mapping[str, str],
        document: ExpenseDocument | None = None,
        **kwargs: Any,
    ) -> None:
        if document is not None:
            kwargs["initial"] = {
                name: getattr(document, name) for name in self.base_fields
            } | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        member = self.fields["member"]
        assert isinstance(member, forms.ChoiceField)  # noqa: S101 -- for the types
        member.choices = list(members.items())
        if len(members) == 1:
            member.widget = forms.HiddenInput()
            member.initial = next(iter(members))

    def clean(self) -> dict[str, Any]:
        """What is consistent: the VAT is less than the total."""
        found = super().clean() or self.cleaned_data
        total, vat = found.get("total"), found.get("vat")
        if total is not None and vat is not None and vat >= total:
            self.add_error("vat", _("L'IVA è meno del totale: controlla i due importi."))
        return found

    @property
    def said(self) -> Said:
        """What the form understood."""
        found = {name: self.cleaned_data[name] for name in self.base_fields}
        found["kind"] = ExpenseKind(found["kind"])
        found["vat"] = found["vat"] or CENT * 0
        return Said(**found)


class LineForm(Plain):
    """How much of a document goes to which category."""

    category = forms.ChoiceField(label=gettext_lazy("Voce di spesa"))
    amount = AmountField(label=gettext_lazy("Importo imputato al progetto"), min_value=CENT)
    description = PlainTextField(
        label=gettext_lazy("Per che cosa"),
        max_length=300,
        multiline=False,
        required=False,
    )

    def __init__(self, *args: Any, rules: Rulebook, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        category = self.fields["category"]
        assert isinstance(category, forms.ChoiceField)  # noqa: S101 -- for the types
        category.choices = categories(rules)


def categories(rules: Rulebook) -> list[tuple[str, str]]:
    """The categories that documents prove, with their whole names."""
    return [
        (each.code, cost_name(each, rules))
        for each in rules.cost_categories
        if each.flat_rate is None
    ]


class FileForm(Plain):
    """A PDF, or a signed one."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("PDF (.pdf) o file firmato (.p7m), al massimo 20 MB."),
        allow_empty_file=True,  # the sentence about empty files is ours
        error_messages={"required": gettext_lazy("Scegli un file da caricare.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.p7m"}),
    )

    def clean_file(self) -> UploadedFile:
        """The file, of an accepted size and with a name."""
        upload: UploadedFile = self.cleaned_data["file"]
        try:
            check_size(upload.size or 0)
            clean_filename(upload.name or "")
        except UploadRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return upload


class SendForm(Plain):
    """Nothing to write: the press is the declaration."""


class VerdictForm(Plain):
    """What the office says of a line."""

    state = forms.ChoiceField(
        label=gettext_lazy("Esito"),
        choices=[(state.value, label) for state, label in VERDICTS.items()],
        error_messages={"required": gettext_lazy("Scegli un esito.")},
    )
    accepted = AmountField(label=gettext_lazy("Importo accettato, se in parte"), required=False)
    reason = PlainTextField(
        label=gettext_lazy("Motivo, se non accetti tutto"),
        help_text=gettext_lazy("Lo legge il beneficiario."),
        required=False,
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    @property
    def verdict(self) -> Verdict:
        """What the form understood."""
        found = self.cleaned_data
        return Verdict(LineState(found["state"]), found["accepted"], found["reason"])


class ShareForm(Plain):
    """How much of the lines is looked at."""

    share = ShareField(
        min_value=LEAST_SHARE,
        label=gettext_lazy("Quota da controllare, in percentuale"),
        help_text=gettext_lazy("Dall'1 al 100. Si arrotonda per eccesso: almeno una riga."),
    )


class ReasonForm(Plain):
    """Why the check is taken up again."""

    reason = PlainTextField(
        label=gettext_lazy("Motivo"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Scrivi il motivo.")},
    )


class NoteForm(Plain):
    """What is said at the closing: needed where a limit is not kept."""

    note = PlainTextField(
        label=gettext_lazy("Nota, se un limite non è rispettato"),
        required=False,
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
