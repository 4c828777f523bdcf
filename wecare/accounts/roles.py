"""The offices of the procedure, each with what the law asks of it.

A role is a class, not a row: what it may do is read from the permissions that ask for it
(``permissions.permissions_of``), who holds it from ``RoleGrant``.
"""

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wecare.accounts.enums import Role

_REGISTER: dict[Role, type["Office"]] = {}


class Office:
    """What every office says of itself."""

    role: ClassVar[Role]
    description: ClassVar[Promise]
    legal_source: ClassVar[Promise]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        _REGISTER[cls.role] = cls


class Officer(Office):
    role = Role.OFFICER
    description = _(
        "Prepara i bandi, controlla i requisiti delle domande, chiede le integrazioni e propone "
        "gli atti. Risponde dell'istruttoria."
    )
    legal_source = _("Responsabile del procedimento: L. 241/1990, artt. 5 e 6")


class Manager(Office):
    role = Role.MANAGER
    description = _(
        "Pubblica i bandi, nomina il nucleo di valutazione, approva la graduatoria e adotta "
        "i decreti che impegnano i fondi."
    )
    legal_source = _("Dirigente: D.Lgs. 165/2001, artt. 4 e 17; L.R. Piemonte 23/2008")


class Assessor(Office):
    role = Role.ASSESSOR
    description = _(
        "Valuta i progetti dei bandi per cui è nominato, dopo avere dichiarato i propri conflitti "
        "di interesse. Non vede i punteggi degli altri prima di avere firmato i suoi."
    )
    legal_source = _("Astensione in caso di conflitto: L. 241/1990, art. 6-bis")


class Administrator(Office):
    role = Role.ADMIN
    description = _(
        "Conferisce e fa cessare i ruoli, registra le dotazioni e i loro movimenti come gli atti "
        "li dispongono, segue il funzionamento del portale. Non istruisce, non valuta e non "
        "adotta atti."
    )
    legal_source = _("Persona autorizzata al trattamento: Reg. (UE) 2016/679, art. 29")


class Auditor(Office):
    role = Role.AUDITOR
    description = _(
        "Legge domande, valutazioni, atti e movimenti senza poterli cambiare. Ogni consultazione "
        "lascia traccia."
    )
    legal_source = _("Verifiche di gestione e controlli: Reg. (UE) 2021/1060, artt. 74 e 77")


def office(role: Role) -> type[Office]:
    """The class that describes the role."""
    return _REGISTER[role]


def offices() -> tuple[type[Office], ...]:
    """All of them, in the order of the enumeration."""
    return tuple(_REGISTER[role] for role in Role)
