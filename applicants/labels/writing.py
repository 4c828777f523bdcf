"""How a text came into its history, and why an earlier one is not copied."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applicants.engine.copying import Left
from applicants.enums import VersionOrigin
from applicants.labels import StateLabel

ORIGINS: dict[VersionOrigin, StateLabel] = {
    VersionOrigin.SAVED: (_("Salvata"), "done", "it-check"),
    VersionOrigin.SET_ASIDE: (_("Messa da parte"), "todo", "it-warning-circle"),
    VersionOrigin.RESTORED: (_("Ripristinata"), "done", "it-refresh"),
    VersionOrigin.COPIED: (_("Copiata da un'altra domanda"), "done", "it-copy"),
}
LEFT: dict[Left, Promise] = {
    Left.NOT_ASKED: _("questo bando non lo chiede"),
    Left.ASKED_OTHERWISE: _("questo bando lo chiede in un altro modo"),
    Left.NOT_OFFERED: _("la risposta non è tra quelle possibili"),
    Left.WRITTEN: _("qui c'è già qualcosa: non lo tocchiamo"),
}
