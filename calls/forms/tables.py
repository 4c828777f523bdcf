"""The rows an officer writes: lots, sections, questions, attachments."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls.engine.phases import EVERY, MOST_PHASES
from calls.enums import Filler, Obligation, QuestionKind, Signer
from calls.forms.fields import (
    CodeField,
    LineField,
    LinesField,
    WholeField,
)
from calls.forms.rows import RowForm
from calls.forms.stored import NO, YES
from calls.labels import OBLIGATIONS, QUESTION_KINDS
from calls.labels.groups import FILLERS, SIGNERS
from wecare.core.fields import PlainTextField

CHOOSE: dict[str, Any] = {
    "required": gettext_lazy("Scegli una voce dell'elenco."),
    "invalid_choice": gettext_lazy("Scegli una voce dell'elenco."),
}
HELP_LENGTH = 2000  # characters
MOST_WORDS = 20_000
MOST_ROWS = 200
FEWEST_CHOICES = 2


def article() -> LineField:
    """Where the call's text says it."""
    return LineField(
        label=gettext_lazy("Articolo del bando"),
        help_text=gettext_lazy("Per esempio: art. 6, c. 2."),
        max_length=60,
        required=False,
    )


def explanation() -> PlainTextField:
    """A help text under a question, a document or an expense."""
    return PlainTextField(
        label=gettext_lazy("Aiuto per chi compila"),
        max_length=HELP_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class FollowedRow(RowForm):
    """A row that something else follows: `was` is the code it was saved under."""

    was = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)


def filled_by() -> Any:
    """Who fills it: the lead, or the lead and each partner."""
    return forms.ChoiceField(
        label=gettext_lazy("Chi la compila"),
        choices=[(each.value, name) for each, name in FILLERS.items()],
        initial=Filler.LEAD.value,
        required=False,
        error_messages=CHOOSE,
        help_text=gettext_lazy("Conta nei bandi che ammettono gruppi."),
    )


def phase() -> Any:
    """In which phase it is asked, or judged."""
    return forms.TypedChoiceField(
        label=gettext_lazy("In quale fase"),
        choices=[
            (EVERY, gettext_lazy("in ogni fase")),
            *((number, number) for number in range(1, MOST_PHASES + 1)),
        ],
        coerce=int,
        initial=EVERY,
        required=False,
        error_messages=CHOOSE,
        help_text=gettext_lazy("Conta nei bandi a più fasi."),
    )


class SectionRow(FollowedRow):
    """A group of questions, which follow it."""

    code = CodeField(label=gettext_lazy("Codice"))
    title = LineField(label=gettext_lazy("Titolo della sezione"))
    intro = PlainTextField(
        label=gettext_lazy("Introduzione"),
        max_length=HELP_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    filled_by = filled_by()
    phase = phase()


class QuestionRow(RowForm):
    """One thing the applicant is asked."""

    code = CodeField(label=gettext_lazy("Codice"))
    label = LineField(label=gettext_lazy("Domanda"), max_length=300)
    help = explanation()
    example = PlainTextField(
        label=gettext_lazy("Esempio di risposta"),
        max_length=HELP_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Si legge sotto la domanda, mentre si scrive."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Tipo di risposta"),
        choices=[(kind.value, label) for kind, label in QUESTION_KINDS.items()],
        initial=QuestionKind.TEXT.value,
        error_messages=CHOOSE,
    )
    required = forms.TypedChoiceField(
        label=gettext_lazy("La risposta è"),
        choices=[(YES, gettext_lazy("obbligatoria")), (NO, gettext_lazy("facoltativa"))],
        coerce=lambda word: word == YES,
        initial=YES,
        error_messages=CHOOSE,
    )
    max_words = WholeField(
        label=gettext_lazy("Massimo di parole"),
        maximum=MOST_WORDS,
        required=False,
        help_text=gettext_lazy("Vale per le risposte di testo."),
    )
    choices = LinesField(
        label=gettext_lazy("Scelte"),
        required=False,
        help_text=gettext_lazy("Una per riga, almeno due. Valgono per la scelta da un elenco."),
    )
    columns = LinesField(
        label=gettext_lazy("Colonne"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Una per riga. Valgono per la tabella."),
    )
    max_rows = WholeField(
        label=gettext_lazy("Massimo di righe"),
        maximum=MOST_ROWS,
        required=False,
        help_text=gettext_lazy("Vale per la tabella."),
    )
    shown_if = CodeField(
        label=gettext_lazy("Si mostra solo se un'altra domanda"),
        required=False,
        help_text=gettext_lazy("Il codice di una scelta da un elenco che viene prima."),
    )
    shown_values = LinesField(
        label=gettext_lazy("ha una di queste risposte"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Una per riga, scritte come tra le scelte."),
    )
    blind = forms.TypedChoiceField(
        label=gettext_lazy("Chi valuta"),
        choices=[(NO, gettext_lazy("legge la risposta")), (YES, gettext_lazy("non la legge"))],
        coerce=lambda word: word == YES,
        initial=NO,
        required=False,
        error_messages=CHOOSE,
    )
    article = article()

    def clean(self) -> dict[str, Any]:
        """A choice has something to choose from, a table its columns, a condition its answers."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        choices = cleaned.get("choices")
        if (
            cleaned.get("kind") == QuestionKind.CHOICE.value
            and choices is not None
            and len(choices) < FEWEST_CHOICES
        ):
            self.add_error(
                "choices",
                _("Scrivi almeno due scelte, una per riga. Ne abbiamo lette %(found)d.")
                % {"found": len(choices)},
            )
        if cleaned.get("kind") == QuestionKind.TABLE.value and cleaned.get("columns") == []:
            self.add_error("columns", _("Scrivi almeno una colonna."))
        if cleaned.get("shown_if") and cleaned.get("shown_values") == []:
            self.add_error("shown_values", _("Scrivi almeno una risposta."))
        return cleaned


class AttachmentRow(FollowedRow):
    """A document to attach; the template to fill follows it."""

    code = CodeField(label=gettext_lazy("Codice"))
    title = LineField(label=gettext_lazy("Documento"))
    help = explanation()
    obligation = forms.ChoiceField(
        label=gettext_lazy("Se manca"),
        choices=[(each.value, mark[0]) for each, mark in OBLIGATIONS.items()],
        initial=Obligation.EXCLUSION.value,
        error_messages=CHOOSE,
    )
    article = article()
    filled_by = filled_by()
    signed_by = forms.ChoiceField(
        label=gettext_lazy("Chi lo firma"),
        choices=[(each.value, name) for each, name in SIGNERS.items()],
        initial=Signer.NOBODY.value,
        required=False,
        error_messages=CHOOSE,
    )
    phase = phase()
