"""What an application asks besides its sections and its heading: costs, the last confirmation."""

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from applicants.models import Application, Organisation
from applicants.policies import AmountsRefused, check_in_kind
from calls.engine.cost_groups import cost_blocks
from calls.engine.rulebook import Rulebook
from calls.engine.spending import CostGroup
from wecare.core.fields import AmountField, PlainTextField
from wecare.core.money import ZERO, format_plain

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


class CostsForm(forms.Form):
    """Euro per cost category and own funding; the limits are the rulebook's, said live and at the end."""

    own_funding = AmountField(
        label=_("Quota propria"),
        help_text=_("Quanto mette l'ente, in euro. Il resto è il contributo che chiedi."),
        required=False,
    )
    own_in_kind = AmountField(
        label=_("Di cui in natura"),
        help_text=_("Lavoro, beni o servizi valorizzati, in euro: una parte della quota propria."),
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
        self.blocks = cost_blocks(rules)
        categories = [each for block in self.blocks for each in block.categories]
        for category in categories:
            self.fields[_name(category.code)] = AmountField(
                label=category.title, help_text=category.help, required=False
            )
        if rules.amounts.maximum_in_kind is None and not application.own_in_kind:
            del self.fields["own_in_kind"]
        names = [_name(item.code) for item in categories]
        self.order_fields([*names, "own_funding", "own_in_kind"])
        self.helper = helper()
        self.helper.form_tag = False

    @staticmethod
    def _initial(application: Application, costs: Mapping[str, Decimal]) -> dict[str, Any]:
        return {
            "version": application.version,
            "own_funding": format_plain(application.own_funding),
            "own_in_kind": format_plain(application.own_in_kind),
            **{_name(code): format_plain(amount) for code, amount in costs.items()},
        }

    def parts(self) -> Iterator[tuple[CostGroup | None, list[forms.BoundField]]]:
        """The fields as the page shows them: each macro-item's together, then what is not an expense."""
        shown: set[str] = set()
        for block in self.blocks:
            names = [_name(each.code) for each in block.categories]
            shown.update(names)
            yield block.group, [self[name] for name in names]
        yield None, [field for field in self if field.name not in shown]

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

    @property
    def in_kind(self) -> Decimal:
        """The part of the own funding that is not money, in euro."""
        return self.cleaned_data.get("own_in_kind") or ZERO

    def clean(self) -> dict[str, Any]:
        """The part in kind is a part of the own share."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "own_in_kind" not in self.errors and "own_funding" not in self.errors:
            try:
                check_in_kind(self.in_kind, self.own)
            except AmountsRefused as refusal:
                self.add_error("own_in_kind", str(refusal))
        return cleaned


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


def _name(category: str) -> str:
    return f"cost_{category}"
