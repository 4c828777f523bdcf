"""The organisation a person enters, once."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Fieldset, Layout, Row, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from applicants.policies import CodeRefused, check_fiscal_code, check_vat_number
from calls.enums import OrganisationKind
from calls.labels import ORGANISATION_KINDS
from wecare.core.fields import PlainTextField


class OrganisationForm(forms.Form):
    """Name, codes, kind and seat."""

    fiscal_code = PlainTextField(
        label=_("Codice fiscale dell'ente"),
        help_text=_("11 cifre. Se l'ente è una ditta individuale, 16 caratteri."),
        max_length=32,
        multiline=False,
    )
    vat_number = PlainTextField(
        label=_("Partita IVA"),
        help_text=_("11 cifre. Lasciala vuota se l'ente non ne ha una."),
        required=False,
        max_length=32,
        multiline=False,
    )
    name = PlainTextField(label=_("Denominazione"), max_length=200, multiline=False)
    kind = forms.ChoiceField(label=_("Tipo di ente"))
    seat_municipality = PlainTextField(
        label=_("Comune della sede legale"), max_length=80, multiline=False
    )
    seat_province = PlainTextField(
        label=_("Provincia"),
        help_text=_("Due lettere, per esempio TO."),
        max_length=2,
        multiline=False,
    )
    email = forms.EmailField(label=_("Email"), required=False, max_length=254)
    pec = forms.EmailField(
        label=_("PEC"),
        help_text=_("La casella di posta certificata dell'ente."),
        required=False,
        max_length=254,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.value, ORGANISATION_KINDS[kind]) for kind in OrganisationKind]
        self.fields["kind"].choices = [("", _("Scegli il tipo di ente")), *kinds]  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}
        self.helper.layout = Layout(
            Fieldset(str(_("Chi è l'ente")), "fiscal_code", "vat_number", "name", "kind"),
            Fieldset(
                str(_("Dove si trova e come lo contattiamo")),
                Row(
                    Column("seat_municipality", css_class="col-md-8"),
                    Column("seat_province", css_class="col-md-4"),
                ),
                "email",
                "pec",
            ),
            Submit("save", str(_("Salva l'ente"))),
        )

    def clean_fiscal_code(self) -> str:
        """The compact code, or the sentence that says what is wrong with it."""
        try:
            return check_fiscal_code(self.cleaned_data["fiscal_code"])
        except CodeRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def clean_vat_number(self) -> str:
        """The compact number, empty where there is none."""
        number = self.cleaned_data["vat_number"]
        try:
            return check_vat_number(number) if number else ""
        except CodeRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def clean_seat_province(self) -> str:
        """Two letters, in capitals."""
        province = self.cleaned_data["seat_province"].upper()
        if len(province) != 2 or not province.isalpha():  # noqa: PLR2004 -- a province's sign
            raise forms.ValidationError(
                _("Provincia: scrivi due lettere, per esempio TO. Hai scritto «%(text)s»."),
                params={"text": province},
            )
        return province
