"""A question on a call, and its answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from calls.enums import EnquiryCategory
from calls.forms.tables import CHOOSE
from calls.labels import ENQUIRY_CATEGORIES
from wecare.core.fields import PlainTextField

LONGEST_QUESTION = 2000  # characters
LONGEST_ANSWER = 10_000


class EnquiryForm(forms.Form):
    """What a person asks."""

    use_required_attribute = False

    text = PlainTextField(
        label=gettext_lazy("La tua domanda"),
        help_text=gettext_lazy(
            "L'ufficio la pubblica con la risposta, senza il tuo nome: non scrivere dati personali."
        ),
        max_length=LONGEST_QUESTION,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Scrivi la domanda.")},
    )


class AnswerForm(forms.Form):
    """The question as everyone will read it, and the answer."""

    use_required_attribute = False

    category = forms.TypedChoiceField(
        label=gettext_lazy("Argomento"),
        choices=[
            ("", gettext_lazy("Scegli")),
            *((c.value, w) for c, w in ENQUIRY_CATEGORIES.items()),
        ],
        coerce=EnquiryCategory,
        error_messages=CHOOSE,
    )
    question = PlainTextField(
        label=gettext_lazy("La domanda, come la leggeranno tutti"),
        help_text=gettext_lazy("Togli nomi e altri dati personali."),
        max_length=LONGEST_QUESTION,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Scrivi la domanda.")},
    )
    text = PlainTextField(
        label=gettext_lazy("Risposta"),
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": gettext_lazy("Scrivi la risposta.")},
    )


class SearchForm(forms.Form):
    """What is looked for among the calls; nothing is refused, what cannot be read is left out."""

    use_required_attribute = False

    q = forms.CharField(label=gettext_lazy("Parole o codice"), required=False, max_length=200)
    misura = forms.ChoiceField(label=gettext_lazy("Misura"), required=False)
    chi = forms.ChoiceField(label=gettext_lazy("Chi può partecipare"), required=False)

    def __init__(self, *args: Any, measures: list[Any], kinds: list[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["misura"].choices = [("", gettext_lazy("Tutte")), *measures]  # type: ignore[attr-defined]
        self.fields["chi"].choices = [("", gettext_lazy("Tutti")), *kinds]  # type: ignore[attr-defined]
