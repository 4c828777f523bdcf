"""Forms of the acts: they check what was typed and have no consequences."""

from datetime import date
from decimal import Decimal
from typing import Any, assert_never

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_lazy as _

from wecare.acts.engine import years
from wecare.acts.engine.blocks import PART, PARTS, SOURCE_MAX
from wecare.acts.engine.templates import ActTemplate, Variable, templates_by_hand
from wecare.acts.engine.variables import PARAGRAPHS_MAX, TEXT_MAX, refusals_of
from wecare.acts.enums import ActKind, VariableKind
from wecare.acts.labels import ACT_KIND, refusal_sentence
from wecare.core.fields import AmountField, ItalianDateField, PlainTextField

NUMBER_MAX = 60


def _subject_field() -> PlainTextField:
    return PlainTextField(
        label=_("Oggetto"),
        help_text=_("Programma, misura, che cosa si approva e per quale importo."),
        max_length=TEXT_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        multiline=False,
        error_messages={"required": _("Scrivi l'oggetto dell'atto.")},
    )


class ActForm(forms.Form):
    """Which template, and what the act is about."""

    template = forms.ChoiceField(label=_("Modello"), widget=forms.RadioSelect)
    subject = _subject_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each.code, each.title) for each in templates_by_hand()]
        field = self.fields["template"]
        field.choices = choices  # type: ignore[attr-defined]  # it is a ChoiceField
        if len(choices) == 1:
            self.fields["template"].initial = choices[0][0]


class VariablesForm(forms.Form):
    """The subject and the typed variables of a template; blanks may wait until the proof."""

    subject = _subject_field()

    def __init__(self, *args: Any, template: ActTemplate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.template = template
        for variable in template.variables:
            self.fields[self.name_of(variable)] = _field_of(variable)

    @staticmethod
    def name_of(variable: Variable) -> str:
        """The name of the field of a variable; none is ever named like the form's own fields."""
        return f"variable_{variable.name}"

    def full_clean(self) -> None:
        """Check what was typed; a blank may wait, since it is the proof that needs every part.

        The page still marks as optional only what the act can do without.
        """
        waiting = [
            self.fields[self.name_of(each)] for each in self.template.variables if each.required
        ]
        for field in waiting:
            field.required = False
        super().full_clean()
        for field in waiting:
            field.required = True

    def variables(self) -> dict[str, Any]:
        """What was understood, by the names of the variables."""
        return {
            variable.name: self.cleaned_data[self.name_of(variable)]
            for variable in self.template.variables
        }


class ExternalActForm(forms.Form):
    """An act adopted elsewhere."""

    kind = forms.ChoiceField(
        label=_("Tipo di atto"),
        choices=[(kind.value, label) for kind, label in ACT_KIND.items()],
        initial=ActKind.DGR.value,
        widget=forms.RadioSelect,
    )
    number_text = PlainTextField(
        label=_("Numero"),
        help_text=_("Come sta sull'atto, per esempio 22-5076 oppure 221/A2203A/2023."),
        max_length=NUMBER_MAX,
        multiline=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Scrivi il numero dell'atto.")},
    )
    adopted_on = ItalianDateField(
        label=_("Data"),
        help_text=_("gg/mm/aaaa"),
        error_messages={"required": _("Scrivi la data dell'atto, per esempio 22/05/2017.")},
    )
    subject = _subject_field()


class WordingForm(forms.Form):
    """The words of every part, and what they are tried on; `base` is the digest that was read."""

    base = forms.CharField(max_length=64, widget=forms.HiddenInput)
    on = forms.ChoiceField(label=_("Prova su"), required=False)

    def __init__(self, *args: Any, examples: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part in PARTS:
            self.fields[part.code] = PlainTextField(
                label=gettext_lazy(part.title),
                required=part.required,
                max_length=SOURCE_MAX,
                widget=forms.Textarea(
                    attrs={
                        "rows": _rows(str(self.shown(part.code))),
                        "class": "font-monospace",
                        "lang": "it",
                        "spellcheck": "true",
                    }
                ),
                error_messages={
                    "required": _("Scrivi questa parte: un atto non può farne a meno.")
                },
            )
        self.fields["on"].choices = examples  # type: ignore[attr-defined]  # it is a ChoiceField
        self.order_fields(["base", *PART, "on"])

    def shown(self, name: str) -> Any:
        """What the field shows, typed or kept."""
        return self.data.get(name, self.initial.get(name, ""))

    def parts(self) -> dict[str, str]:
        """The words by the codes of their parts."""
        return {code: self.cleaned_data[code] for code in PART}


class WordingPublicationForm(forms.Form):
    """Why the words change."""

    base = forms.CharField(max_length=64, widget=forms.HiddenInput)
    reason = PlainTextField(
        label=_("Perché cambiano queste parole"),
        help_text=_("Resta nella storia del modello, con il tuo nome."),
        max_length=500,
        multiline=False,
        widget=forms.TextInput(),
        error_messages={"required": _("Scrivi il motivo.")},
    )


def _rows(text: str) -> int:
    """Rows enough to read the text without moving about, within reason."""
    return min(24, max(3, sum(1 + len(line) // 90 for line in text.splitlines()) + 1))


def initial_of(template: ActTemplate, *, subject: str, values: dict[str, Any]) -> dict[str, Any]:
    """What the form of a draft shows at first: the stored values as the fields read them."""
    initial: dict[str, Any] = {"subject": subject}
    for variable in template.variables:
        value = values.get(variable.name)
        if value is not None and variable.kind is VariableKind.AMOUNT:
            value = Decimal(value)
        elif value is not None and variable.kind is VariableKind.DATE:
            value = date.fromisoformat(value)
        elif value is not None and variable.kind is VariableKind.YEARS:
            value = years.typed(years.year_shares(value))
        initial[VariablesForm.name_of(variable)] = value
    return initial


def _field_of(variable: Variable) -> forms.Field:
    options: dict[str, Any] = {
        "label": variable.label,
        "help_text": variable.help,
        "required": variable.required,
    }
    match variable.kind:
        case VariableKind.TEXT:
            return PlainTextField(
                max_length=TEXT_MAX, multiline=False, widget=forms.TextInput(), **options
            )
        case VariableKind.PARAGRAPHS:
            return PlainTextField(
                max_length=PARAGRAPHS_MAX, widget=forms.Textarea(attrs={"rows": 5}), **options
            )
        case VariableKind.DATE:
            return ItalianDateField(**options)
        case VariableKind.AMOUNT:
            return AmountField(**options)
        case VariableKind.INTEGER:
            return _WholeNumberField(**options)
        case VariableKind.YEARS:
            return _YearsField(variable, **options)
        case _:
            assert_never(variable.kind)


class _WholeNumberField(forms.IntegerField):
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    default_error_messages = {
        "invalid": _("Scrivi un numero intero come 12."),
        "min_value": _("Il minimo è %(limit_value)s."),
        "max_value": _("Il massimo è %(limit_value)s."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_value=999_999_999, **options)


class _YearsField(PlainTextField):
    """Budget years, a line for each; what is not a division has a sentence."""

    def __init__(self, variable: Variable, **options: Any) -> None:
        self.variable = variable
        widget = forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false"})
        super().__init__(max_length=TEXT_MAX, widget=widget, **options)

    def validate(self, value: Any) -> None:
        super().validate(value)
        for refusal in refusals_of([self.variable], {self.variable.name: value}):
            raise ValidationError(refusal_sentence(refusal), code=refusal.rule)
