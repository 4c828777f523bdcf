"""How letters are looked for, written, and wanted."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from wecare.core.fields import PlainTextField
from wecare.notices.engine.audiences import audiences
from wecare.notices.engine.catalogue import letter_types
from wecare.notices.enums import LetterKind, ReminderStep
from wecare.notices.labels import (
    DELIVERY_STATE_CHOICES,
    LETTER_STATE_CHOICES,
    REMINDER_STEP_CHOICES,
)
from wecare.notices.models.letter import SUBJECT_LENGTH, TAG_LENGTH

BODY_LENGTH = 8000
_SELECT = {"class": "form-select"}
_TEXT = {"class": "form-control"}
_ROWS = {"rows": 14}


class PageForm(forms.Form):
    """Where the page begins: before this letter."""

    prima_di = forms.IntegerField(
        required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput
    )


class InboxFilterForm(PageForm):
    """Which of one's own letters are shown; it stays in the address."""

    bando = forms.ChoiceField(label=_("Bando"), required=False, widget=forms.Select(attrs=_SELECT))
    archivio = forms.ChoiceField(choices=[("", ""), ("si", "si")], required=False)

    def __init__(self, *args: Any, tags: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bando = self.fields["bando"]
        bando.choices = [("", _("Tutti")), *((tag, tag) for tag in tags)]  # type: ignore[attr-defined]


class OutboxFilterForm(PageForm):
    """What an officer looks for; it stays in the address."""

    stato = forms.ChoiceField(
        label=_("Stato"),
        choices=[("", _("Tutti")), *LETTER_STATE_CHOICES],
        required=False,
        widget=forms.Select(attrs=_SELECT),
    )
    consegna = forms.ChoiceField(
        label=_("Consegna"),
        choices=[("", _("Tutte")), *DELIVERY_STATE_CHOICES],
        required=False,
        widget=forms.Select(attrs=_SELECT),
    )
    modello = forms.ChoiceField(
        label=_("Modello"), required=False, widget=forms.Select(attrs=_SELECT)
    )
    bando = PlainTextField(
        label=_("Codice del bando"),
        max_length=TAG_LENGTH,
        multiline=False,
        required=False,
        widget=forms.TextInput(attrs=_TEXT),
    )
    testo = PlainTextField(
        label=_("Oggetto, cognome, ente o indirizzo"),
        max_length=100,
        multiline=False,
        required=False,
        widget=forms.TextInput(attrs=_TEXT),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(each.name, each.title) for each in letter_types()]
        self.fields["modello"].choices = [("", _("Tutti")), *known]  # type: ignore[attr-defined]


class WordsForm(forms.Form):
    """The office's words for a letter."""

    subject = PlainTextField(
        label=_("Oggetto"),
        max_length=SUBJECT_LENGTH,
        multiline=False,
        error_messages={"required": _("Scrivi l'oggetto.")},
    )
    body = PlainTextField(
        label=_("Testo"),
        max_length=BODY_LENGTH,
        widget=forms.Textarea(attrs=_ROWS),
        help_text=_("Il saluto iniziale e la firma ci sono già."),
        error_messages={"required": _("Scrivi il testo.")},
    )


class TemplateForm(WordsForm):
    """The same, with the version that was read."""

    base = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)


class LetterForm(forms.Form):
    """The words of one held letter, whole."""

    subject = PlainTextField(
        label=_("Oggetto"),
        max_length=SUBJECT_LENGTH,
        multiline=False,
        error_messages={"required": _("Scrivi l'oggetto.")},
    )
    body = PlainTextField(
        label=_("Testo"),
        max_length=BODY_LENGTH * 2,
        widget=forms.Textarea(attrs=_ROWS),
        error_messages={"required": _("Scrivi il testo.")},
    )


class MailingForm(WordsForm):
    """A letter to many: to whom, about which call, of which kind, in which words."""

    audience = forms.ChoiceField(
        label=_("A chi"), error_messages={"required": _("Scegli a chi scrivere.")}
    )
    tag = forms.ChoiceField(label=_("Bando"), error_messages={"required": _("Scegli il bando.")})
    kind = forms.ChoiceField(
        label=_("Tipo"),
        choices=[
            (
                LetterKind.NEWS.value,
                _("Avviso: chi non vuole avvisi per email lo legge nel portale"),
            ),
            (LetterKind.FORMAL.value, _("Comunicazione formale: parte sempre")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Scegli il tipo.")},
    )
    field_order = ("audience", "tag", "kind", "subject", "body")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = audiences()
        chosen: Any = self.fields["audience"]
        chosen.choices = [("", "–"), *((each.code, each.label) for each in offered)]
        tags = dict(pair for each in offered for pair in each.tags())
        about: Any = self.fields["tag"]
        about.choices = [("", "–"), *tags.items()]


class StartForm(forms.Form):
    """What a new letter to many begins from, as an address says it."""

    da = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    bando = PlainTextField(required=False, max_length=TAG_LENGTH, multiline=False)


class MailingWordsForm(TemplateForm):
    """The words of a letter to many, with the version that was read."""

    kind = forms.ChoiceField(
        label=_("Tipo"),
        choices=MailingForm.base_fields["kind"].choices,  # type: ignore[attr-defined]
        widget=forms.RadioSelect,
    )
    field_order = ("kind", "subject", "body", "base")


class PreferencesForm(forms.Form):
    """What a person wants of letters."""

    language = forms.ChoiceField(label=_("Lingua dei messaggi"), choices=settings.LANGUAGES)
    by_email = forms.MultipleChoiceField(
        label=_("Che cosa ti mandiamo anche per email"),
        choices=[
            (LetterKind.NEWS.value, _("Avvisi: risposte, prove di file, lettere dell'ufficio")),
            (LetterKind.REMINDER.value, _("Promemoria delle scadenze")),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_(
            "Le comunicazioni formali (regole che cambiano, nomine, esiti) arrivano sempre anche per "
            "email. Nel portale trovi comunque tutto."
        ),
    )
    reminders = forms.MultipleChoiceField(
        label=_("Quando ti ricordiamo che una bozza non è inviata"),
        choices=REMINDER_STEP_CHOICES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def not_by_email(self) -> list[LetterKind]:
        """The kinds that stay in the portal."""
        wanted = self.cleaned_data["by_email"]
        return [kind for kind in (LetterKind.NEWS, LetterKind.REMINDER) if kind.value not in wanted]

    def no_reminders(self) -> list[ReminderStep]:
        """The reminders that are not wanted."""
        wanted = self.cleaned_data["reminders"]
        return [step for step in ReminderStep if step.value not in wanted]
