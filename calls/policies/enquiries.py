"""Whether a question on a call can be asked now, with the sentence that says why not."""

from datetime import datetime

from django.utils.translation import gettext as _

from calls.enums import CallState
from calls.models import Call
from calls.policies import in_words
from calls.queries.calls import current_window
from wecare.core.errors import DomainError

MOST_WAITING = 10  # questions of one person on one call that wait for an answer


class EnquiryRefused(DomainError):
    """A question that cannot be asked now."""


def check_can_ask(call: Call, *, at: datetime) -> None:
    """Questions are asked from the publication to the deadline.

    :raises EnquiryRefused: naming the deadline.
    """
    window = current_window(call)
    if call.state == CallState.DRAFT.value or window is None:
        raise EnquiryRefused(_("Il bando non è ancora pubblicato."))
    if call.state != CallState.PUBLISHED.value or at >= window.closes_at:
        raise EnquiryRefused(
            _("Si chiede fino alla scadenza del bando, che era %(closes)s (ora italiana).")
            % {"closes": in_words(window.closes_at)}
        )


def check_waiting(waiting: int) -> None:
    """A person leaves the office the time to answer.

    :raises EnquiryRefused: naming how many wait and how many may.
    """
    if waiting >= MOST_WAITING:
        raise EnquiryRefused(
            _(
                "Hai %(waiting)s domande che attendono risposta su questo bando, il massimo è "
                "%(limit)s. Aspetta le risposte, poi chiedi ancora."
            )
            % {"waiting": waiting, "limit": MOST_WAITING}
        )
