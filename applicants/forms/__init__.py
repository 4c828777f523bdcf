"""Forms of those who apply: they check what was typed and have no consequences."""

from applicants.forms.application import HeadingForm, SendForm, StartForm
from applicants.forms.attachment import AttachmentForm
from applicants.forms.costs import CostsForm, blank_costs
from applicants.forms.organisation import OrganisationForm, ParticularsForm
from applicants.forms.partnership import DistrictsForm, PartnerForm, RemovalForm
from applicants.forms.precheck import PrecheckForm
from applicants.forms.section import SectionForm

__all__ = [
    "AttachmentForm",
    "CostsForm",
    "DistrictsForm",
    "HeadingForm",
    "OrganisationForm",
    "ParticularsForm",
    "PartnerForm",
    "PrecheckForm",
    "RemovalForm",
    "SectionForm",
    "SendForm",
    "StartForm",
    "blank_costs",
]
