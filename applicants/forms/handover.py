"""To whom the responsibility for an application is offered."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wecare.accounts.models import Person


class HandoverForm(forms.Form):
    """One of those who write for the same organisation."""

    person = forms.ChoiceField(label=_("A chi"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, people: Collection[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [(str(each.pk), str(each)) for each in people]  # type: ignore[attr-defined]
