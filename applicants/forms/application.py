"""What an application asks besides its sections: heading, costs, the last confirmation."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from applicants.models import Application, Organisation
from calls.engine.rulebook import Rulebook
from wecare.core.fields import AmountField, PlainTextField
from wecare.core.money import ZERO, format_plain


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
        self, *args: Any, organisations: list[Organisation], rules: Rulebook, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = [  # type: ignore[attr-defined]
            (str(organisation.pk), organisation.name) for organisation in organisations
        ]
        self.fields["lot"].choices = [(lot.code, lot.title) for lot in rules.lots]  # type: ignore[attr-defined]
        if len(rules.lots) == 1:
            self.initial["lot"] = rules.lots[0].code
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
                "version": application.version,
            },
        )
        super().__init__(*args, **kwargs)
        self.fields["lot"].choices = [(lot.code, lot.title) for lot in rules.lots]  # type: ignore[attr-defined]
        self.helper = _helper("title", "lot", "version", Submit("save", str(_("Salva e continua"))))


class CostsForm(forms.Form):
    """Euro per cost category and own funding; the limits are the rulebook's, said live and at the end."""

    own_funding = AmountField(
        label=_("Quota propria"),
        help_text=_("Quanto mette l'ente, in euro. Il resto è il contributo che chiedi."),
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        application: Application,
        rules: Rulebook,
        costs: Mapping[str, Decimal],
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("initial", self._initial(application, costs))
        super().__init__(*args, **kwargs)
        self.rules = rules
        for category in rules.cost_categories:
            self.fields[_name(category.code)] = AmountField(
                label=category.title, help_text=category.help, required=False
            )
        self.order_fields([*(_name(item.code) for item in rules.cost_categories), "own_funding"])
        self.helper = _helper()
        self.helper.form_tag = False

    @staticmethod
    def _initial(application: Application, costs: Mapping[str, Decimal]) -> dict[str, Any]:
        return {
            "version": application.version,
            "own_funding": format_plain(application.own_funding),
            **{_name(code): format_plain(amount) for code, amount in costs.items()},
        }

    @property
    def amounts(self) -> dict[str, Decimal]:
        """Category code → euro, zero where nothing was written."""
        return {
            category.code: self.cleaned_data.get(_name(category.code)) or ZERO
            for category in self.rules.cost_categories
        }

    @property
    def own(self) -> Decimal:
        """Own funding in euro."""
        return self.cleaned_data.get("own_funding") or ZERO


class SendForm(forms.Form):
    """The last confirmation before sending."""

    confirmed = forms.BooleanField(
        label=_("Ho letto il bando e l'informativa privacy e confermo le dichiarazioni."),
        error_messages={
            "required": _("Per inviare devi confermare di aver letto il bando e l'informativa.")
        },
    )
    idempotency_key = forms.RegexField(
        r"^[A-Za-z0-9_-]{16,64}$",
        widget=forms.HiddenInput,
        error_messages={
            "invalid": _("La pagina di invio non è valida: riaprila e invia di nuovo.")
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = _helper(
            "confirmed", "idempotency_key", Submit("send", str(_("Invia la domanda")))
        )


def _name(category: str) -> str:
    return f"cost_{category}"
