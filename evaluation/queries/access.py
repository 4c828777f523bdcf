"""Requests of access to the documents of a call."""

from collections.abc import Collection

from django.db.models import Count, Q, QuerySet

from applicants.models import Submission
from calls.models import Call
from evaluation.models import DocumentAccess
from wecare.core.archives import Shelf

SHELF = Shelf(DocumentAccess, "access", ".access")


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
    return [{"access_id": pk} for pk in SHELF.pending()]
