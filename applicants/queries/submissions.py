"""What was sent, as the office and the rules see it."""

from django.db.models import QuerySet

from applicants.enums import SubmissionState
from applicants.models import Organisation, Submission
from calls.models import Call


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
