"""Whether a step of the formal check is possible now: whose it is, what is asked, until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applicants.enums import SubmissionState
from applicants.models import Submission
from evaluation.engine.formal_terms import bounds_of_days
from evaluation.enums import PointKind, RequestKind
from evaluation.models import FormalCheck, FormalRequest
from evaluation.policies.refusals import check_under_evaluation, written_reason
from evaluation.queries import formal
from wecare.accounts.models import Person
from wecare.core.components.formats import instant_limit
from wecare.core.errors import DomainError

MOST_POINTS = 40
MOST_FILES = 5  # for one point that is answered in words
MOST_EXTENSION_DAYS = 365


class CheckRefused(DomainError):
    """A step of a formal check that is not possible, or not now."""


class CheckInOtherHands(CheckRefused):
    """Somebody else has the check in charge."""


class RequestRefused(DomainError):
    """A request that cannot be made, extended or closed so, or not now."""


class AnswerRefused(DomainError):
    """An answer that cannot be written or sent so, or not now."""


class AnswerTooLate(AnswerRefused):
    """The term of the request has passed."""


@dataclass(frozen=True, slots=True)
class Point:
    """What a request will name: see `evaluation.models.RequestPoint`."""

    kind: PointKind
    label: str
    code: str = ""
    partner: str = ""
    asked: str = ""


def check_is_at_work(submission: Submission) -> None:
    """The check is made: the call is in evaluation, and the application was not taken back.

    :raises CheckRefused: otherwise.
    """
    check_under_evaluation(submission.call, CheckRefused)
    if submission.state != SubmissionState.LIVE.value:
        raise CheckRefused(
            _("La domanda prot. %(protocol)s è stata ritirata: non si istruisce.")
            % {"protocol": submission.protocol}
        )


def check_in_own_hands(check: FormalCheck | None, by: Person) -> None:
    """Nobody else has the check in charge.

    :raises CheckInOtherHands: naming who has, and since when.
    """
    if check is not None and check.officer is not None and check.officer_id != by.pk:
        raise CheckInOtherHands(
            _(
                "L'istruttoria è in carico a %(person)s dal %(at)s: chiedi che te la passi, o "
                "prendila in carico tu."
            )
            % {"person": check.officer, "at": instant_limit(check.taken_at)}
        )


def check_can_take(check: FormalCheck, by: Person) -> None:
    """The officer does not have it already.

    :raises CheckRefused: otherwise.
    """
    if check.officer_id == by.pk:
        raise CheckRefused(_("L'istruttoria è già in carico a te."))


def check_days(submission: Submission, kind: RequestKind, days: int | None) -> int:
    """The days of a request, within what the call's rules bound.

    :raises RequestRefused: naming the days given and those admitted, or that the call has no such notice.
    """
    terms = submission.rules.terms
    if kind is RequestKind.REJECTION:
        if terms.rejection_days is None:
            raise RequestRefused(
                _("Le regole di questo bando non prevedono il preavviso di rigetto (art. 10-bis).")
            )
        if days not in (None, terms.rejection_days):
            raise RequestRefused(
                _("Il preavviso di rigetto dà %(limit)s giorni. Ne hai indicati %(given)s.")
                % {"limit": terms.rejection_days, "given": days}
            )
        return terms.rejection_days
    usual, most = bounds_of_days(terms.clarification_days)
    if days is None:
        return usual
    if not 1 <= days <= most:
        raise RequestRefused(
            _(
                "Per completare la domanda si danno da 1 a %(limit)s giorni. Ne hai indicati %(given)s."
            )
            % {"limit": most, "given": days}
        )
    return days


def check_points(kind: RequestKind, points: Sequence[Point]) -> None:
    """Something is asked, once each; a notice of rejection has reasons and nothing else.

    :raises RequestRefused: otherwise.
    """
    if not points:
        raise RequestRefused(
            _("Scrivi almeno un motivo.")
            if kind is RequestKind.REJECTION
            else _("Scegli almeno una risposta o un documento da completare.")
        )
    if len(points) > MOST_POINTS:
        raise RequestRefused(
            _("Una richiesta ha al massimo %(limit)s punti. Ne hai indicati %(given)s.")
            % {"limit": MOST_POINTS, "given": len(points)}
        )
    if kind is RequestKind.REJECTION and any(each.kind is not PointKind.TEXT for each in points):
        raise RequestRefused(_("Un preavviso di rigetto ha motivi, non richieste di documenti."))
    named = [(each.kind, each.code, each.partner) for each in points if each.code]
    if len(set(named)) != len(named):
        raise RequestRefused(_("Hai indicato due volte lo stesso punto."))
    if any(each.kind is PointKind.TEXT and not each.asked.strip() for each in points):
        raise RequestRefused(_("Scrivi che cosa chiedi, o il motivo, in ogni punto."))


def check_nothing_waits(submission: Submission) -> None:
    """No other request waits for its answer.

    :raises RequestRefused: naming the one that does, and until when.
    """
    waiting = formal.open_request(submission)
    if waiting is not None:
        raise RequestRefused(
            _("C'è già una richiesta aperta, la n. %(number)s: scade il %(closes)s.")
            % {"number": waiting.number, "closes": instant_limit(waiting.due_at)}
        )


def check_is_open(request: FormalRequest, refusal: type[DomainError] = RequestRefused) -> None:
    """The request still waits.

    :raises DomainError: of the kind asked for, otherwise.
    """
    if not request.is_open:
        raise refusal(
            _("La richiesta n. %(number)s è già chiusa: non si cambia più.")
            % {"number": request.number}
        )


def check_in_time(request: FormalRequest, at: datetime) -> None:
    """The request is open and its term has not passed at this instant of the database's clock.

    :raises AnswerTooLate: naming the term and the instant.
    :raises AnswerRefused: if it is closed.
    """
    check_is_open(request, AnswerRefused)
    if at >= request.closes_at:
        raise AnswerTooLate(
            _(
                "Il termine per rispondere è scaduto il %(closes)s; sono le %(at)s (ora del server). "
                "Non abbiamo registrato nulla: scrivi all'ufficio."
            )
            % {"closes": instant_limit(request.due_at), "at": instant_limit(at)}
        )


def check_can_lapse(request: FormalRequest, at: datetime) -> None:
    """The term has passed without an answer.

    :raises RequestRefused: otherwise, naming the term.
    """
    check_is_open(request)
    if at < request.closes_at:
        raise RequestRefused(
            _("Il termine scade il %(closes)s: fino ad allora il richiedente può rispondere.")
            % {"closes": instant_limit(request.due_at)}
        )


def check_more_time(request: FormalRequest, days: int) -> None:
    """More days may be given.

    :raises RequestRefused: naming the limit and what was given.
    """
    check_is_open(request)
    if not 1 <= days <= MOST_EXTENSION_DAYS:
        raise RequestRefused(
            _("La proroga va da 1 a %(limit)s giorni. Ne hai indicati %(given)s.")
            % {"limit": MOST_EXTENSION_DAYS, "given": days}
        )


def reason_of(text: str, *, lacking: str) -> str:
    """The reason of a step with a request, as it is kept.

    :raises RequestRefused: with `lacking` if it is blank, or if it is no text.
    """
    return written_reason(text, lacking=lacking, refusal=RequestRefused)


def unread_said(count: int) -> str:
    """How many points of an answer nobody has read yet."""
    return ngettext(
        "%(n)d punto della risposta non ha ancora la tua lettura.",
        "%(n)d punti della risposta non hanno ancora la tua lettura.",
        count,
    ) % {"n": count}
