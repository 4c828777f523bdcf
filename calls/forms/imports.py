"""A file of movements, read before it is kept; and the confirmation of what its trial found."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy

from calls.actions.imports import Row
from wecare.core.uploads import UploadRefused, check_size, clean_filename


class ImportForm(forms.Form):
    """The file; `read` tells its rows, or refuses it with a sentence."""

    use_required_attribute = False

    file = forms.FileField(
        label=gettext_lazy("File dei movimenti"),
        help_text=gettext_lazy("CSV, XLSX o ODS, al massimo 10.000 righe e 20 MB."),
        allow_empty_file=True,  # the sentence about empty files is ours
        error_messages={"required": gettext_lazy("Scegli il file dei movimenti.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.ods"}),
    )

    def __init__(self, *args: Any, read: Callable[..., Sequence[Row]], **options: Any) -> None:
        super().__init__(*args, **options)
        self._read = read
        self.content = b""
        self.filename = ""
        self.rows = 0

    def clean_file(self) -> UploadedFile:
        """The file, whose rows can be read, whatever they say."""
        upload: UploadedFile = self.cleaned_data["file"]
        try:
            check_size(upload.size or 0)
            self.filename = clean_filename(upload.name or "")
            self.content = upload.read()
            self.rows = len(self._read(self.content, filename=self.filename))
        except UploadRefused as refusal:
            raise ValidationError(str(refusal), code="upload") from refusal
        return upload


class ImportConfirmationForm(forms.Form):
    """What the page that was read bore: the digest of the file and the mark of the figures."""

    file = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
