"""Acts, the register that numbers them, and what goes with them."""

from wecare.acts.models.act import IN_FORCE, Act, Register
from wecare.acts.models.chain import Approval, ApprovalChain
from wecare.acts.models.publication import PublicationRecord
from wecare.acts.models.signed import SignedAct
from wecare.acts.models.wording import WordingVersion

__all__ = [
    "IN_FORCE",
    "Act",
    "Approval",
    "ApprovalChain",
    "PublicationRecord",
    "Register",
    "SignedAct",
    "WordingVersion",
]
