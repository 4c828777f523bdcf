"""What was sent, as the office and the rules see it."""

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from applicants.enums import SubmissionState
from applicants.models import (
    Application,
    Organisation,
    PhaseDecision,
    PhaseOpening,
    Submission,
    Withdrawal,
)
from calls.models import Call
from wecare.core.models import Document


def unsealed(*, call: str = "call", phase: str = "phase") -> Q:
    """That the phase is not sealed, or was opened; the names are those of the rows that are filtered."""
    sealed = PhaseOpening.objects.filter(call=OuterRef(call), phase=OuterRef(phase), opened_at=None)
    return ~Q(Exists(sealed))


def counting(call: Call) -> QuerySet[Submission]:
    """The submissions of a call that count, of the phase that runs: the one no act has ended yet.

    None as long as the phase is sealed: here the office and the panel begin to read.
    """
    ended = _ended(call).values("application__call").annotate(last=Max("phase")).values("last")
    running = Coalesce(Subquery(ended), Value(0)) + 1
    rows = Submission.objects.filter(call=call, state=SubmissionState.LIVE.value, phase=running)
    return rows.filter(unsealed())


def running_phase(call: Call) -> int:
    """The phase that no act has ended yet."""
    last: int | None = _ended(call).aggregate(last=Max("phase"))["last"]
    return (last or 0) + 1


def _ended(call: Call) -> QuerySet[PhaseDecision]:
    return PhaseDecision.objects.filter(application__call=call).order_by()


def live_of(call: Call) -> QuerySet[Submission]:
    """The same with what a row shows, in the order of their protocol."""
    return (
        counting(call)
        .select_related("organisation", "rulebook", "application")
        .defer("rulebook__body", "content")
        .order_by("protocol_year", "protocol_number")
    )


def live_count(
    call: Call, organisation: Organisation, *, besides: Application | None = None
) -> int:
    """How many applications of the organisation count for the call, in whatever phase they are."""
    sent = Submission.objects.filter(
        call=call, organisation=organisation, state=SubmissionState.LIVE.value
    )
    if besides is not None:
        sent = sent.exclude(application=besides)
    return sent.order_by().values("application").distinct().count()


def proves_what_was_withdrawn(document: Document) -> bool:
    """Whether the document is the receipt of a version that counts no longer."""
    withdrawn = Submission.objects.filter(state=SubmissionState.WITHDRAWN.value)
    return withdrawn.filter(receipt=document).exists()


def withdrawal_of(submission: Submission) -> Withdrawal | None:
    """How this version was taken back, with its receipt; none while it counts."""
    rows = Withdrawal.objects.filter(submission=submission)
    return rows.select_related("receipt__file", "withdrawn_by").first()
