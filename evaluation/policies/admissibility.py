"""Whether a formal check can be decided now."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applicants.enums import SubmissionState
from applicants.models import Submission
from evaluation.engine.formal_checklist import contradicts
from evaluation.enums import AdmissibilityOutcome
from evaluation.labels.formal import line_title
from evaluation.models import FormalCheck
from evaluation.policies.formal import check_in_own_hands, check_nothing_waits, unread_said
from evaluation.policies.refusals import (
    AdmissibilityRefused,
    check_under_evaluation,
    written_reason,
)
from evaluation.queries import blind, formal
from wecare.accounts.models import Person
from wecare.core.components.formats import instant_limit
from wecare.core.errors import DomainError

NAMED = 3  # lines named in one sentence


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be decided; `read` is how many decisions its author has read, None for whoever asks not."""

    outcome: AdmissibilityOutcome
    reasons: str = ""
    conditions: str = ""
    departure: str = ""
    read: int | None = None


def check_can_decide(check: FormalCheck, decision: Decision, by: Person) -> Decision:
    """The formal check can be decided so; gives the decision as it is kept.

    :raises AdmissibilityRefused: before the applications are open, after the panel's first
        signature if it was decided before, without reasons for a negative outcome, in somebody else's
        hands, while a request waits, against the lines without saying why, or with a negative
        outcome where the call asks for a notice first.
    """
    submission = check.submission
    check_under_evaluation(submission.call, AdmissibilityRefused)
    if submission.state != SubmissionState.LIVE.value:
        raise AdmissibilityRefused(
            _("La domanda prot. %(protocol)s è stata ritirata: non si istruisce.")
            % {"protocol": submission.protocol}
        )
    if hasattr(submission, "admissibility") and blind.someone_signed(submission.call):
        raise AdmissibilityRefused(
            _(
                "Il nucleo ha già firmato una valutazione: l'esito della domanda prot. "
                "%(protocol)s non si cambia più."
            )
            % {"protocol": submission.protocol}
        )
    _check_hands(check, by)
    _check_read(check, decision)
    written = _written(decision)
    if written.outcome is AdmissibilityOutcome.ADMISSIBLE:
        _check_lines(check, written)
    else:
        _check_warned(submission)
    return written


def _check_hands(check: FormalCheck, by: Person) -> None:
    try:
        check_in_own_hands(check, by)
        check_nothing_waits(check.submission)
    except DomainError as refusal:
        raise AdmissibilityRefused(str(refusal)) from refusal


def _check_read(check: FormalCheck, decision: Decision) -> None:
    """Nobody decided since the page was read."""
    if decision.read is None or decision.read == check.decisions:
        return
    decided = check.submission.admissibility
    raise AdmissibilityRefused(
        _(
            "%(person)s ha deciso questa istruttoria il %(at)s, mentre la leggevi. Ricarica la pagina, "
            "leggi e, se serve, decidi di nuovo."
        )
        % {"person": decided.decided_by, "at": instant_limit(decided.decided_at)}
    )


def _written(decision: Decision) -> Decision:
    """The texts as they are kept: a no has its reasons, only a yes has conditions."""
    admits = decision.outcome is AdmissibilityOutcome.ADMISSIBLE
    lacking = _("Scrivi il motivo che leggerà il richiedente: un esito negativo va motivato.")
    reasons = _kept(decision.reasons, lacking="" if admits else lacking)
    conditions, departure = _kept(decision.conditions), _kept(decision.departure)
    if not admits and conditions:
        raise AdmissibilityRefused(
            _("Le condizioni valgono solo per chi è ammesso: toglile, o cambia l'esito.")
        )
    return replace(
        decision,
        reasons=reasons,
        conditions=conditions,
        departure=departure if admits else "",
    )


def _kept(text: str, *, lacking: str = "") -> str:
    return written_reason(text, lacking=lacking, refusal=AdmissibilityRefused)


def _check_lines(check: FormalCheck, decision: Decision) -> None:
    """An outcome that says something else than the lines says why."""
    if decision.departure or not check.lines.exists():
        return
    said = formal.balance_of(check.submission, check)
    if not contradicts(decision.outcome, said):
        return
    titles = {each.code: line_title(each) for each in formal.lines_of(check.submission)}
    against = [*said.failed, *said.open]
    named = "; ".join(titles[code] for code in against[:NAMED])
    raise AdmissibilityRefused(
        ngettext(
            "%(n)d riga della lista dice altro (%(named)s): cambia l'esito, o scrivi perché la ammetti "
            "comunque.",
            "%(n)d righe della lista dicono altro (%(named)s): cambia l'esito, o scrivi perché la "
            "ammetti comunque.",
            len(against),
        )
        % {"n": len(against), "named": named + ("; …" if len(against) > NAMED else "")}
    )


def _check_warned(submission: Submission) -> None:
    """Where the call gives notice of a rejection, it has run, and each observation has its answer."""
    if submission.rules.terms.rejection_days is None:
        return
    if not formal.has_been_warned(submission):
        raise AdmissibilityRefused(
            _(
                "Il bando prevede il preavviso di rigetto (art. 10-bis L. 241/1990, %(days)s giorni): "
                "prima mandalo e aspetta le osservazioni, o il termine."
            )
            % {"days": submission.rules.terms.rejection_days}
        )
    unread = formal.unread_points(submission)
    if unread:
        raise AdmissibilityRefused(
            unread_said(unread) + " " + _("Rispondi a ogni osservazione prima di decidere.")
        )
