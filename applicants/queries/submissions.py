"""What was sent, as the office and the rules see it."""

from django.db.models import QuerySet

from applicants.enums import SubmissionState
from applicants.models import Organisation, Submission, Withdrawal
from calls.models import Call
from wecare.core.models import Document


def live_of(call: Call) -> QuerySet[Submission]:
    """The submissions of a call that count, in the order of their protocol."""
    return (
        Submission.objects.filter(call=call, state=SubmissionState.LIVE.value)
        .select_related("organisation", "rulebook", "application")
        .defer("rulebook__body", "content")
        .order_by("protocol_year", "protocol_number")
    )


def live_count(call: Call, organisation: Organisation) -> int:
    """How many applications of the organisation count for the call."""
    return Submission.objects.filter(
        call=call, organisation=organisation, state=SubmissionState.LIVE.value
    ).count()


def proves_what_was_withdrawn(document: Document) -> bool:
    """Whether the document is the receipt of a version that counts no longer."""
    withdrawn = Submission.objects.filter(state=SubmissionState.WITHDRAWN.value)
    return withdrawn.filter(receipt=document).exists()


def withdrawal_of(submission: Submission) -> Withdrawal | None:
    """How this version was taken back, with its receipt; none while it counts."""
    rows = Withdrawal.objects.filter(submission=submission)
    return rows.select_related("receipt__file", "withdrawn_by").first()
