"""How a list of letters is narrowed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wecare.core.fields import PlainTextField
from wecare.notices.labels import LETTER_STATE_CHOICES


class PageForm(forms.Form):
    """Where the page begins: before this letter."""

    prima_di = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)


class OutboxFilterForm(PageForm):
    """What an officer looks for; it stays in the address."""

    stato = forms.ChoiceField(
        label=_("Stato"),
        choices=[("", _("Tutti")), *LETTER_STATE_CHOICES],
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    testo = PlainTextField(
        label=_("Oggetto, cognome o email"),
        max_length=100,
        multiline=False,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )
    prima_di = forms.IntegerField(
        required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput
    )
