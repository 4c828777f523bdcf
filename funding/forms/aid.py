"""Forms of aid of an award, money of its loan going out and coming back, calls on its guarantee."""

from collections.abc import Iterator, Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from calls.enums import AidForm
from funding.actions.aid.forms import Component, terms_of
from funding.actions.aid.repayments_file import FileRefused, Line, read
from funding.engine.amortisation import LONGEST
from funding.enums import RepaymentMethod
from funding.labels import EVERY, METHODS
from funding.models import AidDivision
from wecare.core.fields import AmountField, ItalianDateField, PlainTextField
from wecare.core.money import CENT, ZERO
from wecare.core.uploads import UploadRefused, check_size, clean_filename

REASON_LENGTH = 2000
REFERENCE_LENGTH = 60
_EURO = _("In euro, per esempio 60.000,00.")
_LOAN = ("annual_rate", "months", "grace_months", "every_months", "method")
_GUARANTEE = ("guaranteed_percent", "guaranteed_amount")


class _Bare(forms.Form):
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class DivisionForm(_Bare):
    """How much of the award is given in each form that the call allows, and on which conditions."""

    grant = AmountField(label=_("Contributo sulle spese"), help_text=_EURO, required=False)
    capital = AmountField(label=_("Contributo in conto capitale"), help_text=_EURO, required=False)
    loan = AmountField(label=_("Importo del prestito"), help_text=_EURO, required=False)
    annual_rate = AmountField(
        label=_("Tasso annuo del prestito"),
        help_text=_("In percento: 0 se è senza interessi, 1,50 per l'uno e mezzo per cento."),
        required=False,
    )
    months = forms.IntegerField(
        label=_("Durata del prestito"),
        help_text=_("In mesi, preammortamento compreso."),
        min_value=1,
        max_value=LONGEST,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    grace_months = forms.IntegerField(
        label=_("Preammortamento"),
        help_text=_("In mesi: all'inizio si pagano solo gli interessi. 0 se non c'è."),
        min_value=0,
        max_value=LONGEST,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    every_months = forms.TypedChoiceField(
        label=_("Quando si paga"),
        choices=list(EVERY.items()),
        coerce=int,
        initial=3,
        required=False,
    )
    method = forms.ChoiceField(
        label=_("Come si restituisce"),
        choices=[(each.value, words) for each, words in METHODS.items()],
        initial=RepaymentMethod.CONSTANT_INSTALMENT.value,
        required=False,
        widget=forms.RadioSelect,
    )
    guarantee = AmountField(
        label=_("Garanzia: quanto si accantona"),
        help_text=_("In euro: quello che resta impegnato finché la garanzia dura."),
        required=False,
    )
    guaranteed_percent = AmountField(
        label=_("Quota garantita"),
        help_text=_("In percento della perdita della banca, per esempio 80,00."),
        required=False,
    )
    guaranteed_amount = AmountField(
        label=_("Importo garantito"),
        help_text=_("In euro: il finanziamento della banca che è coperto, in tutto."),
        required=False,
    )

    def __init__(self, *args: Any, allowed: Sequence[AidForm], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._allowed = tuple(allowed)
        for form in AidForm:
            if form not in allowed:
                del self.fields[form.value]
        for form, names in ((AidForm.LOAN, _LOAN), (AidForm.GUARANTEE, _GUARANTEE)):
            if form not in allowed:
                for name in names:
                    del self.fields[name]

    @property
    def boxes(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields, form of aid by form of aid."""
        found = (
            (_("Contributo"), ("grant", "capital")),
            (_("Prestito"), ("loan", *_LOAN)),
            (_("Garanzia"), ("guarantee", *_GUARANTEE)),
        )
        boxes = [
            (title, [self[name] for name in names if name in self.fields]) for title, names in found
        ]
        return [(title, fields) for title, fields in boxes if fields]

    def clean(self) -> dict[str, Any]:
        """Whoever writes a loan or a guarantee writes its conditions too."""
        data = super().clean() or {}
        for form, names in ((AidForm.LOAN, _LOAN), (AidForm.GUARANTEE, _GUARANTEE)):
            if data.get(form.value):
                for name in names:
                    if data.get(name) in {None, ""} and name not in self.errors:
                        self.add_error(name, _("Scrivi anche questo."))
        return data

    def components(self) -> tuple[Component, ...]:
        """What was typed, form by form.

        :raises AidRefused: if the conditions of the loan make no plan.
        """
        return tuple(self._components())

    def _components(self) -> Iterator[Component]:
        data = self.cleaned_data
        for form in self._allowed:
            amount = data.get(form.value) or ZERO
            if not amount:
                continue
            if form is AidForm.LOAN:
                yield Component(
                    form, amount, terms=terms_of(**{name: data[name] for name in _LOAN})
                )
            elif form is AidForm.GUARANTEE:
                yield Component(form, amount, **{name: data[name] for name in _GUARANTEE})
            else:
                yield Component(form, amount)


def written(division: AidDivision | None) -> dict[str, Any]:
    """What is written of a division, as the form begins with it."""
    found: dict[str, Any] = {}
    for each in division.components.all() if division else ():
        found[each.form] = each.amount
        names = {AidForm.LOAN.value: _LOAN, AidForm.GUARANTEE.value: _GUARANTEE}.get(each.form, ())
        found |= {name: getattr(each, name) for name in names}
    return found


class DisbursementForm(_Bare):
    """How much of the loan goes out, and on which day."""

    amount = AmountField(label=_("Quanto si eroga"), help_text=_EURO, min_value=CENT)
    on = ItalianDateField(
        label=_("Giorno dell'erogazione"),
        help_text=_("gg/mm/aaaa. Da quel giorno si contano le rate."),
    )


class ReasonForm(_Bare):
    """Why."""

    reason = PlainTextField(
        label=_("Motivo"),
        max_length=REASON_LENGTH,
        error_messages={"required": _("Scrivi il motivo.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class RepaymentForm(_Bare):
    """What came back of an instalment, when, and by which transfer."""

    amount = AmountField(label=_("Importo arrivato"), help_text=_EURO, min_value=CENT)
    on = ItalianDateField(label=_("Giorno del bonifico"), help_text=_("gg/mm/aaaa"))
    reference = PlainTextField(
        label=_("Riferimento del bonifico"),
        help_text=_("TRN o CRO: serve a non registrarlo due volte."),
        max_length=REFERENCE_LENGTH,
        multiline=False,
        error_messages={"required": _("Scrivi il riferimento del bonifico.")},
    )


class EarlyRepaymentForm(RepaymentForm):
    """Capital that came back before its time."""

    amount = AmountField(
        label=_("Capitale restituito prima"),
        help_text=_("In euro, senza gli interessi: li calcola il portale."),
        min_value=CENT,
    )


class RepaymentFileForm(_Bare):
    """A file of what came back; `lines` is what was read."""

    file = forms.FileField(
        label=_("File dei rientri"),
        help_text=_("CSV, XLSX o ODS, al massimo 500 righe."),
        allow_empty_file=True,  # the sentence about empty files is ours
        error_messages={"required": _("Scegli il file dei rientri.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.ods"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines: tuple[Line, ...] = ()
        self.problems: tuple[tuple[int, str], ...] = ()

    def clean_file(self) -> UploadedFile:
        """The file, whose rows can be read, whatever they say."""
        upload: UploadedFile = self.cleaned_data["file"]
        try:
            check_size(upload.size or 0)
            filename = clean_filename(upload.name or "")
            self.lines = read(upload.read(), filename=filename)
        except FileRefused as refusal:
            self.problems = refusal.rows
            raise ValidationError(str(refusal), code="rows") from refusal
        except UploadRefused as refusal:
            raise ValidationError(str(refusal), code="upload") from refusal
        return upload


class GuaranteeCallForm(_Bare):
    """What a bank asks of the guarantee."""

    bank = PlainTextField(
        label=_("Banca"),
        max_length=200,
        multiline=False,
        error_messages={"required": _("Scrivi quale banca lo chiede.")},
    )
    reference = PlainTextField(
        label=_("Riferimento della richiesta"),
        help_text=_("Il numero o il protocollo della banca."),
        max_length=REFERENCE_LENGTH,
        multiline=False,
        error_messages={"required": _("Scrivi il riferimento della richiesta.")},
    )
    on = ItalianDateField(label=_("Giorno della richiesta"), help_text=_("gg/mm/aaaa"))
    loss = AmountField(
        label=_("Perdita della banca"),
        help_text=_("In euro: quanto non le è stato restituito."),
        min_value=CENT,
    )


class GuaranteeCheckForm(_Bare):
    """What the guarantee pays of the loss, and what was looked at."""

    payable = AmountField(label=_("Quanto paga la garanzia"), help_text=_EURO, min_value=CENT)
    remarks = PlainTextField(
        label=_("Che cosa hai verificato"),
        help_text=_("Contratto, piano, solleciti, azioni della banca: lo legge chi approva."),
        max_length=REASON_LENGTH,
        error_messages={"required": _("Scrivi che cosa hai verificato.")},
        widget=forms.Textarea(attrs={"rows": 5}),
    )
