"""What the office records of organisations: the first who administers one, and a new one."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from applicants.actions.mandates import Proxy
from applicants.actions.organisations import Particulars
from applicants.engine.mandates import MAY_ADMINISTER
from applicants.enums import MandateKind
from applicants.forms.story import checked_code, checked_province
from applicants.labels.organisations import MANDATE_KINDS
from calls.enums import OrganisationKind
from calls.labels import ORGANISATION_KINDS
from wecare.core.fields import PlainTextField
from wecare.core.uploads import UploadRefused, check_size, clean_filename, media_type_of


class FirstMandateForm(forms.Form):
    """Who administers an organisation from now on, by which document and why."""

    email = forms.EmailField(label=_("Email della persona"), max_length=254)
    family_name = PlainTextField(
        label=_("Cognome"),
        help_text=_("Email e cognome come sono nella sua registrazione al portale."),
        max_length=80,
        multiline=False,
    )
    mandate_kind = forms.ChoiceField(
        label=_("Incarico"),
        choices=[
            (kind.value, name) for kind, name in MANDATE_KINDS.items() if kind in MAY_ADMINISTER
        ],
    )
    document = forms.FileField(
        label=_("Documento"),
        help_text=_(
            "Quello da cui risulta chi rappresenta l'ente: PDF o file firmato P7M, al massimo 20 MB."
        ),
        allow_empty_file=True,  # the sentence about empty files is ours
    )
    reason = PlainTextField(
        label=_("Motivo"),
        help_text=_("Perché lo dà l'ufficio, e come ha verificato. Resta nel registro."),
        max_length=500,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.content = b""

    def clean_document(self) -> UploadedFile:
        """The file, of an accepted size, name and content."""
        upload: UploadedFile = self.cleaned_data["document"]
        try:
            check_size(upload.size or 0)
            self.content = upload.read()
            media_type_of(self.content, filename=clean_filename(upload.name or ""))
        except UploadRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return upload

    @property
    def given(self) -> dict[str, Any]:
        """Kind, document and reason as the actions take them."""
        return {
            "kind": MandateKind(self.cleaned_data["mandate_kind"]),
            "document": Proxy(self.cleaned_data["document"].name, self.content),
            "reason": self.cleaned_data["reason"],
        }


class NewBodyForm(FirstMandateForm):
    """An organisation that the portal does not know, and the first who administers it."""

    fiscal_code = PlainTextField(
        label=_("Codice fiscale dell'ente"),
        help_text=_("11 cifre. Se l'ente è una ditta individuale, 16 caratteri."),
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
    field_order = ("fiscal_code", "name", "kind", "seat_municipality", "seat_province")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kinds = [(kind.value, ORGANISATION_KINDS[kind]) for kind in OrganisationKind]
        self.fields["kind"].choices = [("", _("Scegli il tipo di ente")), *kinds]  # type: ignore[attr-defined]

    def clean_fiscal_code(self) -> str:
        """The compact code, or the sentence that says what is wrong with it."""
        return checked_code(self.cleaned_data["fiscal_code"])

    def clean_seat_province(self) -> str:
        """Two letters, in capitals."""
        return checked_province(self.cleaned_data["seat_province"])

    @property
    def body(self) -> dict[str, Any]:
        """The organisation as the action takes it."""
        typed = self.cleaned_data
        return {
            "fiscal_code": typed["fiscal_code"],
            "name": typed["name"],
            "particulars": Particulars(
                OrganisationKind(typed["kind"]), typed["seat_municipality"], typed["seat_province"]
            ),
        }
