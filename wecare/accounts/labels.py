"""The words shown for the enumerations of the people."""

from django.utils.translation import gettext_lazy as _

from wecare.accounts.enums import AssuranceLevel, Role

ROLES = {
    Role.OFFICER: _("Istruttore"),
    Role.MANAGER: _("Dirigente"),
    Role.ASSESSOR: _("Componente del nucleo di valutazione"),
    Role.ADMIN: _("Amministratore del portale"),
    Role.AUDITOR: _("Controllo"),
}
ROLE_CHOICES = [(role.value, label) for role, label in ROLES.items()]

ASSURANCE_LEVELS = {
    AssuranceLevel.LOW: _("Basso"),
    AssuranceLevel.SUBSTANTIAL: _("Significativo"),
    AssuranceLevel.HIGH: _("Elevato"),
}
ASSURANCE_CHOICES = [(level.value, label) for level, label in ASSURANCE_LEVELS.items()]
