"""An observation of an applicant, and the office's answer."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from applicants.forms.accompaniments import ManyFilesField
from evaluation.enums import ObservationAnswer
from evaluation.labels.publication import OBSERVATION_ANSWERS
from evaluation.policies.observations import LONGEST_TEXT
from wecare.core.fields import PlainTextField


class ObservationForm(forms.Form):
    """What is observed, with its files."""

    use_required_attribute = False

    text = PlainTextField(
        label=_("La tua osservazione"),
        help_text=_("Scrivi che cosa ti sembra sbagliato e perché: la legge l'ufficio."),
        max_length=LONGEST_TEXT,
        error_messages={"required": _("Scrivi la tua osservazione.")},
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    documents = ManyFilesField(
        label=_("File"),
        help_text=_("Al massimo cinque, PDF o P7M, 20 MB ciascuno."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    @property
    def uploads(self) -> list[UploadedFile]:
        """What was brought with it."""
        return list(self.cleaned_data["documents"])


class ObservationAnswerForm(forms.Form):
    """Accepted or not, with the reasons."""

    use_required_attribute = False

    answer = forms.ChoiceField(
        label=_("Risposta"),
        choices=[(each.value, OBSERVATION_ANSWERS[each][0]) for each in ObservationAnswer],
        widget=forms.RadioSelect,
        error_messages={"required": _("Scegli se accogli l'osservazione.")},
    )
    reasons = PlainTextField(
        label=_("Motivi"),
        help_text=_(
            "Li legge chi ha presentato l'osservazione. Se la accogli, scrivi che cosa cambia."
        ),
        max_length=4000,
        error_messages={
            "required": _(
                "Scrivi i motivi della risposta: chi ha presentato l'osservazione li leggerà."
            )
        },
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
