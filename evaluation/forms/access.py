"""A request of access to documents, as the officer records it."""

import re
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from evaluation.policies.refusals import REASON_LENGTH
from wecare.core.fields import ItalianDateField, PlainTextField

_BETWEEN = re.compile(r"[\s,;]+")


class AccessForm(forms.Form):
    """Who asks, with which protocol, for which applications, why."""

    use_required_attribute = False

    asked_by = PlainTextField(
        label=_("Chi chiede"),
        max_length=200,
        multiline=False,
        error_messages={"required": _("Scrivi chi chiede i documenti.")},
    )
    reference = PlainTextField(
        label=_("Protocollo della richiesta"),
        max_length=100,
        multiline=False,
        error_messages={"required": _("Scrivi il protocollo della richiesta.")},
    )
    asked_on = ItalianDateField(label=_("Data della richiesta"))
    protocols = PlainTextField(
        label=_("Domande"),
        help_text=_("I protocolli, uno per riga: per esempio 12/2026."),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Scrivi almeno un protocollo.")},
    )
    reason = PlainTextField(
        label=_("Motivo"),
        help_text=_("L'interesse di chi chiede, o che è un accesso civico."),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Scrivi il motivo.")},
    )
    with_attachments = forms.BooleanField(
        label=_("Includi allegati, ricevute e verbali del nucleo in PDF"),
        help_text=_("Nei PDF i dati delle persone non si possono coprire: leggili prima di darli."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean_protocols(self) -> list[str]:
        """The protocols that were typed, each once."""
        typed = [each for each in _BETWEEN.split(self.cleaned_data["protocols"]) if each]
        return list(dict.fromkeys(typed))
