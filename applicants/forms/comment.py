"""What somebody says of a section."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wecare.core.fields import PlainTextField

LONGEST = 2_000  # characters


class CommentForm(forms.Form):
    """One comment."""

    text = PlainTextField(
        label=_("Il tuo commento"),
        help_text=_("Lo legge chi scrive questa domanda. Non fa parte di ciò che si invia."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Scrivi il commento prima di pubblicarlo.")},
    )
