"""The words shown for the states of a letter."""

from django.utils.translation import gettext_lazy as _

from wecare.notices.enums import LetterState

LETTER_STATES = {
    LetterState.QUEUED: _("In partenza"),
    LetterState.SENT: _("Inviata"),
    LetterState.FAILED: _("Non inviata"),
}
LETTER_STATE_CHOICES = [(state.value, label) for state, label in LETTER_STATES.items()]
# which look of the status component each state takes
LETTER_STATE_KINDS = {
    LetterState.QUEUED: "waiting",
    LetterState.SENT: "done",
    LetterState.FAILED: "stop",
}
