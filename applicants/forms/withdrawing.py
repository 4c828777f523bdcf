"""The last confirmation before a sent application is taken back."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from wecare.core.fields import PlainTextField

LONGEST_REASON = 2000


class WithdrawForm(forms.Form):
    """Why, if one wants to say so, and the consent."""

    use_required_attribute = False

    reason = PlainTextField(
        label=_("Perché la ritiri"),
        help_text=_("Resta scritto nella ricevuta del ritiro."),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    confirmed = forms.BooleanField(
        label=_("Ho capito: da ora questa domanda non conta più."),
        error_messages={"required": _("Per ritirare la domanda devi confermare di aver capito.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout("reason", "confirmed")
