"""What changes in a panel after its appointment, and who judges what."""

from collections.abc import Iterable, Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from calls.forms.fields import LinesField
from evaluation.enums import PanelRole
from evaluation.models import PanelMember
from wecare.accounts.models import Person
from wecare.core.fields import ItalianDateField, PlainTextField

REASON_LENGTH = 1000


class StepForm(forms.Form):
    """A form of the panel: its page brings the `<form>` element."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False

    def choose(self, name: str, choices: Iterable[tuple[str, str]], *, empty: Any = None) -> None:
        """What may be chosen; `empty` is the words for no choice."""
        first = [] if empty is None else [("", empty)]
        self.fields[name].choices = [*first, *choices]  # type: ignore[attr-defined]


class ByActForm(StepForm):
    """A step that an act disposes."""

    number_text = PlainTextField(
        label=_("Numero dell'atto"),
        help_text=_("Per esempio DD 12/A2203A/2026."),
        max_length=60,
        multiline=False,
    )
    adopted_on = ItalianDateField(label=_("Data dell'atto"), help_text=_("gg/mm/aaaa"))


class ReasonForm(StepForm):
    """A step that needs nothing but its reason."""

    reason = PlainTextField(label=_("Motivo"), max_length=REASON_LENGTH)


class LeavingForm(ByActForm):
    """A member leaves: why, and who follows."""

    NOBODY = ""
    reason = PlainTextField(label=_("Perché lascia il nucleo"), max_length=REASON_LENGTH)
    follower = forms.ChoiceField(label=_("Chi prende il posto"), required=False)
    presides = forms.ChoiceField(label=_("Chi presiede da ora"), required=False)
    field_order = ("reason", "follower", "presides", "number_text", "adopted_on")

    def __init__(
        self,
        *args: Any,
        member: PanelMember,
        substitutes: Sequence[PanelMember],
        people: Sequence[Person],
        voting: Sequence[PanelMember],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        votes = PanelRole(member.role).votes
        followers = [
            *(
                (f"seat-{each.pk}", _("%(person)s, supplente") % {"person": each.person})
                for each in substitutes
                if votes
            ),
            *((f"person-{each.pk}", str(each)) for each in people),
        ]
        self.choose("follower", followers, empty=_("Per ora nessuno"))
        if member.role == PanelRole.CHAIR.value:
            self.choose(
                "presides",
                [(str(each.pk), str(each.person)) for each in voting if each.pk != member.pk],
                empty=_("Chi prende il posto"),
            )
        else:
            del self.fields["presides"]


class JoiningForm(ByActForm):
    """One more substitute, or the secretary."""

    role = forms.ChoiceField(
        label=_("Che cosa fa"),
        choices=[
            (PanelRole.SUBSTITUTE.value, _("Supplente")),
            (PanelRole.SECRETARY.value, _("Segretario o segretaria")),
        ],
        widget=forms.RadioSelect,
    )
    person = forms.ChoiceField(label=_("Chi"))
    field_order = ("role", "person", "number_text", "adopted_on")

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("person", [(str(each.pk), str(each)) for each in people], empty=_("Scegli"))


class CompetencesForm(StepForm):
    """Topics and Distretti of which a member knows."""

    competences = LinesField(
        label=_("Argomenti e Distretti che conosce"),
        help_text=_(
            "Uno per riga, come sono scritti nei titoli dei progetti, nei lotti o nei nomi dei "
            "Distretti: per esempio anziani, minori, Pinerolese."
        ),
        line_length=60,
        required=False,
    )


class StepInForm(StepForm):
    """A substitute takes an empty place."""

    place = forms.ChoiceField(label=_("Il posto di"))
    substitute = forms.ChoiceField(label=_("Chi subentra"))
    reason = PlainTextField(label=_("Motivo"), max_length=REASON_LENGTH)

    def __init__(
        self,
        *args: Any,
        places: Sequence[PanelMember],
        substitutes: Sequence[PanelMember],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.choose("place", [(str(each.pk), str(each.person)) for each in places])
        self.choose("substitute", [(str(each.pk), str(each.person)) for each in substitutes])


class StandInForm(StepForm):
    """A substitute judges some applications in the place of who abstains."""

    absences = forms.MultipleChoiceField(
        label=_("Dove manca chi si astiene"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Scegli almeno una domanda.")},
    )
    substitute = forms.ChoiceField(label=_("Chi subentra"))
    reason = PlainTextField(label=_("Motivo"), max_length=REASON_LENGTH)

    def __init__(
        self,
        *args: Any,
        absences: Sequence[tuple[str, str]],
        substitutes: Sequence[PanelMember],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.choose("absences", absences)
        self.choose("substitute", [(str(each.pk), str(each.person)) for each in substitutes])


class AssigningForm(StepForm):
    """One more member for an application."""

    member = forms.ChoiceField(label=_("Chi la valuta"))

    def __init__(self, *args: Any, members: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("member", members, empty=_("Scegli"))


class AssignmentFileForm(StepForm):
    """The table that says who judges what."""

    file = forms.FileField(
        label=_("File delle assegnazioni"),
        help_text=_("Una tabella CSV, XLSX o ODS con le colonne protocollo e valutatore."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.ods"}),
        required=False,
    )
    tried = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        """A file to try, or the mark of one that was tried."""
        cleaned = super().clean() or {}
        if not cleaned.get("file") and not cleaned.get("tried"):
            self.add_error("file", _("Scegli il file da caricare."))
        return cleaned


class LaterConflictForm(StepForm):
    """A conflict that came up after the declaration."""

    party = forms.ChoiceField(label=_("Con quale ente"))
    reason = PlainTextField(label=_("Motivo del conflitto"), max_length=500)

    def __init__(self, *args: Any, parties: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("party", parties, empty=_("Scegli"))
