"""How a text came into its history, in words with tone and icon."""

from django.utils.translation import gettext_lazy as _

from applicants.enums import VersionOrigin
from applicants.labels import StateLabel

ORIGINS: dict[VersionOrigin, StateLabel] = {
    VersionOrigin.SAVED: (_("Salvata"), "done", "it-check"),
    VersionOrigin.SET_ASIDE: (_("Messa da parte"), "todo", "it-warning-circle"),
    VersionOrigin.RESTORED: (_("Ripristinata"), "done", "it-refresh"),
    VersionOrigin.COPIED: (_("Copiata da un'altra domanda"), "done", "it-copy"),
}
