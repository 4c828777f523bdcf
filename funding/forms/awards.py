"""How the list of awards is narrowed and ordered."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from funding.enums import AwardState
from funding.labels import AWARD_ORDERS, AWARD_STATES
from funding.queries.awards.listing import Order, Sought
from wecare.core.fields import PlainTextField

_NAMES = ("cerca", "bando", "stato", "ordine")
_SELECT = {"class": "form-select"}


class AwardFilterForm(forms.Form):
    """What of the awards is looked for; what cannot be read narrows nothing."""

    use_required_attribute = False

    cerca = PlainTextField(
        label=_("Ente, codice fiscale o protocollo"),
        max_length=100,
        multiline=False,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )
    bando = forms.ChoiceField(label=_("Bando"), required=False, widget=forms.Select(attrs=_SELECT))
    stato = forms.ChoiceField(
        label=_("Stato"),
        choices=[
            ("", _("Tutti")),
            *((state.value, label) for state, (label, _tone, _icon) in AWARD_STATES.items()),
        ],
        required=False,
        widget=forms.Select(attrs=_SELECT),
    )
    ordine = forms.ChoiceField(
        label=_("In ordine di"),
        choices=list(AWARD_ORDERS.items()),
        required=False,
        widget=forms.Select(attrs=_SELECT),
    )

    def __init__(self, *args: Any, calls: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bando: Any = self.fields["bando"]
        bando.choices = [("", _("Tutti")), *((code, f"{title} ({code})") for code, title in calls)]

    def kept(self) -> dict[str, str]:
        """What narrows or orders, as an address says it."""
        self.is_valid()
        return {name: value for name in _NAMES if (value := self.cleaned_data.get(name))}

    def sought(self) -> Sought:
        """What is looked for, as the list understands it."""
        said = self.kept()
        return Sought(
            text=" ".join(said.get("cerca", "").split()),
            call=said.get("bando", ""),
            state=AwardState(said["stato"]) if "stato" in said else None,
            order=Order[said["ordine"].upper()] if "ordine" in said else Order.NEWEST,
        )
