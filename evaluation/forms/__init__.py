"""Forms of those who judge: they check what was typed and have no consequences."""

from evaluation.forms.admissibility import AdmissibilityForm
from evaluation.forms.assessment import AssessmentForm
from evaluation.forms.panel import AppointmentForm, DeclarationForm

__all__ = ["AdmissibilityForm", "AppointmentForm", "AssessmentForm", "DeclarationForm"]
