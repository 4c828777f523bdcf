"""One file for one requirement."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wecare.core.uploads import UploadRefused, check_size, clean_filename


class AttachmentForm(forms.Form):
    """The requirement it belongs to, and the file; what it holds is for the action to look at."""

    requirement = forms.CharField(widget=forms.HiddenInput, max_length=40)
    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF (.pdf) o file firmato (.p7m), al massimo 20 MB."),
        allow_empty_file=True,  # the sentence about empty files is ours
        error_messages={"required": _("Scegli un file da caricare.")},
    )

    def __init__(self, *args: Any, title: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if title:  # several stand on a page: each says which it is
            self.fields["file"].label = gettext("Il file di «%(title)s»") % {"title": title}
        self.fields["file"].widget.attrs["accept"] = ".pdf,.p7m"

    def clean_file(self) -> UploadedFile:
        """The file, of an accepted size and with a name."""
        upload: UploadedFile = self.cleaned_data["file"]
        try:
            check_size(upload.size or 0)
            clean_filename(upload.name or "")
        except UploadRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return upload


class PartForm(forms.Form):
    """Which file is under way: its name, its size in bytes, when it was changed as the browser says."""

    name = forms.CharField(max_length=1000, strip=False)
    size = forms.IntegerField(min_value=0)
    modified = forms.IntegerField(min_value=0)

    def clean(self) -> dict[str, Any]:
        """A size and a name that would be accepted: it is said before the file is on its way."""
        found = super().clean() or self.cleaned_data
        if self.errors:
            raise forms.ValidationError(_("Il file non si riesce a leggere: scegline un altro."))
        try:
            check_size(found["size"])
            found["filename"] = clean_filename(found["name"])
        except UploadRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return found

    def refusal(self) -> str:
        """Why not, in one sentence."""
        return str(self.non_field_errors()[0])
