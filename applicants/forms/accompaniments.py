"""An entry of the log, and the office's choice of who accompanies a project."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applicants.enums import LogKind
from applicants.labels import LOG_KINDS
from calls.models import Accompaniment
from wecare.core.fields import ItalianDateField, PlainTextField
from wecare.core.uploads import UploadRefused, check_size, clean_filename

LONGEST_TEXT = 10_000
MOST_FILES = 5


class ManyFiles(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Each file of an accepted size, with a name; what they hold is for the action to look at."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """:raises ValidationError: naming the file that is not acceptable, or how many are too many."""
        given: list[UploadedFile] = [each for each in data or () if each]
        if len(given) > MOST_FILES:
            raise forms.ValidationError(
                _("I file sono %(count)s: al massimo %(most)s per volta.")
                % {"count": len(given), "most": MOST_FILES}
            )
        for each in given:
            try:
                check_size(each.size or 0)
                clean_filename(each.name or "")
            except UploadRefused as refusal:
                raise forms.ValidationError(f"{each.name}: {refusal}") from refusal
        return given


class LogForm(forms.Form):
    """What was done, when, with whom."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label=gettext_lazy("Che cosa"),
        choices=[(each.value, label) for each, label in LOG_KINDS.items()],
    )
    held_on = ItalianDateField(label=gettext_lazy("Quando"), help_text=gettext_lazy("gg/mm/aaaa"))
    people = PlainTextField(
        label=gettext_lazy("Chi c'era"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    notes = PlainTextField(
        label=gettext_lazy("Che cosa si è detto o deciso"),
        help_text=gettext_lazy(
            "Per un avviso o una scelta: dove è pubblicato, chi è stato scelto e perché."
        ),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    documents = ManyFilesField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("Al massimo cinque, PDF o P7M, 20 MB ciascuno."),
        required=False,
    )

    @property
    def entry(self) -> dict[str, Any]:
        """The entry as the action takes it, without its files."""
        said = {name: self.cleaned_data[name] for name in ("held_on", "people", "notes")}
        return {**said, "kind": LogKind(self.cleaned_data["kind"])}

    @property
    def uploads(self) -> list[UploadedFile]:
        """What was brought with it."""
        return list(self.cleaned_data["documents"])


class HelperForm(forms.Form):
    """Which accompaniment of the programme is of this project."""

    use_required_attribute = False

    accompaniment = forms.ChoiceField(label=gettext_lazy("Accompagnamento"))

    def __init__(self, *args: Any, offered: Iterable[Accompaniment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offered = {str(each.pk): each for each in offered}
        field: Any = self.fields["accompaniment"]
        field.choices = [
            (key, f"{each.body} – {each.project}") for key, each in self._offered.items()
        ]

    @property
    def chosen(self) -> Accompaniment:
        return self._offered[self.cleaned_data["accompaniment"]]
