"""Convening a session, who is there, what is decided, what was said, the signed file."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls.forms.fields import LinesField
from evaluation.enums import Presence
from evaluation.forms.composition import StepForm
from evaluation.labels import PRESENCES
from evaluation.models import PanelMember
from wecare.core.fields import ItalianDateTimeField, PlainTextField


class ConveningForm(StepForm):
    """When, where, about what."""

    convened_for = ItalianDateTimeField(
        label=gettext_lazy("Quando"), help_text=gettext_lazy("gg/mm/aaaa hh:mm, ora italiana")
    )
    place = PlainTextField(
        label=gettext_lazy("Dove"),
        help_text=gettext_lazy("La sala, o l'indirizzo del collegamento."),
        max_length=200,
        multiline=False,
    )
    agenda = LinesField(
        label=gettext_lazy("Ordine del giorno"),
        help_text=gettext_lazy("Un punto per riga."),
        line_length=300,
    )


class AttendanceForm(StepForm):
    """One answer for each member."""

    def __init__(
        self,
        *args: Any,
        members: Sequence[PanelMember],
        noted: dict[int, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.members = {f"presence_{member.pk}": member for member in members}
        for name, member in self.members.items():
            self.fields[name] = forms.ChoiceField(
                label=str(member.person),
                choices=[(each.value, said) for each, said in PRESENCES.items()],
                widget=forms.RadioSelect,
                initial=noted.get(member.pk),
                error_messages={
                    "required": _("Segna se %(person)s c'è.") % {"person": member.person}
                },
            )

    @property
    def presences(self) -> dict[PanelMember, Presence]:
        """Member → how they attend."""
        return {member: Presence(self.cleaned_data[name]) for name, member in self.members.items()}


class DecisionForm(StepForm):
    """What is decided, and of which application if of one."""

    submission = forms.ChoiceField(
        label=gettext_lazy("Di quale domanda"),
        help_text=gettext_lazy("Chi si astiene da quella domanda non conta e non legge."),
        required=False,
    )
    text = PlainTextField(label=gettext_lazy("Che cosa si decide"), max_length=4000)

    def __init__(self, *args: Any, submissions: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("submission", submissions, empty=_("Di nessuna in particolare"))


class MinutesForm(StepForm):
    """What was said."""

    text = PlainTextField(
        label=gettext_lazy("Svolgimento"),
        help_text=gettext_lazy(
            "Presenze, ordine del giorno e decisioni entrano nel verbale da soli: qui scrivi il "
            "resto. Di una domanda scrivi solo nelle decisioni."
        ),
        max_length=40_000,
        required=False,
    )
