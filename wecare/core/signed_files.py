"""The form by which a file comes back signed; what is in it is for an action to verify."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wecare.core.uploads import UploadRefused, check_size, clean_filename

EXTENSIONS = (".pdf", ".p7m")


class SignedFileForm(forms.Form):
    """The signed PDF, or its .p7m; what is in it is verified by the action."""

    file = forms.FileField(
        label=gettext_lazy("File firmato"),
        help_text=gettext_lazy("PDF firmato (PAdES) o busta .p7m (CAdES), al massimo 20 MB."),
        allow_empty_file=True,  # an empty file leaves its evidence too
        error_messages={"required": gettext_lazy("Scegli il file firmato da caricare.")},
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(EXTENSIONS)}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.content = b""

    def clean_file(self) -> UploadedFile:
        """The file, of an accepted name and size."""
        upload: UploadedFile = self.cleaned_data["file"]
        try:
            name = clean_filename(upload.name or "")
            if upload.size:
                check_size(upload.size)
        except UploadRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        if not name.lower().endswith(EXTENSIONS):
            raise forms.ValidationError(
                _("Il nome del file firmato finisce in .pdf o .p7m; il tuo è «%(name)s».")
                % {"name": name}
            )
        self.content = upload.read()
        return upload
