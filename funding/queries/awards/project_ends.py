"""The first day of a project, and the last: of one award, or of many in one query.

The last is that of the last extension in force; else the start that the beneficiary told last, or the one it sent,
and the months it sent.
"""

from collections.abc import Iterator
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.timezone import localdate

from applicants.models import Submission
from funding.engine.project_ends import last_day
from funding.enums import AwardState, ChangeKind
from funding.models import Award, ProjectChange, ProjectStart
from funding.models.project_change import IN_FORCE


def project_end(award: Award) -> date | None:
    """The last day of the project of an award; None where nobody said."""
    ((_key, _protocol, end),) = _ends(Award.objects.filter(pk=award.pk))
    return end


def project_start(award: Award) -> date:
    """The first day of the project of an award: told last, or sent; else the day of the application."""
    told = ProjectStart.objects.filter(award=award).order_by("-id").first()
    if told is not None:
        return told.starts_on
    ((sent, received_at),) = Submission.objects.filter(pk=award.submission_id).values_list(
        "content__starts_on", "received_at"
    )
    return date.fromisoformat(sent) if sent else localdate(received_at)


def standing_projects(*, or_granted: bool = False) -> Iterator[tuple[int, str, date | None]]:
    """Of each award that stands: its key, its protocol (number-year), the last day of its project.

    `or_granted` counts the months from the day of the award where nobody said a start: an estimate.
    """
    return _ends(Award.objects.filter(state=AwardState.GRANTED.value), or_granted=or_granted)


def _ends(
    awards: QuerySet[Award], *, or_granted: bool = False
) -> Iterator[tuple[int, str, date | None]]:
    extensions = ProjectChange.objects.filter(
        award=OuterRef("pk"), kind=ChangeKind.EXTENSION.value, state__in=IN_FORCE
    )
    starts = ProjectStart.objects.filter(award=OuterRef("pk"))
    rows = (
        awards.order_by("pk")
        .annotate(
            extended=Subquery(extensions.order_by("-number").values("ends_after")[:1]),
            told=Subquery(starts.order_by("-id").values("starts_on")[:1]),
        )
        .values_list(
            "pk",
            "submission__protocol_number",
            "submission__protocol_year",
            "extended",
            "told",
            "submission__content__starts_on",
            "submission__content__months",
            "granted_at",
        )
    )
    for pk, number, year, extended, told, sent, months, granted_at in rows.iterator():
        start = told or (date.fromisoformat(sent) if sent else None)
        if start is None and or_granted:
            start = localdate(granted_at)
        yield pk, f"{number}-{year}", extended or (last_day(start, months) if start else None)
