"""The ledger's words as people read them."""

from django.utils.translation import gettext_lazy as _

from wecare.ledger.enums import AccountKind, MovementKind

ACCOUNT_KIND = {
    AccountKind.SOURCE: _("Assegnati dal fondo"),
    AccountKind.AVAILABLE: _("Disponibili"),
    AccountKind.RESERVED: _("Riservati"),
    AccountKind.COMMITTED: _("Impegnati"),
    AccountKind.PAID: _("Pagati"),
}
MOVEMENT_KIND = {
    MovementKind.ALLOCATION: _("Assegnazione"),
    MovementKind.INCREASE: _("Aumento"),
    MovementKind.TRANSFER: _("Spostamento"),
    MovementKind.REDUCTION: _("Riduzione"),
    MovementKind.RESERVATION: _("Prenotazione"),
    MovementKind.COMMITMENT: _("Impegno"),
    MovementKind.PAYMENT: _("Liquidazione"),
    MovementKind.RELEASE: _("Disimpegno"),
    MovementKind.REVERSAL: _("Storno"),
    MovementKind.REPAYMENT: _("Rientro di un prestito"),
}
