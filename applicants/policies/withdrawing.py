"""Whether a sent application may be taken back, or written again, at an instant."""

from datetime import datetime

from django.utils.translation import gettext as _

from applicants.enums import ApplicationState
from applicants.models import Application, Submission
from applicants.policies import WritingRefused, to_the_millisecond
from applicants.queries.terms import may_be_written
from calls.policies import in_words
from calls.queries.calls import Gate
from wecare.core.errors import DomainError


class WithdrawalRefused(DomainError):
    """The sent application stays as it is: it counts, or it was taken back already."""


def check_is_sent(application: Application, sent: Submission | None) -> Submission:
    """The version that counts.

    :raises WithdrawalRefused: if the application was not sent, or is past what a withdrawal undoes.
    """
    if application.state != ApplicationState.SUBMITTED.value or sent is None:
        raise WithdrawalRefused(
            _("Si ritira solo una domanda inviata, prima che scada il termine.")
        )
    return sent


def check_can_withdraw(submission: Submission, gate: Gate) -> None:
    """The window in which it was received is still open.

    :raises WithdrawalRefused: naming the instant of the request and the deadline.
    """
    if gate.is_open and submission.received_at >= gate.opens_at:
        return
    if gate.is_open:
        raise WithdrawalRefused(
            _(
                "La domanda prot. %(protocol)s è stata inviata in una finestra che si è già chiusa: "
                "non si ritira più da qui. Scrivi all'ufficio."
            )
            % {"protocol": submission.protocol}
        )
    raise WithdrawalRefused(
        _(
            "La domanda prot. %(protocol)s resta inviata: si ritira solo prima della scadenza. La "
            "richiesta è arrivata alle %(at)s (ora del server); il termine era %(closes)s (ora "
            "italiana). Per rinunciare scrivi all'ufficio."
        )
        % {
            "protocol": submission.protocol,
            "at": to_the_millisecond(gate.at),
            "closes": in_words(gate.closes_at),
        }
    )


def check_can_resume(application: Application, *, at: datetime) -> None:
    """Only what was taken back is written again, and only while the call is open.

    :raises WritingRefused: saying which of the two lacks.
    """
    if application.state != ApplicationState.WITHDRAWN.value:
        raise WritingRefused(_("Si riprende a scrivere solo una domanda ritirata."))
    if not may_be_written(application, at):
        raise WritingRefused(_("Il bando è chiuso: una domanda ritirata non si può più inviare."))
