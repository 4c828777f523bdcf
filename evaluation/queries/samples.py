"""What can be drawn for the second officer's check, and what was."""

from django.db.models import Count, Q, QuerySet

from applicants.models import Submission
from applicants.queries.submissions import counting
from calls.models import Call
from evaluation.models import CheckSample, SampledCheck


def drawable(call: Call) -> list[Submission]:
    """The submissions that are decided and were in no draw before, by protocol."""
    before = CheckSample.objects.filter(call=call).order_by("number")
    drawn_from = {each for known in before.values_list("protocols", flat=True) for each in known}
    found = (
        counting(call)
        .filter(admissibility__isnull=False)
        .exclude(formal_check__reopened_at__isnull=False)
        .select_related("admissibility__decided_by")
        .defer("content")
        .order_by("protocol_year", "protocol_number")
    )
    return [each for each in found if each.protocol not in drawn_from]


def samples_of(call: Call) -> QuerySet[CheckSample]:
    """Every draw of a call, the first first, with how much of it is done."""
    return (
        CheckSample.objects.filter(call=call)
        .select_related("drawn_by")
        .annotate(drawn=Count("checks"), done=Count("checks", filter=~Q(checks__view="")))
        .order_by("number")
    )


def checks_of(sample: CheckSample) -> QuerySet[SampledCheck]:
    """What a draw drew, the lowest ticket first."""
    return (
        SampledCheck.objects.filter(sample=sample)
        .select_related("submission__organisation", "submission__admissibility", "first", "second")
        .defer("submission__content")
        .order_by("place")
    )


def left_to_look_at(call: Call) -> int:
    """How many drawn checks nobody has looked at again."""
    return SampledCheck.objects.filter(sample__call=call, view="").count()
