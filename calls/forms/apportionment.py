"""The calculator of the table of the Distretti: how much, how it is shared out, under which cap."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from calls.forms.fields import ShareField
from calls.forms.parts import PartForm
from calls.models import District
from wecare.core.fields import AmountField
from wecare.core.money import CENT


class ApportionmentForm(PartForm):
    """Money shared out among the Distretti that are chosen."""

    amount = AmountField(
        label=gettext_lazy("Importo da ripartire"),
        min_value=CENT,
        help_text=gettext_lazy("In euro, per esempio 6.400.000,00."),
    )
    fixed_percent = ShareField(
        label=gettext_lazy("Quota fissa"),
        help_text=gettext_lazy(
            "La parte uguale per tutti, in percentuale dell'importo; il resto segue gli abitanti."
        ),
        initial=Decimal("50.00"),
    )
    cap = AmountField(
        label=gettext_lazy("Tetto per Distretto"),
        required=False,
        min_value=CENT,
        help_text=gettext_lazy("Quello che supera il tetto va agli altri. Vuoto: nessun tetto."),
    )
    districts = forms.MultipleChoiceField(
        label=gettext_lazy("Tra quali Distretti"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Scegli almeno un Distretto tra cui ripartire."),
            "invalid_choice": gettext_lazy("Scegli una voce dell'elenco."),
        },
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, districts: list[District], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["districts"].choices = [(each.code, each.name) for each in districts]  # type: ignore[attr-defined]
