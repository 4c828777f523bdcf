"""Letters of the procedure that nobody may refuse by e-mail: their words are the portal's own."""

from django.utils.translation import gettext_lazy as _

from wecare.notices.engine.catalogue import LetterType
from wecare.notices.enums import LetterKind

_TITLES = {
    "withdrawn": _("Una domanda inviata è stata ritirata"),
    "phase_decided": _("Ammissione alla fase successiva, o no"),
    "phase_extended": _("Più tempo per una domanda"),
    "draft_deleted": _("Una bozza è stata eliminata"),
    "handover_offered": _("Proposta di rispondere di una domanda"),
    "handover_answered": _("Risposta alla proposta di rispondere di una domanda"),
    "file_quarantined": _("Un file è stato bloccato dall'antivirus"),
    "partner_invited": _("Invito a partecipare a una domanda"),
    "invitation_answered": _("Risposta a un invito"),
    "invitation_withdrawn": _("Un invito è stato ritirato"),
    "partner_removed": _("Un ente non è più tra i partner"),
    "join_asked": _("Qualcuno chiede di operare per un ente"),
    "join_decided": _("Risposta a chi ha chiesto di operare per un ente"),
    "mandate_granted": _("Un incarico per un ente"),
    "mandate_ended": _("Un incarico per un ente è finito"),
}
FORMAL = tuple(
    LetterType(f"applicants/{name}", title, kind=LetterKind.FORMAL)
    for name, title in _TITLES.items()
)
