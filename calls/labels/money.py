"""The stages of money as people read them, and as addresses name them."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from wecare.ledger.enums import AccountKind


class Stage(StrEnum):
    """A column of every table of money; the words stand in the address."""

    ALLOCATED = "assegnati"
    RESERVED = "prenotati"
    COMMITTED = "impegnati"
    PAID = "pagati"
    AVAILABLE = "liberi"


STAGES = {
    Stage.ALLOCATED: _("Assegnati"),
    Stage.RESERVED: _("Prenotati"),
    Stage.COMMITTED: _("Impegnati"),
    Stage.PAID: _("Pagati"),
    Stage.AVAILABLE: _("Liberi"),
}
STAGES_EXPLAINED = {
    Stage.ALLOCATED: _("Dati da un fondo per atto, in qualunque punto della strada siano ora."),
    Stage.RESERVED: _("Messi da parte per i lotti dei bandi pubblicati, non ancora concessi."),
    Stage.COMMITTED: _("Concessi con decreto, non ancora pagati."),
    Stage.PAID: _("Arrivati a chi li ha avuti."),
    Stage.AVAILABLE: _("Non ancora prenotati da nessun bando."),
}
# What is allocated is what the source accounts owe: their movements, with the other sign.
ACCOUNTS = {
    Stage.ALLOCATED: AccountKind.SOURCE,
    Stage.RESERVED: AccountKind.RESERVED,
    Stage.COMMITTED: AccountKind.COMMITTED,
    Stage.PAID: AccountKind.PAID,
    Stage.AVAILABLE: AccountKind.AVAILABLE,
}
