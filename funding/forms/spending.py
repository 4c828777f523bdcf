"""Who approves payments up to how much, and above how much two people do."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from calls.models import Measure
from funding.models import SpendingLimit
from wecare.accounts.models import Person
from wecare.core.fields import AmountField, ItalianDateField, PlainTextField
from wecare.core.money import CENT, ZERO


class LimitForm(forms.Form):
    """Up to how much a person approves."""

    use_required_attribute = False

    person = forms.ModelChoiceField(label=gettext_lazy("Persona"), queryset=Person.objects.none())
    up_to = AmountField(label=gettext_lazy("Fino a"), min_value=CENT)
    since = ItalianDateField(label=gettext_lazy("Dal"), help_text=gettext_lazy("gg/mm/aaaa"))
    until = ItalianDateField(
        label=gettext_lazy("Fino al giorno"), help_text=gettext_lazy("gg/mm/aaaa"), required=False
    )
    basis = PlainTextField(
        label=gettext_lazy("Atto che lo dispone"), max_length=200, multiline=False
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.queryset = people


class LimitEndForm(forms.Form):
    """Which limit ends, and when."""

    use_required_attribute = False

    limit = forms.ModelChoiceField(
        queryset=SpendingLimit.objects.order_by("id"), widget=forms.HiddenInput
    )
    until = ItalianDateField(label=gettext_lazy("Finisce il"), help_text=gettext_lazy("gg/mm/aaaa"))


class TwoPeopleForm(forms.Form):
    """Above how much two people approve."""

    use_required_attribute = False

    measure = forms.ModelChoiceField(
        label=gettext_lazy("Misura"), queryset=Measure.objects.order_by("order", "code")
    )
    above = AmountField(label=gettext_lazy("Sopra"), min_value=ZERO)
    basis = PlainTextField(
        label=gettext_lazy("Atto che lo dispone"), max_length=200, multiline=False
    )
