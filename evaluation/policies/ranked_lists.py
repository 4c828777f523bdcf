"""Whether a step of a ranked list is possible now."""

from django.utils.translation import gettext as _

from evaluation.enums import RankedListState
from evaluation.models import RankedList
from evaluation.policies.refusals import RankedListRefused


def check_input_is_current(ranked_list: RankedList, *, digest: str) -> None:
    """What the list was drawn up from is still what the office knows.

    :raises RankedListRefused: if something changed since.
    """
    if ranked_list.input_digest != digest:
        raise RankedListRefused(
            _(
                "Da quando la graduatoria è stata preparata i dati sono cambiati: preparala di "
                "nuovo e confronta."
            )
        )


def check_can_draw_up(standing: RankedList | None) -> None:
    """No list waits for its publication: a draft may be replaced, an approved one may not.

    :raises RankedListRefused: otherwise.
    """
    if standing is not None and standing.state == RankedListState.APPROVED.value:
        raise RankedListRefused(
            _("La versione %(version)d è approvata: pubblicala.") % {"version": standing.version}
        )
