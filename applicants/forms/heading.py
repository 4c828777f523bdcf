"""Title, lot and time of a draft; each field knows what the page had shown in it."""

from collections.abc import Iterable, Iterator
from typing import Any

from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from applicants.engine.lots import asks_aid_form
from applicants.forms.application import helper
from applicants.models import Application
from calls.engine.rulebook import Rulebook
from calls.engine.spending import Duration
from calls.enums import AidForm
from calls.labels.lots import AID_FORMS
from wecare.core.fields import ItalianDateField, PlainTextField

MOST_MONTHS = 600  # as many as the portal can hold; the call says how many it wants
WAS = "__was"  # what the page had shown in a field
_HEADING = ("title", "lot", "aid_form", "months", "starts_on")


class HeadingForm(forms.Form):
    """Title and lot of a draft; empty parts are allowed while writing."""

    title = PlainTextField(
        label=_("Titolo del progetto"), max_length=200, multiline=False, required=False
    )
    lot = forms.ChoiceField(label=_("Lotto"), widget=forms.RadioSelect, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, application: Application, rules: Rulebook, **kwargs: Any
    ) -> None:
        kwargs.setdefault(
            "initial",
            {
                "title": application.title,
                "lot": application.lot,
                "aid_form": application.aid_form,
                "months": application.months,
                "starts_on": application.starts_on,
                "version": application.version,
            },
        )
        super().__init__(*args, **kwargs)
        self.fields["lot"].choices = [(lot.code, lot.title) for lot in rules.lots]  # type: ignore[attr-defined]
        self.application = application
        asked = (
            *_aid_form_field(rules),
            *(_time_fields(rules.duration) if rules.duration else ()),
        )
        self.fields.update(asked)
        shown = [name for name in self.fields if name != "version"]
        for name in shown:
            field = forms.CharField(widget=forms.HiddenInput, required=False)
            self.fields[name + WAS] = field
            self.initial[name + WAS] = self._typed(name, getattr(application, name))
        self.helper = helper(
            "title",
            "lot",
            *(name for name, _field in asked),
            "version",
            *(name + WAS for name in shown),
            Submit("save", str(_("Salva e continua"))),
        )

    @property
    def was(self) -> dict[str, Any]:
        """Field → what the page had shown in it; what the form does not ask is as it is stored."""
        found: dict[str, Any] = {name: getattr(self.application, name) for name in _HEADING}
        for name in [each for each in _HEADING if each in self.fields]:
            try:
                if name + WAS in self.data:
                    found[name] = self.fields[name].clean(self.cleaned_data[name + WAS])
                else:
                    del found[name]
            except forms.ValidationError:
                continue
        return found

    def now_over(self, application: Application) -> None:
        """What is typed is shown again as written over what is stored now."""
        self.application = application
        self.data = typed = self.data.copy()  # type: ignore[attr-defined]
        typed["version"] = str(application.version)
        for name in [each for each in _HEADING if each in self.fields]:
            if self.was.get(name) == self.cleaned_data[name]:
                typed[name] = self._typed(name, getattr(application, name))
            typed[name + WAS] = self._typed(name, getattr(application, name))

    def parted(self, differing: Iterable[Any]) -> tuple[dict[str, Any], ...]:
        """The fields that two people wrote, with both texts as people read them."""
        return tuple(
            {
                "key": each.field,
                "label": self.fields[each.field].label,
                "mine": self._said(each.field, each.mine),
                "theirs": self._said(each.field, each.theirs),
                "saved_by": each.saved_by,
            }
            for each in differing
        )

    def clean(self) -> dict[str, Any]:
        """Where the other text is chosen, the field says what is stored."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in [each for each in _HEADING if each in self.fields]:
            if self.data.get(f"{name}__choice") == "theirs":
                self.errors.pop(name, None)
                cleaned[name] = self.was.get(name, getattr(self.application, name))
        return cleaned

    def _typed(self, name: str, value: Any) -> str:
        field = self.fields[name]
        if not value or isinstance(field, forms.ChoiceField):
            return str(value or "")
        return str(field.widget.format_value(field.prepare_value(value)) or "")

    def _said(self, name: str, value: Any) -> str:
        choices = dict(getattr(self.fields[name], "choices", ()))
        return str(choices.get(value, "")) or self._typed(name, value)


def _aid_form_field(rules: Rulebook) -> Iterator[tuple[str, forms.Field]]:
    """In which form the aid is asked for, where some lot lets one choose."""
    if not asks_aid_form(rules):
        return
    offered = [form for form in AidForm if any(form in lot.aid_forms for lot in rules.lots)]
    said = [
        f"{lot.title}: {', '.join(str(AID_FORMS[form]) for form in lot.aid_forms)}"
        for lot in rules.lots
        if lot.aid_forms
    ]
    yield (
        "aid_form",
        forms.ChoiceField(
            label=_("In quale forma chiedi l'aiuto"),
            help_text="; ".join(said) + ".",
            choices=[(form.value, AID_FORMS[form]) for form in offered],
            widget=forms.RadioSelect,
            required=False,
        ),
    )


def _time_fields(duration: Duration) -> Iterator[tuple[str, forms.Field]]:
    """What the call asks of the project's time."""
    if duration.minimum_months is not None or duration.maximum_months is not None:
        yield (
            "months",
            forms.IntegerField(
                label=_("Quanti mesi dura il progetto"),
                min_value=1,
                max_value=MOST_MONTHS,
                required=False,
                widget=forms.TextInput(attrs={"inputmode": "numeric"}),
                error_messages={"invalid": _("Scrivi un numero intero, per esempio 12.")},
            ),
        )
    if duration.starts_from is not None or duration.starts_by is not None:
        yield (
            "starts_on",
            ItalianDateField(
                label=_("Quando inizia"),
                help_text=_("gg/mm/aaaa, per esempio 01/03/2027."),
                required=False,
            ),
        )
