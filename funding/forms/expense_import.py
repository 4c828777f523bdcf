"""A file of expenses, read before it is kept."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy

from funding.actions.expenses.rows import Row
from wecare.core.uploads import UploadRefused, check_size, clean_filename


class ExpenseFileForm(forms.Form):
    """The file; `read` tells its rows, or refuses it with a sentence."""

    use_required_attribute = False

    file = forms.FileField(
        label=gettext_lazy("File delle spese"),
        help_text=gettext_lazy("CSV, XLSX o ODS, al massimo 10.000 righe e 20 MB."),
        allow_empty_file=True,  # the sentence about empty files is ours
        error_messages={"required": gettext_lazy("Scegli il file delle spese.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.ods"}),
    )

    def __init__(
        self,
        *args: Any,
        read: Callable[..., Sequence[Row]],
        members: Mapping[str, str],
        categories: Mapping[str, str],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self._read = read
        self._named = {"members": members, "categories": categories}
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
            found = self._read(self.content, filename=self.filename, **self._named)
            self.rows = len(found)
        except UploadRefused as refusal:
            raise ValidationError(str(refusal), code="upload") from refusal
        return upload
