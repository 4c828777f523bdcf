"""Whether an act may admit to the next phase, or give more time, with the sentence that says why not."""

from datetime import datetime

from django.utils.translation import gettext as _

from applicants.engine.phases import Decided
from applicants.enums import ApplicationState, PhaseOutcome, SubmissionState
from applicants.models import Application, PhaseTerm, Submission
from calls.engine.rulebook import Rulebook
from calls.enums import CallState
from calls.models import Call
from calls.policies import in_words
from wecare.core.errors import DomainError

_DECIDABLE = {ApplicationState.SUBMITTED.value, ApplicationState.ADMITTED.value}


class PhaseRefused(DomainError):
    """The act cannot decide so, or not now."""


def check_phase_can_end(call: Call, rules: Rulebook, phase: int) -> None:
    """The call has a phase after this one, and its applications are open.

    :raises PhaseRefused: naming the phases of the call, or the state it is in.
    """
    if not 1 <= phase < len(rules.phases):
        raise PhaseRefused(
            _("Il bando %(code)s ha %(count)s fasi: dopo la fase %(phase)s non ce n'è un'altra.")
            % {"code": call.code, "count": len(rules.phases) or 1, "phase": phase}
        )
    if call.state != CallState.EVALUATION.value:
        raise PhaseRefused(
            _("Si ammette alla fase successiva dopo aver chiuso il bando e aperto le domande.")
        )


def check_term(opens_at: datetime, closes_at: datetime, *, at: datetime) -> None:
    """The term begins before it ends, and ends in the future.

    :raises PhaseRefused: naming the instants.
    """
    if closes_at <= opens_at:
        raise PhaseRefused(
            _("La scadenza (%(closes)s) viene prima dell'apertura (%(opens)s).")
            % {"closes": in_words(closes_at), "opens": in_words(opens_at)}
        )
    if closes_at <= at:
        raise PhaseRefused(
            _("La scadenza (%(closes)s) è già passata: sono le %(at)s.")
            % {"closes": in_words(closes_at), "at": in_words(at)}
        )


def check_can_decide(
    application: Application, sent: Submission | None, said: Decided
) -> Submission:
    """The application was sent in the phase and is not decided, and the outcome says what it must.

    :raises PhaseRefused: naming the application and what does not hold.
    """
    title = application.title or str(application.public_id)
    if sent is None or sent.state != SubmissionState.LIVE.value:
        raise PhaseRefused(
            _("«%(title)s» non ha una domanda inviata che conti in questa fase.") % {"title": title}
        )
    facts = {"protocol": sent.protocol, "title": title}
    if application.phase != sent.phase:
        raise PhaseRefused(
            _("La domanda prot. %(protocol)s è già passata alla fase successiva.") % facts
        )
    if application.state not in _DECIDABLE and said.is_admitted:
        raise PhaseRefused(
            _(
                "La domanda prot. %(protocol)s non ha superato il controllo dei requisiti: non si "
                "ammette alla fase successiva."
            )
            % facts
        )
    if said.outcome is PhaseOutcome.NOT_ADMITTED and not said.reason.strip():
        raise PhaseRefused(
            _("Domanda prot. %(protocol)s: scrivi perché non è ammessa; il richiedente lo leggerà.")
            % facts
        )
    if said.outcome is PhaseOutcome.CONDITIONAL and not said.conditions.strip():
        raise PhaseRefused(
            _("Domanda prot. %(protocol)s: scrivi a quali condizioni è ammessa.") % facts
        )
    return sent


def check_more_time(term: PhaseTerm | None, closes_at: datetime, *, at: datetime) -> PhaseTerm:
    """The term is still running and the new deadline is later.

    :raises PhaseRefused: naming the deadline in force and the new one.
    """
    if term is None:
        raise PhaseRefused(_("La domanda non ha un termine suo: la scadenza è quella del bando."))
    if at >= term.closes_at:
        raise PhaseRefused(
            _("Il termine è scaduto %(closes)s: si proroga solo prima della scadenza.")
            % {"closes": in_words(term.closes_at)}
        )
    if closes_at <= term.closes_at:
        raise PhaseRefused(
            _(
                "La nuova scadenza (%(new)s) non viene dopo quella in vigore (%(old)s): un termine non si accorcia mai."
            )
            % {"new": in_words(closes_at), "old": in_words(term.closes_at)}
        )
    return term
