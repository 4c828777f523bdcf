"""Whether an act may admit to the next phase, or give more time, with the sentence that says why not."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applicants.engine.phases import Decided
from applicants.enums import ApplicationState, PhaseOutcome, SubmissionState
from applicants.models import Application, PhaseOpening, PhaseTerm, Submission
from calls.engine.rulebook import Rulebook
from calls.enums import CallState
from calls.models import Call
from calls.policies import in_words
from wecare.accounts.models import Person
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


def check_phase_is_open(opening: PhaseOpening | None) -> None:
    """Nothing is decided of what nobody has opened.

    :raises PhaseRefused: saying that two people open it first.
    """
    if opening is not None and opening.opened_at is None:
        raise PhaseRefused(
            _("Le domande della fase %(phase)s sono ancora chiuse: prima le aprono due persone.")
            % {"phase": opening.phase}
        )


def check_still_sealed(opening: PhaseOpening) -> None:
    """Nobody joins a phase of which the office has read what was sent.

    :raises PhaseRefused: naming the phase and since when it is open.
    """
    if opening.opened_at is not None:
        raise PhaseRefused(
            _("Le domande della fase %(phase)s sono aperte dal %(at)s: nessun'altra vi si ammette.")
            % {"phase": opening.phase, "at": in_words(opening.opened_at)}
        )


def check_opening_due(
    call: Call, opening: PhaseOpening | None, phase: int, *, running: int
) -> None:
    """What was sent may be opened: the phase is sealed, its time is over, nobody opened it.

    :raises PhaseRefused: naming the state of the call, how many may still send, or since when it is open.
    """
    if phase == 1:
        if call.state != CallState.CLOSED.value:
            raise PhaseRefused(
                _("Le domande si aprono dopo la chiusura del bando, una volta sola.")
            )
        return
    if opening is None:
        raise PhaseRefused(
            _("La fase %(phase)s non ha domande chiuse da aprire.") % {"phase": phase}
        )
    if opening.opened_at is not None:
        raise PhaseRefused(
            _("Le domande della fase %(phase)s sono già aperte, dal %(at)s.")
            % {"phase": phase, "at": in_words(opening.opened_at)}
        )
    if running:
        raise PhaseRefused(
            ngettext(
                "%(count)s domanda ha ancora tempo per essere inviata: si apre dopo l'ultima scadenza.",
                "%(count)s domande hanno ancora tempo per essere inviate: si apre dopo l'ultima "
                "scadenza.",
                running,
            )
            % {"count": running}
        )


def check_second_person(opening: PhaseOpening, person: Person) -> None:
    """Somebody has asked for the opening, and it is somebody else who confirms it.

    :raises PhaseRefused: naming who asked.
    """
    if opening.asked_by is None:
        raise PhaseRefused(_("Nessuno ha ancora chiesto l'apertura: chiedila tu."))
    if opening.asked_by == person:
        raise PhaseRefused(_("L'hai chiesta tu: la conferma un'altra persona dell'ufficio."))
