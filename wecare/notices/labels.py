"""The words shown for the states of a letter."""

from django.utils.translation import gettext_lazy as _

from wecare.notices.enums import LetterState

LETTER_STATES = {
    LetterState.QUEUED: _("In partenza"),
    LetterState.SENT: _("Inviata"),
    LetterState.FAILED: _("Non inviata"),
}
LETTER_STATE_CHOICES = [(state.value, label) for state, label in LETTER_STATES.items()]
# what the status component shows: word and tone
LETTER_STATE_MARKS = {
    LetterState.QUEUED: (LETTER_STATES[LetterState.QUEUED], "todo"),
    LetterState.SENT: (LETTER_STATES[LetterState.SENT], "done"),
    LetterState.FAILED: (LETTER_STATES[LetterState.FAILED], "warning"),
}
