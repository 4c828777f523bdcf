"""One section of the rulebook's questions as a form; each answer has the version it was written over."""

import datetime as dt
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from applicants.engine.tables import table_refusal
from applicants.labels import answer_text, sentence
from applicants.models import Answer
from calls.engine.asking import Question, Section
from calls.engine.rulebook import Rulebook
from calls.enums import QuestionKind
from calls.labels.asking import condition_of, help_of
from wecare.core.fields import AmountField, ItalianDateField, PlainTextField
from wecare.core.money import euro

VERSION = "__version"
CHOICE = "__choice"  # which of two texts is kept
THEIRS = "theirs"
LONG_ANSWER = 10_000  # characters, where the rulebook gives no limit of words


class SectionForm(forms.Form):
    """Nothing is compulsory while writing: what lacks is said apart, and refuses the send."""

    def __init__(
        self,
        *args: Any,
        section: Section,
        rules: Rulebook,
        answers: Mapping[str, Answer],
        **kwargs: Any,
    ) -> None:
        self.section = section
        self.questions = [each for each in section.questions if each.kind is not QuestionKind.FILE]
        self.answers = answers
        kwargs.setdefault("initial", self._initial())
        super().__init__(*args, **kwargs)
        for question in self.questions:
            self.fields[question.code] = _field(
                question, rules, version=self.version_of(question.code)
            )
            self.fields[question.code + VERSION] = forms.IntegerField(
                widget=forms.HiddenInput, required=False, min_value=0
            )
        self.helper = FormHelper()
        self.helper.form_tag = False

    def version_of(self, code: str) -> int:
        """The version of the stored answer, 0 where there is none."""
        answer = self.answers.get(code)
        return answer.version if answer else 0

    def _initial(self) -> dict[str, Any]:
        initial: dict[str, Any] = {}
        for question in self.questions:
            initial[question.code + VERSION] = self.version_of(question.code)
            if question.code in self.answers:
                initial[question.code] = answer_text(question, self.answers[question.code].value)
        return initial

    def now_over(self, code: str, version: int) -> None:
        """What is typed for this question is shown again as written over this version."""
        self.data = typed = self.data.copy()  # type: ignore[attr-defined]
        typed[code + VERSION] = str(version)

    @property
    def written(self) -> dict[str, tuple[Any, int]]:
        """Question code → (plain value, version it was written over), for what changed."""
        found = {}
        for question in self.questions:
            if self.data.get(question.code + CHOICE) == THEIRS:
                continue
            value = plain(self.cleaned_data.get(question.code))
            base = self.cleaned_data.get(question.code + VERSION) or 0
            stored = self.answers.get(question.code)
            if value != (stored.value if stored else ""):
                found[question.code] = (value, base)
        return found


class TableField(PlainTextField):
    """A table as lines of cells; what is wrong with a line is said by its number."""

    def __init__(self, *, question: Question, **options: Any) -> None:
        self.question = question
        how = _("Una riga per ogni voce, le celle separate da punto e virgola: %(columns)s.")
        told = how % {"columns": "; ".join(question.columns)}
        options["help_text"] = f"{told} {options['help_text']}".strip()
        said = {
            "label": question.label,
            "columns": question.columns,
            "add": str(_("Aggiungi una riga")),
            "remove": str(_("Togli la riga {n}")),
            "cell": str(_("{column}, riga {n}")),
            "actions": str(_("Azioni")),
        }
        attrs = {"rows": 8, "data-columns": json.dumps(said)}
        if question.max_rows is not None:
            attrs["data-max-rows"] = question.max_rows
        super().__init__(max_length=LONG_ANSWER, widget=forms.Textarea(attrs=attrs), **options)

    def validate(self, value: Any) -> None:
        super().validate(value)
        refused = table_refusal(self.question, value)
        if refused is not None:
            raise forms.ValidationError(sentence(refused), code="table")


def plain(value: Any) -> Any:
    """What a field gave, as it is stored in JSON: amounts and dates are strings."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return str(euro(value))
    if isinstance(value, dt.date):
        return value.isoformat()
    return value


def _field(question: Question, rules: Rulebook, *, version: int) -> forms.Field:
    help_text = [each for each in (condition_of(question, rules), help_of(question)) if each]
    common: dict[str, Any] = {
        "label": question.label,
        "help_text": " ".join(help_text),
        "required": False,
    }
    data = {"data-version": str(version)}
    if question.shown_if:
        data["data-shown-if"] = question.shown_if
        data["data-shown-values"] = json.dumps(question.shown_values)
    match question.kind:
        case QuestionKind.TEXT:
            if question.max_words:
                data["data-max-words"] = str(question.max_words)
            field: forms.Field = PlainTextField(
                max_words=question.max_words,
                max_length=LONG_ANSWER,
                widget=forms.Textarea(attrs={"rows": 6}),
                **common,
            )
        case QuestionKind.NUMBER:
            field = forms.IntegerField(
                min_value=0,
                max_value=999_999_999,
                widget=forms.TextInput(attrs={"inputmode": "numeric"}),
                error_messages={"invalid": _("Scrivi un numero intero, per esempio 12.")},
                **common,
            )
        case QuestionKind.MONEY:
            field = AmountField(**common)
        case QuestionKind.DATE:
            field = ItalianDateField(**common)
        case QuestionKind.TABLE:
            field = TableField(question=question, **common)
        case QuestionKind.CHOICE:
            field = forms.ChoiceField(
                choices=[(choice, choice) for choice in question.choices],
                widget=forms.RadioSelect,
                **common,
            )
    field.widget.attrs.update(data)
    return field
