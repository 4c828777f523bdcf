"""Forms of those who apply: they check what was typed and have no consequences."""

from applicants.forms.application import SendForm, StartForm
from applicants.forms.attachment import AttachmentForm, PartForm
from applicants.forms.costs import CostsForm, blank_costs
from applicants.forms.heading import HeadingForm
from applicants.forms.organisation import OrganisationForm, ParticularsForm
from applicants.forms.partnership import DistrictsForm, PartnerForm, RemovalForm
from applicants.forms.precheck import PrecheckForm
from applicants.forms.section import SectionForm
from applicants.forms.signing import SignedFileForm
from applicants.forms.withdrawing import WithdrawForm

__all__ = [
    "AttachmentForm",
    "CostsForm",
    "DistrictsForm",
    "HeadingForm",
    "OrganisationForm",
    "PartForm",
    "ParticularsForm",
    "PartnerForm",
    "PrecheckForm",
    "RemovalForm",
    "SectionForm",
    "SendForm",
    "SignedFileForm",
    "StartForm",
    "WithdrawForm",
    "blank_costs",
]
