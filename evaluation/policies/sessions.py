"""Whether a session can be written down, and whether enough are there."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from applicants.models import Submission
from evaluation.models import Panel, PanelMember, PanelSession
from evaluation.policies.refusals import SessionRefused


def check_is_open(session: PanelSession) -> None:
    """The session was opened and is not closed.

    :raises SessionRefused: otherwise.
    """
    if not session.is_open:
        raise SessionRefused(
            _("La seduta %(number)d non è aperta: non si scrive più.") % {"number": session.number}
            if session.is_closed
            else _("La seduta %(number)d non è ancora aperta.") % {"number": session.number}
        )


def check_quorum_reached(
    panel: Panel, present: Sequence[PanelMember], submission: Submission | None
) -> None:
    """As many of those who vote are there as the quorum asks, without who abstains.

    :raises SessionRefused: otherwise, with both numbers.
    """
    if len(present) >= panel.quorum:
        return
    said = (
        _("Per decidere servono %(quorum)d presenti tra chi valuta: ce ne sono %(present)d.")
        if submission is None
        else _(
            "Per decidere di questa domanda servono %(quorum)d presenti che non si astengono: ce "
            "ne sono %(present)d."
        )
    )
    raise SessionRefused(said % {"quorum": panel.quorum, "present": len(present)})
