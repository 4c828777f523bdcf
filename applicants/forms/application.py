"""What an application asks besides its sections and its costs: heading, the last confirmation."""

from collections.abc import Collection, Iterator
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from applicants.engine.lots import asks_aid_form
from applicants.models import Application, Organisation
from calls.engine.rulebook import Rulebook
from calls.engine.spending import Duration
from calls.enums import AidForm
from calls.labels.lots import AID_FORMS
from wecare.core.fields import ItalianDateField, PlainTextField

MOST_VERSIONS = 32_767
MOST_MONTHS = 600  # as many as the portal can hold; the call says how many it wants


def _helper(*parts: Any) -> FormHelper:
    helper = FormHelper()
    helper.attrs = {"novalidate": ""}
    helper.layout = Layout(*parts)
    return helper


class StartForm(forms.Form):
    """For whom, with which title, in which lot."""

    organisation = forms.ChoiceField(label=_("Per quale ente fai domanda?"))
    title = PlainTextField(
        label=_("Titolo del progetto"),
        help_text=_("Puoi cambiarlo fino all'invio."),
        max_length=200,
        multiline=False,
    )
    lot = forms.ChoiceField(label=_("Lotto"), widget=forms.RadioSelect)

    def __init__(
        self,
        *args: Any,
        organisations: list[Organisation],
        rules: Rulebook,
        stopped: Collection[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = [  # type: ignore[attr-defined]
            (str(organisation.pk), organisation.name) for organisation in organisations
        ]
        running = [lot for lot in rules.lots if lot.code not in stopped]
        self.fields["lot"].choices = [(lot.code, lot.title) for lot in running]  # type: ignore[attr-defined]
        if len(running) == 1:
            self.initial["lot"] = running[0].code
        self.helper = _helper(
            "organisation", "title", "lot", Submit("start", str(_("Inizia la domanda")))
        )


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
        asked = (
            *_aid_form_field(rules),
            *(_time_fields(rules.duration) if rules.duration else ()),
        )
        self.fields.update(asked)
        self.helper = _helper(
            "title",
            "lot",
            *(name for name, _field in asked),
            "version",
            Submit("save", str(_("Salva e continua"))),
        )


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


PAGE_REFUSED = _("La pagina di invio non è valida: riaprila e invia di nuovo.")


class SendForm(forms.Form):
    """The last confirmation before sending, of the rules in the version that was read."""

    confirmed = forms.BooleanField(
        label=_("Ho letto il bando e l'informativa privacy e confermo le dichiarazioni."),
        error_messages={
            "required": _("Per inviare devi confermare di aver letto il bando e l'informativa.")
        },
    )
    rules_version = forms.IntegerField(
        widget=forms.HiddenInput,
        required=False,  # said in `clean_rules_version`, for it is the page that lacks it
        min_value=1,
        max_value=MOST_VERSIONS,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), PAGE_REFUSED),
    )
    idempotency_key = forms.RegexField(
        r"^[A-Za-z0-9_-]{16,64}$",
        widget=forms.HiddenInput,
        error_messages={"invalid": PAGE_REFUSED},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = _helper(
            "confirmed",
            "rules_version",
            "idempotency_key",
            Submit("send", str(_("Invia la domanda"))),
        )

    def clean_rules_version(self) -> int:
        """The version that was read: a page that carries none confirms nothing."""
        version: int | None = self.cleaned_data["rules_version"]
        if version is None:
            raise forms.ValidationError(PAGE_REFUSED, code="invalid")
        return version

    def to_confirm_again(self, version: int, sentence: str) -> "SendForm":
        """The form over another version of the rules, not yet confirmed, with the reason on top."""
        key = self.cleaned_data["idempotency_key"]
        again = SendForm({"idempotency_key": key, "rules_version": str(version)})
        again.full_clean()
        again.errors.clear()
        again.add_error(None, sentence)
        return again
