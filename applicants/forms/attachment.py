"""One file for one requirement."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from wecare.core.uploads import UploadRefused, check_size, clean_filename, media_type_of


class AttachmentForm(forms.Form):
    """The requirement it belongs to, and the file."""

    requirement = forms.CharField(widget=forms.HiddenInput, max_length=40)
    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF o file firmato P7M, al massimo 20 MB."),
        allow_empty_file=True,  # the sentence about empty files is ours
        error_messages={"required": _("Scegli un file da caricare.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.content = b""

    def clean_file(self) -> UploadedFile:
        """The file, of an accepted size, name and content."""
        upload: UploadedFile = self.cleaned_data["file"]
        try:
            check_size(upload.size or 0)
            self.content = upload.read()
            media_type_of(self.content, filename=clean_filename(upload.name or ""))
        except UploadRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return upload
