"""The words shown for the states of a letter."""

from django.utils.translation import gettext_lazy as _

from wecare.notices.enums import (
    Channel,
    DeliveryState,
    LetterKind,
    LetterState,
    MailingState,
    ReceiptKind,
    ReminderStep,
)

LETTER_STATES = {
    LetterState.HELD: _("Da confermare"),
    LetterState.QUEUED: _("In partenza"),
    LetterState.SENT: _("Inviata"),
    LetterState.FAILED: _("Non inviata"),
    LetterState.KEPT: _("Solo nel portale"),
    LetterState.CANCELLED: _("Annullata"),
}
LETTER_STATE_CHOICES = [(state.value, label) for state, label in LETTER_STATES.items()]
# what the status component shows: word and tone
LETTER_STATE_MARKS = {
    LetterState.HELD: (LETTER_STATES[LetterState.HELD], "draft"),
    LetterState.QUEUED: (LETTER_STATES[LetterState.QUEUED], "todo"),
    LetterState.SENT: (LETTER_STATES[LetterState.SENT], "done"),
    LetterState.FAILED: (LETTER_STATES[LetterState.FAILED], "warning"),
    LetterState.KEPT: (LETTER_STATES[LetterState.KEPT], "info"),
    LetterState.CANCELLED: (LETTER_STATES[LetterState.CANCELLED], "closed"),
}
DELIVERY_STATES = {
    DeliveryState.ACCEPTED: _("Accettata"),
    DeliveryState.LATE: _("Consegna in ritardo"),
    DeliveryState.DELIVERED: _("Consegnata"),
    DeliveryState.NOT_ACCEPTED: _("Non accettata"),
    DeliveryState.NOT_DELIVERED: _("Non consegnata"),
}
DELIVERY_STATE_CHOICES = [(state.value, label) for state, label in DELIVERY_STATES.items()]
DELIVERY_STATE_MARKS = {
    DeliveryState.ACCEPTED: (DELIVERY_STATES[DeliveryState.ACCEPTED], "todo"),
    DeliveryState.LATE: (DELIVERY_STATES[DeliveryState.LATE], "warning"),
    DeliveryState.DELIVERED: (DELIVERY_STATES[DeliveryState.DELIVERED], "done"),
    DeliveryState.NOT_ACCEPTED: (DELIVERY_STATES[DeliveryState.NOT_ACCEPTED], "warning"),
    DeliveryState.NOT_DELIVERED: (DELIVERY_STATES[DeliveryState.NOT_DELIVERED], "warning"),
}
CHANNELS = {
    Channel.EMAIL: _("Email"),
    Channel.PEC: _("PEC"),
    Channel.PORTAL: _("Solo nel portale"),
}
CHANNEL_CHOICES = [(channel.value, label) for channel, label in CHANNELS.items()]
LETTER_KINDS = {
    LetterKind.FORMAL: _("Comunicazione formale"),
    LetterKind.NEWS: _("Avviso"),
    LetterKind.REMINDER: _("Promemoria"),
}
LETTER_KIND_CHOICES = [(kind.value, label) for kind, label in LETTER_KINDS.items()]
REMINDER_STEPS = {
    ReminderStep.WEEK: _("7 giorni prima della scadenza"),
    ReminderStep.DAYS: _("2 giorni prima della scadenza"),
    ReminderStep.HOURS: _("3 ore prima della scadenza"),
}
REMINDER_STEP_CHOICES = [(step.value, label) for step, label in REMINDER_STEPS.items()]
RECEIPT_KINDS = {
    ReceiptKind.ACCEPTED: _("Ricevuta di accettazione"),
    ReceiptKind.NOT_ACCEPTED: _("Avviso di non accettazione"),
    ReceiptKind.TAKEN_OVER: _("Ricevuta di presa in carico"),
    ReceiptKind.DELIVERED: _("Ricevuta di avvenuta consegna"),
    ReceiptKind.WARNING: _("Preavviso di mancata consegna"),
    ReceiptKind.NOT_DELIVERED: _("Avviso di mancata consegna"),
    ReceiptKind.VIRUS: _("Avviso di messaggio con virus"),
    ReceiptKind.BOUNCE: _("Email tornata indietro"),
}
RECEIPT_KIND_CHOICES = [(kind.value, label) for kind, label in RECEIPT_KINDS.items()]
MAILING_STATES = {
    MailingState.DRAFT: _("Bozza"),
    MailingState.HELD: _("Da confermare"),
    MailingState.CONFIRMED: _("Confermata"),
    MailingState.CANCELLED: _("Annullata"),
}
MAILING_STATE_CHOICES = [(state.value, label) for state, label in MAILING_STATES.items()]
MAILING_STATE_MARKS = {
    MailingState.DRAFT: (MAILING_STATES[MailingState.DRAFT], "draft"),
    MailingState.HELD: (MAILING_STATES[MailingState.HELD], "todo"),
    MailingState.CONFIRMED: (MAILING_STATES[MailingState.CONFIRMED], "done"),
    MailingState.CANCELLED: (MAILING_STATES[MailingState.CANCELLED], "closed"),
}
