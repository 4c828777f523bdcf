"""The share of a sample, and what the second officer says of a check."""

from django import forms
from django.utils.translation import gettext_lazy as _

from calls.forms.fields import ShareField
from evaluation.engine.formal_sample import LEAST_SHARE
from evaluation.enums import SecondView
from evaluation.forms.formal import Plain
from evaluation.policies.refusals import REASON_LENGTH
from wecare.core.fields import PlainTextField


class SampleForm(Plain):
    """How much of the decided checks is looked at again."""

    share = ShareField(
        min_value=LEAST_SHARE,
        label=_("Quota da riguardare, in percentuale"),
        help_text=_("Dall'1 al 100. Si arrotonda per eccesso: almeno una istruttoria."),
    )


class SecondViewForm(Plain):
    """Agrees, or does not and says why."""

    view = forms.ChoiceField(
        label=_("Confermi l'esito?"),
        choices=[
            (SecondView.AGREES.value, _("Sì, confermo")),
            (SecondView.DISAGREES.value, _("No: va riaperta")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Scegli una risposta.")},
    )
    reason = PlainTextField(
        label=_("Motivo"),
        help_text=_("Obbligatorio se non confermi: chi riapre l'istruttoria lo leggerà."),
        required=False,
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
