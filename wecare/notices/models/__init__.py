"""The records of the letters."""

from wecare.notices.models.letter import Letter
from wecare.notices.models.mailing import Mailing
from wecare.notices.models.preferences import Preferences
from wecare.notices.models.receipt import Mailbox, Receipt
from wecare.notices.models.words import TemplateVersion

__all__ = ["Letter", "Mailbox", "Mailing", "Preferences", "Receipt", "TemplateVersion"]
