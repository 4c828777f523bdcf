"""The outcome of a formal check, with the reason and the conditions the applicant will read."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from evaluation.enums import AdmissibilityOutcome
from evaluation.labels import ADMISSIBILITY_OUTCOMES
from evaluation.policies.refusals import REASON_LENGTH
from wecare.core.fields import PlainTextField


class AdmissibilityForm(forms.Form):
    """Admissible, inadmissible or irreceivable; a reason for every no."""

    outcome = forms.ChoiceField(
        label=_("Esito"),
        choices=[(each.value, ADMISSIBILITY_OUTCOMES[each][0]) for each in AdmissibilityOutcome],
        widget=forms.RadioSelect,
        error_messages={"required": _("Scegli l'esito del controllo.")},
    )
    reasons = PlainTextField(
        label=_("Motivo che leggerà il richiedente"),
        help_text=_("Obbligatorio se la domanda non è ammissibile: cita l'articolo del bando."),
        required=False,
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    conditions = PlainTextField(
        label=_("Condizioni"),
        help_text=_("Solo se la ammetti con condizioni: le legge il richiedente."),
        required=False,
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    departure = PlainTextField(
        label=_("Perché la ammetti contro una riga della lista"),
        help_text=_("Solo se una riga è «non conforme» o «da chiarire». Resta agli atti."),
        required=False,
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    read = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False

    def clean(self) -> dict[str, Any]:
        """A negative outcome has its reason (art. 3 L. 241/1990)."""
        cleaned = super().clean() or {}
        negative = cleaned.get("outcome") not in {None, "", AdmissibilityOutcome.ADMISSIBLE.value}
        if negative and not cleaned.get("reasons") and "reasons" not in self.errors:
            self.add_error(
                "reasons", _("Scrivi il motivo: chi ha presentato la domanda lo leggerà.")
            )
        if negative and cleaned.get("conditions"):
            self.add_error(
                "conditions", _("Le condizioni valgono solo per chi è ammesso: toglile.")
            )
        return cleaned
