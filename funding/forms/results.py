"""Indicators, what projects reach, and visits."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls.forms.fields import NumberField
from funding.forms.expenses import FileForm, Plain
from funding.models import ExpenseReport, Indicator
from wecare.core.fields import ItalianDateField, PlainTextField

_TEXT = 4000  # characters


class IndicatorForm(Plain):
    """Something to ask of the projects of a call."""

    code = forms.RegexField(
        r"\A[A-Za-z0-9][A-Za-z0-9._-]{0,39}\Z",
        label=gettext_lazy("Codice"),
        help_text=gettext_lazy("Lettere, cifre, punti e trattini, per esempio CO05."),
        error_messages={
            "required": gettext_lazy("Scrivi un codice."),
            "invalid": gettext_lazy(
                "Il codice ha solo lettere, cifre, punti e trattini, al più 40."
            ),
        },
    )
    title = PlainTextField(
        label=gettext_lazy("Che cosa si misura"),
        max_length=200,
        multiline=False,
        error_messages={"required": gettext_lazy("Scrivi che cosa si misura.")},
    )
    unit = PlainTextField(
        label=gettext_lazy("Unità di misura"),
        help_text=gettext_lazy("Per esempio: persone, ore, imprese."),
        max_length=40,
        multiline=False,
        error_messages={"required": gettext_lazy("Scrivi l'unità di misura.")},
    )
    counts_people = forms.BooleanField(
        label=gettext_lazy("Conta persone"),
        help_text=gettext_lazy("Sulla pagina pubblica i valori sotto 5 non si dicono."),
        required=False,
    )


class ResultsForm(Plain):
    """What a project reached in a half-year: a number for each indicator, or nothing."""

    def __init__(self, *args: Any, indicators: Iterable[Indicator], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in indicators:
            self.fields[f"i{each.pk}"] = NumberField(
                label=_("%(title)s, in %(unit)s") % {"title": each.title, "unit": each.unit},
                required=False,
                max_value=Decimal("999999999.99"),
            )

    @property
    def values(self) -> dict[int, Decimal | None]:
        """Indicator → its value."""
        return {int(name[1:]): value for name, value in self.cleaned_data.items()}


class VisitForm(FileForm):
    """The minutes of an on-site check."""

    on = ItalianDateField(label=gettext_lazy("Giorno"))
    place = PlainTextField(
        label=gettext_lazy("Dove"),
        max_length=200,
        multiline=False,
        error_messages={"required": gettext_lazy("Scrivi dove.")},
    )
    people = PlainTextField(
        label=gettext_lazy("Chi c'era"),
        max_length=_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Scrivi chi c'era.")},
    )
    findings = PlainTextField(
        label=gettext_lazy("Che cosa si è visto"),
        max_length=_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Scrivi che cosa si è visto.")},
    )
    report = forms.ChoiceField(label=gettext_lazy("Rendiconto"), required=False)
    field_order = ("on", "place", "people", "findings", "report", "file")

    def __init__(self, *args: Any, reports: Iterable[ExpenseReport], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        report = self.fields["report"]
        assert isinstance(report, forms.ChoiceField)  # noqa: S101 -- for the types
        numbers = [(str(each.number), f"n. {each.number}") for each in reports]
        report.choices = [("", _("Nessuno in particolare")), *numbers]
