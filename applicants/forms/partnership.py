"""The partners of a project and its Distretti."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from applicants.forms.organisation import DescribedForm
from applicants.models import Partner
from applicants.policies import CodeRefused, check_fiscal_code
from calls.models import District
from wecare.core.fields import PlainTextField


class PartnerForm(DescribedForm):
    """A partner as the lead describes it; its fiscal code is written once."""

    button = _("Salva il partner")
    places_title = _("Dove si trova")

    fiscal_code = PlainTextField(
        label=_("Codice fiscale del partner"),
        help_text=_("11 cifre. Serve a contare in quante domande partecipa."),
        max_length=32,
        multiline=False,
    )
    name = PlainTextField(label=_("Denominazione"), max_length=200, multiline=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)

    def __init__(self, *args: Any, partner: Partner | None = None, **options: Any) -> None:
        self.partner = partner
        super().__init__(*args, **options)
        if partner is not None:
            del self.fields["fiscal_code"]

    def first_fields(self) -> tuple[str, ...]:
        """The code and the name before what calls ask."""
        code = () if self.partner is not None else ("fiscal_code",)
        return (*code, "name", *super().first_fields(), "version")

    @classmethod
    def initial_of(cls, partner: Partner) -> dict[str, Any]:
        """What the lead has said of the partner so far."""
        return {**cls.described(partner), "name": partner.name, "version": partner.version}

    def clean_fiscal_code(self) -> str:
        """The compact code, or the sentence that says what is wrong with it."""
        try:
            return check_fiscal_code(self.cleaned_data["fiscal_code"])
        except CodeRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class DistrictsForm(forms.Form):
    """The Distretti that the project covers."""

    districts = forms.MultipleChoiceField(
        label=_("In quali Distretti si svolge il progetto?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("«%(value)s» non è un Distretto di questo bando.")},
    )

    def __init__(self, *args: Any, districts: list[District], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["districts"].choices = [(each.code, each.name) for each in districts]  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}
        self.helper.layout = Layout("districts", Submit("save", str(_("Salva i Distretti"))))


class RemovalForm(forms.Form):
    """Nothing to write: the button is the consent."""
