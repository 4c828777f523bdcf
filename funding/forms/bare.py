"""What the forms about awards share."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applicants.actions.phases import Ground
from applicants.forms.accompaniments import ManyFilesField
from wecare.acts.enums import ActKind
from wecare.core.fields import ItalianDateField, PlainTextField

TEXT = 4000  # characters


def text_field(label: Any, *, help_text: Any = "", required: bool = True, rows: int = 4) -> Any:
    """A field for some lines."""
    return PlainTextField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class BareForm(forms.Form):
    """Its page writes the tag and the button."""

    use_required_attribute = False


class WithFilesForm(BareForm):
    """What comes with files."""

    documents = ManyFilesField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("Al massimo cinque, PDF o P7M, 20 MB ciascuno."),
        required=False,
    )

    @property
    def uploads(self) -> list[UploadedFile]:
        """What was brought with it."""
        return list(self.cleaned_data["documents"])


class WithActForm(BareForm):
    """The act adopted elsewhere that decides, where there is one: all of it or nothing."""

    number_text = PlainTextField(
        label=gettext_lazy("Numero dell'atto"),
        help_text=gettext_lazy("Se decide un atto adottato altrove. Per esempio 12/A2203A/2026."),
        max_length=60,
        multiline=False,
        required=False,
    )
    adopted_on = ItalianDateField(
        label=gettext_lazy("Data dell'atto"), help_text=gettext_lazy("gg/mm/aaaa"), required=False
    )
    subject = PlainTextField(
        label=gettext_lazy("Oggetto dell'atto"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        """An act is named by number, date and object."""
        said = super().clean() or {}
        named = [said.get(name) for name in ("number_text", "adopted_on", "subject")]
        if any(named) and not all(named) and not self.errors:
            raise ValidationError(_("Dell'atto servono numero, data e oggetto: manca qualcosa."))
        return said

    @property
    def ground(self) -> Ground | None:
        """The act as it was typed; None without one."""
        said = self.cleaned_data
        if not said["number_text"]:
            return None
        return Ground(
            kind=ActKind.DD.value,
            number_text=said["number_text"],
            adopted_on=said["adopted_on"],
            subject=said["subject"],
        )


class ActForm(WithActForm):
    """The act adopted elsewhere that decides."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("number_text", "adopted_on", "subject"):
            self.fields[name].required = True
        self.fields["number_text"].help_text = _("Per esempio 12/A2203A/2026.")
