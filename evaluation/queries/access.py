"""Requests of access to the documents of a call, and what is pending of them."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from applicants.models import Submission
from calls.models import Call
from evaluation.enums import AccessState
from evaluation.models import DocumentAccess
from wecare.core import clock

TURN = timedelta(seconds=5)  # of the worker that was asked, before the sweep asks again


def of_call(call: Call) -> QuerySet[DocumentAccess]:
    """The requests of a call with `asked_for` applications each, the last first."""
    return (
        DocumentAccess.objects.filter(call=call)
        .select_related("prepared_by", "call")
        .annotate(asked_for=Count("submissions"))
        .order_by("-prepared_at", "-id")
    )


def named(call: Call, protocols: Collection[str]) -> list[Submission]:
    """The applications of the call with these protocols (number/year), withdrawn ones too."""
    wanted = Q()
    for protocol in protocols:
        number, _slash, year = protocol.partition("/")
        if number.isdecimal() and year.isdecimal() and len(protocol) < 20:  # noqa: PLR2004 -- more is no protocol
            wanted |= Q(protocol_number=int(number), protocol_year=int(year))
    if not wanted:
        return []
    found = Submission.objects.filter(wanted, call=call)
    return list(found.order_by("protocol_year", "protocol_number"))


def pending() -> list[dict[str, int]]:
    """Archives that nobody is writing."""
    now = clock.now()
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    waiting = DocumentAccess.objects.filter(
        free, state=AccessState.ASKED.value, prepared_at__lt=now - TURN
    )
    return [{"access_id": pk} for pk in waiting.order_by("pk").values_list("pk", flat=True)]


def oldest() -> datetime | None:
    """Since when the oldest archive waits."""
    waiting = DocumentAccess.objects.filter(state=AccessState.ASKED.value).order_by("prepared_at")
    return waiting.values_list("prepared_at", flat=True).first()


def overdue() -> QuerySet[DocumentAccess]:
    """Archives whose days are over."""
    return DocumentAccess.objects.filter(
        state=AccessState.READY.value, expires_at__lte=clock.now()
    ).order_by("pk")
