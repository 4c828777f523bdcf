"""What a call wants by act, what a register answered, and what a beneficiary brings after the decree."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy

from applicants.forms.phases import LONGEST_TEXT, GroundForm
from calls.enums import AidRegime
from calls.forms.fields import LineField
from calls.labels import AID_REGIMES
from funding.actions.conditions.answers import Said
from funding.enums import RegisterKind, RegisterOutcome
from funding.labels.conditions import OUTCOMES, REGISTER_KINDS
from wecare.core.fields import AmountField, ItalianDateField, PlainTextField
from wecare.core.money import ZERO
from wecare.core.uploads import UploadRefused, check_size, clean_filename

_DAY = gettext_lazy("gg/mm/aaaa")


class OneFileField(forms.FileField):
    """A file of an accepted size, with a name; what it holds is for the action to look at."""

    def clean(self, data: Any, initial: Any = None) -> UploadedFile | None:
        """:raises ValidationError: naming the file and why it is not acceptable."""
        given = super().clean(data, initial)
        if given:
            try:
                check_size(given.size or 0)
                clean_filename(given.name or "")
            except UploadRefused as refusal:
                raise forms.ValidationError(f"{given.name}: {refusal}") from refusal
        return given or None


class CallConditionsForm(GroundForm):
    """What the call wants, and the act that says so; the regime only where its rules do not say it."""

    regime = forms.ChoiceField(
        label=gettext_lazy("Regime di aiuto"),
        choices=[
            ("", gettext_lazy("non detto")),
            *((each.value, label) for each, label in AID_REGIMES.items()),
        ],
        required=False,
    )
    cup = forms.BooleanField(
        label=gettext_lazy("CUP prima della concessione"),
        help_text=gettext_lazy("Senza il codice l'atto è nullo (art. 11 c. 2-bis L. 3/2003)."),
        required=False,
    )
    durc = forms.BooleanField(
        label=gettext_lazy("DURC regolare"),
        help_text=gettext_lazy("Vale 120 giorni; serve quando si concede e quando si paga."),
        required=False,
    )
    antimafia = forms.BooleanField(
        label=gettext_lazy("Documentazione antimafia"),
        help_text=gettext_lazy("Solo per quote sopra 150.000 €, mai per gli enti pubblici."),
        required=False,
    )
    acceptance = forms.BooleanField(
        label=gettext_lazy("Accettazione e atto di costituzione prima di pagare"),
        help_text=gettext_lazy("L'atto di costituzione serve solo ai gruppi."),
        required=False,
    )
    field_order = ("regime", "cup", "durc", "antimafia", "acceptance")

    def __init__(self, *args: Any, says_regime: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if says_regime:
            del self.fields["regime"]

    @property
    def wanted(self) -> dict[str, Any]:
        """What was chosen, for the action."""
        said = self.cleaned_data
        regime = said.get("regime")
        return {
            "regime": AidRegime(regime) if regime else None,
            **{name: said[name] for name in ("cup", "durc", "antimafia", "acceptance")},
        }


class RegisterAnswerForm(forms.Form):
    """What a register said of one of those who take part."""

    use_required_attribute = False

    fiscal_code = forms.ChoiceField(label=gettext_lazy("Ente"))
    kind = forms.ChoiceField(
        label=gettext_lazy("Che cosa"),
        choices=[(each.value, label) for each, label in REGISTER_KINDS.items()],
    )
    outcome = forms.ChoiceField(
        label=gettext_lazy("Esito"),
        choices=[(each.value, mark[0]) for each, mark in OUTCOMES.items()],
        initial=RegisterOutcome.REGULAR.value,
    )
    number = LineField(
        label=gettext_lazy("Numero"),
        help_text=gettext_lazy("Come sta sul documento; vuoto se la risposta non c'è ancora."),
        max_length=60,
        required=False,
    )
    on = ItalianDateField(label=gettext_lazy("Data"), help_text=_DAY)
    valid_until = ItalianDateField(
        label=gettext_lazy("Vale fino al"),
        help_text=gettext_lazy("Vuoto: 120 giorni per il DURC, dodici mesi per l'antimafia."),
        required=False,
    )
    amount = AmountField(
        label=gettext_lazy("Aiuti de minimis nel periodo"),
        help_text=gettext_lazy("Solo per la visura e la dichiarazione de minimis, anche 0,00."),
        min_value=ZERO,
        required=False,
    )
    linked = PlainTextField(
        label=gettext_lazy("Codici fiscali della stessa impresa unica"),
        help_text=gettext_lazy("Solo per la dichiarazione de minimis, uno per riga."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    document = OneFileField(
        label=gettext_lazy("Documento"),
        help_text=gettext_lazy("PDF o P7M, al massimo 20 MB."),
        required=False,
    )
    note = PlainTextField(
        label=gettext_lazy("Nota"),
        help_text=gettext_lazy("Se correggi una risposta sbagliata, scrivi perché."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )

    def __init__(self, *args: Any, members: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["fiscal_code"]
        field.choices = [(code, f"{name} – {code}") for code, name in members.items()]

    @property
    def said(self) -> Said:
        """The answer as it was written."""
        given = self.cleaned_data
        return Said(
            kind=RegisterKind(given["kind"]),
            on=given["on"],
            number=given["number"],
            outcome=RegisterOutcome(given["outcome"]),
            valid_until=given["valid_until"],
            amount=given["amount"],
            linked=tuple(given["linked"].split()),
            note=given["note"],
        )


class DeedForm(forms.Form):
    """The deed that constitutes the group."""

    use_required_attribute = False

    signed_on = ItalianDateField(label=gettext_lazy("Data dell'atto"), help_text=_DAY)
    notary = LineField(label=gettext_lazy("Notaio, o chi ha autenticato le firme"), max_length=200)
    reference = LineField(
        label=gettext_lazy("Estremi dell'atto"),
        help_text=gettext_lazy("Repertorio e raccolta, o come si cita."),
        max_length=100,
    )
    document = OneFileField(
        label=gettext_lazy("Atto"),
        help_text=gettext_lazy("PDF o P7M, al massimo 20 MB."),
        error_messages={"required": gettext_lazy("Scegli il file dell'atto.")},
    )


class DeedDecisionForm(forms.Form):
    """The office's yes, or its no with the reason."""

    use_required_attribute = False

    reason = PlainTextField(
        label=gettext_lazy("Motivo, se non lo confermi"),
        help_text=gettext_lazy("Lo legge il beneficiario."),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ResolutiveForm(forms.Form):
    """Why it is gone on without an antimafia information."""

    use_required_attribute = False

    reason = PlainTextField(
        label=gettext_lazy("Motivo"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy(
                "I 30 giorni non sono passati: scrivi qual è l'urgenza (art. 92 c. 3 D.Lgs 159/2011)."
            )
        },
    )

    def __init__(self, *args: Any, is_urgent: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].required = is_urgent


class StartForm(forms.Form):
    """The day on which the project starts."""

    use_required_attribute = False

    starts_on = ItalianDateField(label=gettext_lazy("Giorno di avvio del progetto"), help_text=_DAY)
