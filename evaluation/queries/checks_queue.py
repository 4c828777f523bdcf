"""The rows of the office's queue: whose each check is, what it waits for, how its term stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from applicants.models import Submission
from calls.models import Call
from evaluation.engine.formal_terms import Term
from evaluation.enums import RequestState
from evaluation.models import FormalCheck, FormalRequest
from evaluation.queries import formal
from wecare.accounts.models import Person

HANDS = ("mie", "nessuno", "altri")
WAITS = ("attesa", "scaduta", "risposta", "riaperta")


@dataclass(frozen=True, slots=True)
class Row:
    """One submission of the queue."""

    submission: Submission
    check: FormalCheck | None
    request: FormalRequest | None
    is_overdue: bool
    term: Term | None  # none once it is decided


def filtered(
    found: QuerySet[Submission], *, hands: str, waits: str, person: Person, at: datetime
) -> QuerySet[Submission]:
    """The submissions in whose hands, and waiting for what, is asked; a blank asks nothing."""
    match hands:
        case "mie":
            found = found.filter(formal_check__officer=person)
        case "nessuno":
            found = found.filter(Q(formal_check=None) | Q(formal_check__officer=None))
        case "altri":
            found = found.filter(formal_check__officer__isnull=False).exclude(
                formal_check__officer=person
            )
    asked = FormalRequest.objects.filter(submission=OuterRef("pk"))
    is_open = asked.filter(state=RequestState.OPEN.value)
    match waits:
        case "attesa":
            found = found.filter(Exists(is_open.filter(closes_at__gt=at)))
        case "scaduta":
            found = found.filter(Exists(is_open.filter(closes_at__lte=at)))
        case "risposta":
            answered = asked.filter(state=RequestState.ANSWERED.value, points__reading__isnull=True)
            found = found.filter(Exists(answered), admissibility=None)
        case "riaperta":
            found = found.filter(formal_check__reopened_at__isnull=False)
    return found


def rows(call: Call, submissions: Iterable[Submission], at: datetime) -> list[Row]:
    """The rows of a page, in two queries more, however many they are."""
    found = list(submissions)
    rulebooks = call.rulebooks.in_bulk(
        {each.rulebook_id for each in found if not hasattr(each, "admissibility")}
    )
    for each in found:
        each.call = call
        if each.rulebook_id in rulebooks:
            each.rulebook = rulebooks[each.rulebook_id]
    requests: dict[int, list[FormalRequest]] = {}
    for request in (
        FormalRequest.objects.filter(submission__in=found)
        .select_related("answer")
        .order_by("submission_id", "number")
    ):
        requests.setdefault(request.submission_id, []).append(request)
    return [_row(each, requests.get(each.pk, []), at) for each in found]


def _row(
    submission: Submission,
    requests: list[FormalRequest],
    at: datetime,
) -> Row:
    check = getattr(submission, "formal_check", None)
    last = requests[-1] if requests else None
    is_done = hasattr(submission, "admissibility") and (check is None or check.reopened_at is None)
    return Row(
        submission=submission,
        check=check,
        request=last,
        is_overdue=last is not None and last.is_open and last.closes_at <= at,
        term=None if is_done else formal.term_of(submission, requests, at),
    )
