"""Reads of the formal check: whose it is, its lines, its requests, how its term stands."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import QuerySet

from applicants.engine.snapshot import Snapshot
from applicants.models import Submission
from evaluation.engine.formal_checklist import Balance, Line, balance, checklist
from evaluation.engine.formal_terms import PROCEDURE_DAYS, Span, Term, term
from evaluation.enums import LineState, PointKind, RequestKind, RequestState
from evaluation.models import CheckLine, FormalCheck, FormalRequest, PointFile, RequestPoint


def of_submission(submission: Submission) -> FormalCheck | None:
    """The check as far as it was begun."""
    return FormalCheck.objects.filter(submission=submission).select_related("officer").first()


def requests_of(submission: Submission) -> QuerySet[FormalRequest]:
    """What was asked of the applicant, the first first."""
    return (
        FormalRequest.objects.filter(submission=submission)
        .select_related("asked_by", "closed_by", "answer__sent_by")
        .order_by("number")
    )


def open_request(submission: Submission) -> FormalRequest | None:
    """The request that waits: there is at most one."""
    return FormalRequest.objects.filter(
        submission=submission, state=RequestState.OPEN.value
    ).first()


def points_of(request: FormalRequest) -> QuerySet[RequestPoint]:
    """The points with what is written for them, in their order."""
    return (
        RequestPoint.objects.filter(request=request)
        .select_related("written__saved_by", "reading__read_by", "request__submission")
        .prefetch_related("files__file")
        .order_by("number")
    )


def came_later(submission: Submission) -> frozenset[tuple[str, str]]:
    """The files that came with an answer: (place, fiscal code of the partner or blank)."""
    rows = PointFile.objects.filter(
        point__request__submission=submission,
        point__request__state=RequestState.ANSWERED.value,
        point__kind=PointKind.FILE.value,
    )
    return frozenset(rows.order_by("pk").values_list("point__code", "point__partner"))


def lines_of(submission: Submission) -> tuple[Line, ...]:
    """The checklist of a submission, with what came later."""
    return checklist(
        submission.rules,
        Snapshot.of_content(submission.content),
        is_signed=hasattr(submission, "signature"),
        integrated=came_later(submission),
    )


def ticked(check: FormalCheck | None) -> dict[str, CheckLine]:
    """Code of a line → what was said of it."""
    if check is None:
        return {}
    rows = CheckLine.objects.filter(check_of=check).select_related("saved_by")
    return {each.code: each for each in rows.order_by("code")}


def states(said: Mapping[str, CheckLine]) -> dict[str, LineState]:
    """Code of a line → its state, where there is one."""
    return {code: LineState(each.state) for code, each in said.items() if each.state}


def balance_of(submission: Submission, check: FormalCheck | None) -> Balance:
    """What the lines of a check say together."""
    return balance(lines_of(submission), states(ticked(check)))


def has_been_warned(submission: Submission) -> bool:
    """Whether a notice of rejection has run: answered with observations, or its term passed."""
    return FormalRequest.objects.filter(
        submission=submission,
        kind=RequestKind.REJECTION.value,
        state__in=[RequestState.ANSWERED.value, RequestState.LAPSED.value],
    ).exists()


def unread_points(submission: Submission) -> int:
    """The points of answers that came, of which the office has not said anything."""
    return RequestPoint.objects.filter(
        request__submission=submission,
        request__state=RequestState.ANSWERED.value,
        reading__isnull=True,
    ).count()


def span_of(request: FormalRequest) -> Span:
    """The request as the clock of the procedure sees it; asks for its answer."""
    answer = getattr(request, "answer", None)
    return Span(
        kind=RequestKind(request.kind),
        state=RequestState(request.state),
        asked_at=request.asked_at,
        closes_at=request.closes_at,
        answered_at=answer.received_at if answer else None,
        closed_at=request.closed_at,
    )


def started_at(submission: Submission) -> datetime:
    """From when the days of the check count: the opening, or the receipt where that came after."""
    opened = submission.call.opened_at
    return max(opened, submission.received_at) if opened else submission.received_at


def days_of(submission: Submission) -> int:
    """How many days the check may take."""
    return submission.rules.terms.checking_days or PROCEDURE_DAYS


def term_of(submission: Submission, requests: Iterable[FormalRequest], at: datetime) -> Term:
    """How the term of the check stands."""
    spans = [span_of(each) for each in requests]
    return term(started_at(submission), days_of(submission), spans, at)
