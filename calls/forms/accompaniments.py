"""Forms of who accompanies which project: since when, until when, and the end."""

from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from calls.engine.contracts import Help
from calls.forms.contracts import DAY_HELP, SOURCE_HELP, SOURCE_LENGTH
from calls.forms.fields import LineField
from calls.forms.outside import BodyCodeField
from calls.forms.tables import CHOOSE
from calls.models import Accompaniment, District, Measure
from calls.queries.contracts import help_of, mark_of
from wecare.core.fields import ItalianDateField, PlainTextField

NOTE_LENGTH = 2000
SEEN_LENGTH = 64


class AccompanimentForm(forms.Form):
    """Which body helps which project; what is not known is left blank."""

    use_required_attribute = False

    measure = forms.ModelChoiceField(
        label=gettext_lazy("Misura del progetto"),
        queryset=Measure.objects.order_by("order"),
        to_field_name="code",
        empty_label=gettext_lazy("Scegli"),
        error_messages=CHOOSE,
    )
    project = LineField(
        label=gettext_lazy("Progetto"),
        help_text=gettext_lazy("Il titolo; se non si sa, un nome di lavoro, e scrivi che lo è."),
        max_length=300,
    )
    lead = LineField(label=gettext_lazy("Ente capofila"), max_length=200, required=False)
    districts = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Distretti del progetto"),
        queryset=District.objects.order_by("name"),
        to_field_name="code",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    body = LineField(label=gettext_lazy("Chi lo accompagna"), max_length=200)
    fiscal_code = BodyCodeField(label=gettext_lazy("Codice fiscale di chi lo accompagna"))
    since = ItalianDateField(
        label=gettext_lazy("Lo accompagna dal"), help_text=DAY_HELP, required=False
    )
    until = ItalianDateField(
        label=gettext_lazy("Non lo accompagna più dal"), help_text=DAY_HELP, required=False
    )
    note = PlainTextField(
        label=gettext_lazy("Nota per l'ufficio"),
        help_text=gettext_lazy("Non è pubblica."),
        max_length=NOTE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    source_mark = LineField(
        label=gettext_lazy("Fonte"),
        help_text=SOURCE_HELP,
        max_length=SOURCE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=SEEN_LENGTH)

    @property
    def help(self) -> Help:
        """What the valid form says."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        districts = tuple(sorted(each.code for each in said["districts"]))
        return Help(**said | {"measure": said["measure"].code, "districts": districts})


class EndForm(forms.Form):
    """The day from which the body helps the project no more."""

    use_required_attribute = False

    on = ItalianDateField(
        label=gettext_lazy("Non lo accompagna più dal"), help_text=gettext_lazy("gg/mm/aaaa")
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=SEEN_LENGTH)


def initial_of(accompaniment: Accompaniment) -> dict[str, Any]:
    """What the form shows of an accompaniment, with the mark of what it was when it was read."""
    written = help_of(accompaniment)
    return asdict(written) | {"districts": list(written.districts), "seen": mark_of(written)}
