"""What an application asks besides its sections, its heading and its costs: the last confirmation."""

from collections.abc import Collection
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from applicants.models import Organisation
from calls.engine.rulebook import Rulebook
from wecare.core.fields import PlainTextField

MOST_VERSIONS = 32_767


def helper(*parts: Any) -> FormHelper:
    """A form laid out in these parts, that says itself what is wrong."""
    made = FormHelper()
    made.attrs = {"novalidate": ""}
    made.layout = Layout(*parts)
    return made


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
        self.helper = helper(
            "organisation", "title", "lot", Submit("start", str(_("Inizia la domanda")))
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
        self.helper = helper(
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
