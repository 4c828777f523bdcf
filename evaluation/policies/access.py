"""Whether documents of a call may be given for access now, and which."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applicants.models import Submission
from calls.models import Call
from evaluation.enums import RankedListState
from evaluation.models import RankedList
from wecare.core.errors import DomainError

MOST = 500  # applications of one request


class AccessRefused(DomainError):
    """Documents that cannot be given for access so, or not now."""


def check_can_prepare(
    call: Call,
    protocols: Collection[str],
    found: Collection[Submission],
    *,
    asked_on: date,
    today: date,
) -> None:
    """A list is published, and each protocol is an application of this call.

    :raises AccessRefused: otherwise; it names what is wrong.
    """
    published = RankedList.objects.filter(call=call, state=RankedListState.PUBLISHED.value)
    if not published.exists():
        raise AccessRefused(
            _(
                "La graduatoria del bando non è ancora pubblicata: fino ad allora l'accesso è differito "
                "(art. 24 c. 4 L. 241/1990)."
            )
        )
    if asked_on > today:
        raise AccessRefused(_("La richiesta non può avere una data futura."))
    if not protocols:
        raise AccessRefused(_("Scrivi almeno un protocollo."))
    if len(protocols) > MOST:
        raise AccessRefused(
            _("Le domande sono %(count)d, una richiesta ne prende al massimo %(most)d.")
            % {"count": len(protocols), "most": MOST}
        )
    unknown = sorted(set(protocols) - {each.protocol for each in found})
    if unknown:
        raise AccessRefused(
            ngettext(
                "Il protocollo %(protocols)s non è di una domanda di questo bando.",
                "I protocolli %(protocols)s non sono di domande di questo bando.",
                len(unknown),
            )
            % {"protocols": ", ".join(unknown)}
        )
