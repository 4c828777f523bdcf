"""Seats, names, ends and successions of an organisation, and what is taken from a register."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from applicants.enums import SeatKind, SuccessionKind
from applicants.labels.organisations import REGISTER_FIELDS, SEAT_KINDS, SUCCESSION_KINDS
from applicants.models import Application
from applicants.policies import CodeRefused, check_fiscal_code
from wecare.core.fields import ItalianDateField, PlainTextField


class CodeForm(forms.Form):
    """The fiscal code of an organisation, before anything else is asked."""

    codice = PlainTextField(
        label=_("Codice fiscale dell'ente"),
        help_text=_("11 cifre. Se l'ente è una ditta individuale, 16 caratteri."),
        max_length=32,
        multiline=False,
    )

    def clean_codice(self) -> str:
        """The compact code, or the sentence that says what is wrong with it."""
        return checked_code(self.cleaned_data["codice"])


class SeatForm(forms.Form):
    """A seat and since when."""

    kind = forms.ChoiceField(
        label=_("Tipo di sede"),
        choices=[(kind.value, name) for kind, name in reversed(SEAT_KINDS.items())],
    )
    address = PlainTextField(label=_("Indirizzo"), max_length=200, multiline=False, required=False)
    municipality = PlainTextField(label=_("Comune"), max_length=80, multiline=False)
    province = PlainTextField(
        label=_("Provincia"),
        help_text=_("Due lettere, per esempio TO."),
        max_length=2,
        multiline=False,
    )
    valid_from = ItalianDateField(
        label=_("Da che giorno"),
        help_text=_("Se sposti la sede legale serve; quella di prima finisce quel giorno."),
        required=False,
    )

    def clean_kind(self) -> SeatKind:
        """The kind as the actions take it."""
        return SeatKind(self.cleaned_data["kind"])

    def clean_province(self) -> str:
        """Two letters, in capitals."""
        return checked_province(self.cleaned_data["province"])


class DayForm(forms.Form):
    """A day."""

    on = ItalianDateField(label=_("Da che giorno"), help_text=_("gg/mm/aaaa"))


class DeedForm(DayForm):
    """A day and the deed that says so."""

    deed = PlainTextField(
        label=_("Atto"),
        help_text=_("Per esempio: verbale dell'assemblea del 3 marzo 2026; atto del notaio Bo."),
        max_length=200,
        multiline=False,
    )


class RenameForm(DeedForm):
    """Another name."""

    name = PlainTextField(label=_("Nuova denominazione"), max_length=200, multiline=False)
    field_order = ("name", "on", "deed")


class SuccessionForm(DeedForm):
    """Who takes the place of the organisation, how and since when."""

    fiscal_code = PlainTextField(
        label=_("Codice fiscale dell'ente che subentra"),
        help_text=_("L'ente deve essere già nel portale."),
        max_length=32,
        multiline=False,
    )
    kind = forms.ChoiceField(
        label=_("Come"), choices=[(kind.value, name) for kind, name in SUCCESSION_KINDS.items()]
    )
    passing = forms.ModelMultipleChoiceField(
        label=_("Domande che passano"),
        help_text=_(
            "Solo per una scissione parziale: l'altro ente legge queste e ne continua le bozze. Negli "
            "altri casi passano tutte."
        ),
        queryset=Application.objects.none(),
        to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _("Una delle domande scelte non è di questo ente.")},
    )
    field_order = ("fiscal_code", "kind", "passing", "on", "deed")

    def __init__(self, *args: Any, applications: QuerySet[Application], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["passing"].queryset = applications  # type: ignore[attr-defined]
        if not applications.exists():
            del self.fields["passing"]

    def clean(self) -> dict[str, Any]:
        """What passes is named only where not everything does."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        partial = cleaned.get("kind") is SuccessionKind.PARTIAL_DEMERGER
        if cleaned.get("passing") and not partial and "kind" in cleaned:
            self.add_error(
                "passing",
                _("Scegli le domande solo per una scissione parziale: qui passano tutte."),
            )
        return cleaned

    def clean_kind(self) -> SuccessionKind:
        """The kind as the actions take it."""
        return SuccessionKind(self.cleaned_data["kind"])

    def clean_fiscal_code(self) -> str:
        """The compact code, or the sentence that says what is wrong with it."""
        return checked_code(self.cleaned_data["fiscal_code"])


class TakeForm(forms.Form):
    """Which values of a register's reading to take."""

    fields_taken = forms.MultipleChoiceField(
        choices=list(REGISTER_FIELDS.items()),
        error_messages={"required": _("Scegli almeno un dato tra quelli che il registro dice.")},
    )
    reading = forms.IntegerField(min_value=1)


class ButtonForm(forms.Form):
    """Nothing to write: the button is the consent."""


def checked_province(text: str) -> str:
    """The two letters in capitals, or the sentence that says what is wrong with them."""
    province = text.upper()
    if len(province) != 2 or not province.isalpha():  # noqa: PLR2004 -- a province's sign
        raise forms.ValidationError(
            _("Provincia: scrivi due lettere, per esempio TO. Hai scritto «%(text)s»."),
            params={"text": province},
        )
    return province


def checked_code(text: Any) -> str:
    """The compact code, or the sentence that says what is wrong with it."""
    try:
        return check_fiscal_code(text)
    except CodeRefused as refusal:
        raise forms.ValidationError(str(refusal)) from refusal
