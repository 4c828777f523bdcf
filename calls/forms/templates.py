"""The file to fill that goes with a document."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy


class TemplateForm(forms.Form):
    """One PDF for one document."""

    use_required_attribute = False

    document = forms.CharField(widget=forms.HiddenInput, max_length=40)
    version = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    file = forms.FileField(
        label=gettext_lazy("Modello da compilare"),
        help_text=gettext_lazy("Un PDF, al massimo 20 MB."),
        allow_empty_file=True,  # the sentence about empty files is the store's
        error_messages={"required": gettext_lazy("Scegli un file da caricare.")},
    )

    def clean_file(self) -> UploadedFile:
        """The file with its bytes at hand."""
        upload: UploadedFile = self.cleaned_data["file"]
        self.content = upload.read()
        return upload
