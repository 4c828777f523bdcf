"""The organisation a person enters once, and what it says of itself."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Fieldset, Layout, Row, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from applicants.actions.organisations import Enrolment, Particulars
from applicants.labels.organisations import RUNTS_SECTIONS
from applicants.models import Organisation
from applicants.models.organisation import Described
from applicants.policies import CodeRefused, check_fiscal_code, check_vat_number
from calls.enums import OrganisationKind
from calls.labels import ORGANISATION_KINDS, ORGANISATION_SIZES, REGISTERS
from wecare.core.fields import ItalianDateField, PlainTextField

NONE = "none"  # enrolled nowhere, which is not the same as not said
NONPROFIT = {"": None, "yes": True, "no": False}


class DescribedForm(forms.Form):
    """Kind, seat, size, purpose, registers: what calls ask of an organisation."""

    kind = forms.ChoiceField(label=_("Tipo di ente"))
    size = forms.ChoiceField(
        label=_("Dimensione"),
        help_text=_("Dipendenti e soci che lavorano. Serve per i bandi che la chiedono."),
        required=False,
        choices=[
            ("", _("Non ancora indicata")),
            *((size.value, name) for size, name in ORGANISATION_SIZES.items()),
        ],
    )
    nonprofit = forms.ChoiceField(
        label=_("Scopo di lucro"),
        required=False,
        choices=[
            ("", _("Non ancora indicato")),
            ("yes", _("Senza scopo di lucro")),
            ("no", _("Con scopo di lucro")),
        ],
    )
    registers = forms.MultipleChoiceField(
        label=_("Registri in cui l'ente è iscritto"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            *((register.value, name) for register, name in REGISTERS.items()),
            (NONE, _("Nessuno di questi")),
        ],
    )
    seat_municipality = PlainTextField(
        label=_("Comune della sede legale"), max_length=80, multiline=False
    )
    seat_province = PlainTextField(
        label=_("Provincia"),
        help_text=_("Due lettere, per esempio TO."),
        max_length=2,
        multiline=False,
    )
    button: Any = _("Salva l'ente")
    places_title: Any = _("Dove si trova")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.value, ORGANISATION_KINDS[kind]) for kind in OrganisationKind]
        self.fields["kind"].choices = [("", _("Scegli il tipo di ente")), *kinds]  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}
        self.helper.layout = Layout(
            Fieldset(str(_("Chi è l'ente")), *self.first_fields()),
            Fieldset(
                str(self.places_title),
                Row(
                    Column("seat_municipality", css_class="col-md-8"),
                    Column("seat_province", css_class="col-md-4"),
                ),
                *self.last_fields(),
            ),
            Submit("save", str(self.button)),
        )

    def first_fields(self) -> tuple[str, ...]:
        """The fields of the first part of the page."""
        return ("kind", "size", "nonprofit", "registers")

    def last_fields(self) -> tuple[str, ...]:
        """The fields after the seat."""
        return ()

    @staticmethod
    def described(organisation: Described) -> dict[str, Any]:
        """What was said of the organisation so far, as the fields show it."""
        said = {value: word for word, value in NONPROFIT.items()}
        registers = organisation.registers
        return {
            "kind": organisation.kind,
            "size": organisation.size,
            "nonprofit": said[organisation.nonprofit],
            "registers": [NONE] if registers == [] else registers or [],
            "seat_municipality": organisation.seat_municipality,
            "seat_province": organisation.seat_province,
        }

    @property
    def particulars(self) -> Particulars:
        """What was understood."""
        said = self.cleaned_data
        registers = tuple(each for each in said["registers"] if each != NONE)
        return Particulars(
            kind=OrganisationKind(said["kind"]),
            size=said["size"],
            nonprofit=NONPROFIT[said["nonprofit"]],
            registers=registers if said["registers"] else None,
            seat_municipality=said["seat_municipality"],
            seat_province=said["seat_province"],
            email=said.get("email", ""),
            pec=said.get("pec", ""),
        )

    def clean_registers(self) -> list[str]:
        """Some registers, or none of them."""
        chosen: list[str] = self.cleaned_data["registers"]
        if NONE in chosen and len(chosen) > 1:
            raise forms.ValidationError(
                _("Hai scelto dei registri e anche «Nessuno di questi»: togli l'uno o l'altro.")
            )
        return chosen

    def clean_seat_province(self) -> str:
        """Two letters, in capitals."""
        province = self.cleaned_data["seat_province"].upper()
        if len(province) != 2 or not province.isalpha():  # noqa: PLR2004 -- a province's sign
            raise forms.ValidationError(
                _("Provincia: scrivi due lettere, per esempio TO. Hai scritto «%(text)s»."),
                params={"text": province},
            )
        return province


class ParticularsForm(DescribedForm):
    """The same and the contacts: what an organisation may change of itself."""

    places_title = _("Dove si trova e come lo contattiamo")

    runts_number = PlainTextField(
        label=_("Numero di iscrizione al RUNTS"),
        help_text=_("Solo per gli enti del Terzo settore."),
        required=False,
        max_length=20,
        multiline=False,
    )
    runts_section = forms.ChoiceField(
        label=_("Sezione del RUNTS"),
        required=False,
        choices=[
            ("", _("Non ancora indicata")),
            *((section.value, name) for section, name in RUNTS_SECTIONS.items()),
        ],
    )
    ateco_code = PlainTextField(
        label=_("Codice ATECO"),
        help_text=_("Dell'attività principale, per esempio 88.99.00."),
        required=False,
        max_length=20,
        multiline=False,
    )
    born_on = ItalianDateField(
        label=_("Giorno di costituzione"), help_text=_("gg/mm/aaaa"), required=False
    )
    email = forms.EmailField(label=_("Email"), required=False, max_length=254)
    pec = forms.EmailField(
        label=_("PEC"),
        help_text=_("La casella di posta certificata dell'ente."),
        required=False,
        max_length=254,
    )

    def first_fields(self) -> tuple[str, ...]:
        """What calls ask, and where the organisation is enrolled."""
        enrolled = ("runts_number", "runts_section", "ateco_code", "born_on")
        return (*super().first_fields(), *enrolled)

    def last_fields(self) -> tuple[str, ...]:
        """The contacts after the seat."""
        return ("email", "pec")

    @property
    def enrolment(self) -> Enrolment:
        """What was understood of where it is enrolled.

        :raises OrganisationRefused: by whoever reads its values, if a code has not its form.
        """
        names = ("ateco_code", "runts_number", "runts_section", "born_on")
        return Enrolment(**{name: self.cleaned_data[name] for name in names})

    @classmethod
    def initial_of(cls, organisation: Organisation) -> dict[str, Any]:
        """What the organisation has said so far, as the fields show it."""
        names = ("email", "pec", "runts_number", "runts_section", "ateco_code", "born_on")
        more = {name: getattr(organisation, name) for name in names}
        return {**cls.described(organisation), **more}


class OrganisationForm(ParticularsForm):
    """An organisation that the portal does not know yet: its codes and name besides."""

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

    def first_fields(self) -> tuple[str, ...]:
        """The codes and the name before what may change."""
        return ("fiscal_code", "vat_number", "name", *super().first_fields())

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
