"""How the outcome of a formal check, its lines, requests and sample are shown."""

from django import template

from applicants.models import Submission
from calls.labels import StateLabel
from evaluation.enums import (
    AdmissibilityOutcome,
    LineState,
    RequestKind,
    RequestState,
    SecondView,
)
from evaluation.labels import ADMISSIBILITY_OUTCOMES, TO_CHECK
from evaluation.labels.formal import (
    LINE_STATES,
    OVERDUE,
    REQUEST_KINDS,
    REQUEST_STATES,
    SECOND_VIEWS,
    TO_LOOK_AT,
    UNREAD,
)
from evaluation.models import FormalRequest
from evaluation.queries.checks_queue import Row

register = template.Library()


@register.filter
def check_mark(submission: Submission) -> StateLabel:
    """The outcome as word, tone and icon; to check while there is none."""
    decided = getattr(submission, "admissibility", None)
    return (
        TO_CHECK
        if decided is None
        else ADMISSIBILITY_OUTCOMES[AdmissibilityOutcome(decided.outcome)]
    )


@register.filter
def line_mark(state: str) -> StateLabel:
    """What was said of a line; to read while nothing was."""
    return LINE_STATES[LineState(state)] if state else UNREAD


@register.filter
def request_kind(kind: str) -> str:
    """What a request is called."""
    return str(REQUEST_KINDS[RequestKind(kind)])


@register.filter
def request_mark(request: FormalRequest) -> StateLabel:
    """Where a request stands."""
    return REQUEST_STATES[RequestState(request.state)]


@register.filter
def waiting_mark(row: Row) -> StateLabel:
    """What the last request of a row waits for; for rows that have one."""
    assert row.request is not None  # noqa: S101 -- the template asks only where there is one
    return OVERDUE if row.is_overdue else request_mark(row.request)


@register.filter
def view_mark(view: str) -> StateLabel:
    """What the second officer said; to look at while nothing was."""
    return SECOND_VIEWS[SecondView(view)] if view else TO_LOOK_AT
