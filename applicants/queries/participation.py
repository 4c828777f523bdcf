"""In how many sent applications of a call an organisation takes part, and which cover a Distretto."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from applicants.enums import SubmissionState
from applicants.models import Application, Partner, ProjectDistrict, Submission
from calls.enums import CapRole
from calls.models import Call


def taken_part(
    call: Call, fiscal_code: str, role: CapRole, *, besides: Application | None = None
) -> int:
    """In how many applications that count for the call this organisation takes part, so."""
    partner = Exists(
        Partner.objects.filter(application=OuterRef("application"), fiscal_code=fiscal_code)
    )
    lead = Q(organisation__fiscal_code=fiscal_code)
    asked = {CapRole.LEAD: lead, CapRole.PARTNER: Q(partner), CapRole.ANY: lead | Q(partner)}
    sent = _live(call, besides).filter(asked[role])
    return sent.order_by().values("application").distinct().count()


def covering(
    call: Call, districts: Iterable[str], *, besides: Application | None = None
) -> dict[str, Submission]:
    """Code of each of these Distretti that an application that counts covers → what was sent."""
    rows = ProjectDistrict.objects.filter(
        district__code__in=list(districts),
        application__submissions__in=_live(call, besides),
    ).values_list("district__code", "application_id")
    found = dict(rows.order_by("district__code"))
    sent = {
        each.application_id: each
        for each in _live(call, besides).filter(application__in=found.values())
    }
    return {code: sent[application] for code, application in found.items()}


def _live(call: Call, besides: Application | None) -> QuerySet[Submission]:
    """What counts, in every phase: who goes on to the next keeps its place among those counted."""
    sent = Submission.objects.filter(call=call, state=SubmissionState.LIVE.value)
    if besides is not None:
        sent = sent.exclude(application=besides)
    return sent.defer("content").order_by("id")
