"""What the office asks during the formal check: clarifications, and notices of rejection.

Both are letters of the procedure with days, a suspension of its clock and an answer. Nothing follows
from silence by itself: when the term has passed, a person closes the request.
"""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from applicants.models import Submission
from evaluation.actions import formal_letters
from evaluation.actions.formal_checks import locked_check
from evaluation.engine.formal_terms import closes_at, extended
from evaluation.engine.lifecycle import FORMAL_REQUEST
from evaluation.enums import RequestKind, RequestState
from evaluation.models import FormalRequest, PointReading, RequestPoint, TermExtension
from evaluation.policies.formal import (
    Point,
    RequestRefused,
    check_can_lapse,
    check_days,
    check_in_own_hands,
    check_is_at_work,
    check_is_open,
    check_more_time,
    check_nothing_waits,
    check_points,
    reason_of,
)
from wecare.accounts.models import Person
from wecare.core import clock, events


@transaction.atomic
def ask(
    *,
    submission: Submission,
    kind: RequestKind,
    points: Sequence[Point],
    reason: str,
    by: Person,
    days: int | None = None,
) -> FormalRequest:
    """Ask to complete what the points name, or announce why the application would be rejected.

    From now until the answer, or the term, the clock of the procedure stands still. `days` are the
    call's own where none are given.

    :raises RequestRefused: with days the rules do not give, no points, no reason, while another
        request waits, or a notice where the call has none.
    :raises CheckRefused: if the check is not made now, or in somebody else's hands.
    """
    check = locked_check(submission)
    submission = check.submission
    check_is_at_work(submission)
    check_in_own_hands(check, by)
    if hasattr(submission, "admissibility") and check.reopened_at is None:
        raise RequestRefused(
            _("La domanda ha già il suo esito: per chiedere altro va prima riaperta.")
        )
    check_nothing_waits(submission)
    given = check_days(submission, kind, days)
    check_points(kind, points)
    reason = reason_of(reason, lacking=_("Scrivi perché: chi ha presentato la domanda lo leggerà."))
    at = clock.now()
    terms = submission.rules.terms
    request = FormalRequest.objects.create(
        submission=submission,
        number=submission.formal_requests.count() + 1,
        kind=kind.value,
        reason=reason,
        days=given,
        article=terms.rejection_article
        if kind is RequestKind.REJECTION
        else terms.clarification_article,
        asked_by=by,
        asked_at=at,
        closes_at=closes_at(at, given),
    )
    RequestPoint.objects.bulk_create(
        RequestPoint(
            request=request,
            number=number,
            kind=each.kind.value,
            code=each.code,
            partner=each.partner,
            label=each.label,
            asked=reason_of(each.asked, lacking=""),
        )
        for number, each in enumerate(points, start=1)
    )
    events.record(
        "formal_request.asked",
        subject=request,
        actor=by,
        protocol=submission.protocol,
        kind=kind,
        days=given,
        closes_at=request.closes_at,
        points=[[each.kind, each.code, each.partner, each.asked] for each in points],
        reason=reason,
    )
    formal_letters.asked(request)
    return request


@transaction.atomic
def give_more_time(*, request: FormalRequest, days: int, reason: str, by: Person) -> TermExtension:
    """Move the term on by so many days: from the term, or from today where it has passed.

    :raises RequestRefused: for a request that is closed, days out of bounds, or no reason.
    """
    request = locked_request(request)
    check_more_time(request, days)
    reason = reason_of(reason, lacking=_("Scrivi perché dai più tempo."))
    before, at = request.closes_at, clock.now()
    request.closes_at = extended(before, at, days)
    request.save(update_fields=["closes_at"])
    extension = TermExtension.objects.create(
        request=request,
        before=before,
        closes_at=request.closes_at,
        reason=reason,
        given_by=by,
        given_at=at,
    )
    events.record(
        "formal_request.extended",
        subject=request,
        actor=by,
        protocol=request.submission.protocol,
        before=before,
        closes_at=request.closes_at,
        reason=reason,
    )
    formal_letters.extended(extension)
    return extension


@transaction.atomic
def lapse(*, request: FormalRequest, reason: str, by: Person) -> FormalRequest:
    """Say that the term has passed without an answer: the check goes on with what there is.

    :raises RequestRefused: before the term, for a request that is closed, or without a reason.
    """
    request = locked_request(request)
    at = clock.now()
    check_can_lapse(request, at)
    lacking = _("Scrivi che cosa segue dal silenzio: per esempio che si decide con quello che c'è.")
    return _close(request, "lapse", reason_of(reason, lacking=lacking), by=by)


@transaction.atomic
def cancel(*, request: FormalRequest, reason: str, by: Person) -> FormalRequest:
    """Take a request back: nothing is owed any more, and what was written for it stays unsent.

    :raises RequestRefused: for a request that is closed, or without a reason.
    """
    request = locked_request(request)
    check_is_open(request)
    lacking = _("Scrivi perché ritiri la richiesta: il richiedente lo leggerà.")
    return _close(request, "cancel", reason_of(reason, lacking=lacking), by=by)


@transaction.atomic
def read_points(
    *, request: FormalRequest, readings: Mapping[RequestPoint, tuple[bool, str]], by: Person
) -> None:
    """Say of each point whether what came is enough, and why; of observations, an answer to each.

    It may be written again until the check is decided.

    :raises RequestRefused: before an answer came, without words, or for another request's point.
    :raises CheckRefused: if the check is in somebody else's hands.
    """
    check = locked_check(request.submission)
    check_is_at_work(check.submission)
    check_in_own_hands(check, by)
    request = FormalRequest.objects.get(pk=request.pk)
    if request.state != RequestState.ANSWERED.value:
        raise RequestRefused(_("Non c'è ancora una risposta da leggere."))
    if hasattr(check.submission, "admissibility") and check.reopened_at is None:
        raise RequestRefused(_("La domanda ha già il suo esito: la lettura non si cambia più."))
    at = clock.now()
    for point, (accepted, text) in sorted(readings.items(), key=lambda each: each[0].number):
        if point.request_id != request.pk:
            raise RequestRefused(_("Questo punto è di un'altra richiesta."))
        lacking = _("Punto %(n)s: scrivi perché.") % {"n": point.number}
        words = reason_of(text, lacking=lacking)
        PointReading.objects.update_or_create(
            point=point,
            defaults={"accepted": accepted, "text": words, "read_by": by, "read_at": at},
        )
    events.record(
        "formal_request.read",
        subject=request,
        actor=by,
        protocol=check.submission.protocol,
        readings=[
            [point.number, accepted, text]
            for point, (accepted, text) in sorted(readings.items(), key=lambda each: each[0].number)
        ],
    )


def locked_request(request: FormalRequest) -> FormalRequest:
    """The request read again, held until the transaction ends: one hand at a time moves it.

    The caller is inside a transaction. The answer to it and the end of its term meet here.
    """
    return (
        FormalRequest.objects.select_for_update(of=("self",), no_key=True)
        .select_related(
            "submission__call",
            "submission__rulebook",
            "submission__application__call",
            "submission__organisation",
        )
        .get(pk=request.pk)
    )


def _close(request: FormalRequest, step: str, reason: str, *, by: Person) -> FormalRequest:
    request.state = FORMAL_REQUEST.follow(step, RequestState(request.state)).value
    request.closed_at, request.closed_by = clock.now(), by
    request.closing_reason = reason
    request.save(update_fields=["state", "closed_at", "closed_by", "closing_reason"])
    events.record(
        f"formal_request.{request.state}",
        subject=request,
        actor=by,
        protocol=request.submission.protocol,
        reason=reason,
    )
    formal_letters.closed(request)
    return request
