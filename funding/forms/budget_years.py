"""What changes its budget year, to which, and the act that says so."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applicants.forms.phases import GroundForm
from funding.forms.bare import text_field
from funding.queries.budget_years import LeftOfAward
from wecare.acts.engine.years import FIRST_YEAR, LAST_YEAR
from wecare.core.money import ZERO, euro, format_amount, total


class _AwardsField(forms.TypedMultipleChoiceField):
    """Awards by their keys. One that is not in the list any more is for the action to answer: it may
    have moved already, by the same press.
    """

    def valid_value(self, value: Any) -> bool:
        return str(value).isascii() and str(value).isdigit()


class ShiftForm(GroundForm):
    """The awards whose money moves; each brings along what was read of it."""

    awards = _AwardsField(
        label=gettext_lazy("Contributi"),
        help_text=gettext_lazy("Accanto, quanto resta sull'annualità: si sposta tutto."),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Scegli almeno un contributo.")},
    )
    to_year = forms.IntegerField(
        label=gettext_lazy("Annualità di arrivo"),
        help_text=gettext_lazy("L'anno di bilancio in cui la spesa sarà esigibile."),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Scrivi l'annualità di arrivo."),
            "invalid": gettext_lazy("Scrivi un anno come 2027."),
        },
    )
    reason = text_field(
        gettext_lazy("Perché"),
        help_text=gettext_lazy("Resta nella storia, con il tuo nome."),
        rows=3,
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=200_000)

    def __init__(self, *args: Any, left: Sequence[LeftOfAward], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["awards"]
        field.choices = [(each.award.pk, _named(each)) for each in left]  # type: ignore[attr-defined]  # it is a ChoiceField
        field.initial = [each.award.pk for each in left]
        self.fields["seen"].initial = seen(left)
        self.order_fields(
            ["awards", "to_year", "reason", "kind", "number_text", "adopted_on", "subject", "seen"]
        )

    def clean_seen(self) -> dict[int, Decimal]:
        """Award → what was read of it, in euro."""
        try:
            pairs = (each.split(":") for each in self.cleaned_data["seen"].split(";"))
            return {int(pk): euro(amount) for pk, amount in pairs}
        except ValueError as problem:
            raise ValidationError(_("L'elenco non si legge: ricarica la pagina.")) from problem

    @property
    def read(self) -> Decimal:
        """What was read of the awards that were chosen, in euro."""
        found = self.cleaned_data["seen"]
        return total(found.get(each, ZERO) for each in self.cleaned_data["awards"])


def seen(left: Sequence[LeftOfAward]) -> str:
    """What the page shows of each award, as the form carries it."""
    return ";".join(f"{each.award.pk}:{each.amount}" for each in left)


def _named(each: LeftOfAward) -> str:
    return _("%(name)s, prot. %(protocol)s: %(amount)s") % {
        "name": each.award.organisation.name,
        "protocol": each.award.submission.protocol,
        "amount": format_amount(each.amount),
    }
