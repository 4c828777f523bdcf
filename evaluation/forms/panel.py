"""Appointment of a panel by act, and the declaration of each member."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from calls.forms.fields import WholeField
from evaluation.queries.panels import Party
from wecare.accounts.models import Person
from wecare.core.fields import ItalianDateField, PlainTextField


class AppointmentForm(forms.Form):
    """Chair, members and the act that appoints them."""

    chair = forms.ChoiceField(label=_("Presidente"))
    members = forms.MultipleChoiceField(
        label=_("Componenti"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Scegli i componenti del nucleo.")},
    )
    substitutes = forms.MultipleChoiceField(
        label=_("Supplenti"),
        help_text=_("Valutano solo se subentrano a chi lascia o si astiene."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    secretary = forms.ChoiceField(
        label=_("Segretario o segretaria"),
        help_text=_("Prepara le sedute e scrive i verbali; non valuta."),
        required=False,
    )
    quorum = WholeField(
        minimum=1,
        maximum=99,
        label=_("Presenti per una seduta valida"),
        help_text=_("Quanti di chi valuta devono esserci; senza numero, la maggioranza."),
        required=False,
    )
    number_text = PlainTextField(
        label=_("Numero dell'atto di nomina"),
        help_text=_("Per esempio DD 12/A2203A/2026."),
        max_length=60,
        multiline=False,
    )
    adopted_on = ItalianDateField(label=_("Data dell'atto"), help_text=_("gg/mm/aaaa"))

    def __init__(
        self, *args: Any, assessors: Sequence[Person], secretaries: Sequence[Person], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(person.pk), str(person)) for person in assessors]
        self.fields["chair"].choices = [("", _("Scegli chi presiede")), *people]  # type: ignore[attr-defined]
        self.fields["members"].choices = people  # type: ignore[attr-defined]
        self.fields["substitutes"].choices = people  # type: ignore[attr-defined]
        self.fields["secretary"].choices = [  # type: ignore[attr-defined]
            ("", _("Nessuno per ora")),
            *((str(person.pk), str(person)) for person in secretaries),
        ]
        self.helper = FormHelper()
        self.helper.form_tag = False

    def clean(self) -> dict[str, Any]:
        """Nobody is counted twice."""
        cleaned = super().clean() or {}
        if cleaned.get("chair") and cleaned["chair"] in cleaned.get("members", []):
            self.add_error("members", _("Chi presiede non va indicato anche tra i componenti."))
        sitting = {cleaned.get("chair"), *cleaned.get("members", [])}
        if sitting & set(cleaned.get("substitutes", [])):
            self.add_error("substitutes", _("Chi valuta non va indicato anche tra i supplenti."))
        return cleaned


class DeclarationForm(forms.Form):
    """No conflict with anyone, or the organisations with which there is one, each with its reason."""

    NONE, SOME = "none", "some"
    conflict = forms.ChoiceField(
        label=_("Hai rapporti di lavoro, parentela, economici o altri con uno di questi enti?"),
        choices=[(NONE, _("No, con nessuno")), (SOME, _("Sì: indico con quali e perché"))],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Rispondi sì o no: senza dichiarazione non puoi leggere nulla.")
        },
    )

    def __init__(self, *args: Any, parties: Sequence[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties = {f"reason_{each.fiscal_code}": each for each in parties}
        for name, party in self.parties.items():
            label = (
                _("Motivo del conflitto con %(name)s")
                if party.leads
                else _("Motivo del conflitto con %(name)s (partner)")
            )
            self.fields[name] = PlainTextField(
                label=label % {"name": party.name},
                required=False,
                multiline=False,
                max_length=500,
            )
        self.helper = FormHelper()
        self.helper.form_tag = False

    def clean(self) -> dict[str, Any]:
        """Yes needs at least one organisation; no needs none."""
        cleaned = super().clean() or {}
        written = [name for name in self.parties if cleaned.get(name)]
        if cleaned.get("conflict") == self.SOME and not written:
            self.add_error("conflict", _("Scrivi il motivo accanto ad almeno un ente."))
        if cleaned.get("conflict") == self.NONE and written:
            self.add_error(
                "conflict", _("Hai scritto un motivo accanto a un ente: rispondi sì, o cancellalo.")
            )
        return cleaned

    @property
    def conflicts(self) -> dict[str, str]:
        """Fiscal code → reason."""
        return {
            party.fiscal_code: self.cleaned_data[name]
            for name, party in self.parties.items()
            if self.cleaned_data.get(name)
        }
