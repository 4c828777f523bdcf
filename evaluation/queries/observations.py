"""Observations on provisional lists: one's own, those of a call, and what they keep open."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applicants.models import Application
from calls.models import Call
from evaluation.enums import ListStage, RankedListState
from evaluation.labels.publication import last_day
from evaluation.models import Observation, ObservationFile, RankedList, RankedRow
from evaluation.queries.gate import OpenPoint
from wecare.core import clock


@dataclass(frozen=True, slots=True)
class Counts:
    """How many were filed on a list, and how many wait for an answer."""

    filed: int
    waiting: int


def last_published(call: Call) -> QuerySet[RankedList]:
    """At most one: the last published list of the call."""
    last = (
        RankedList.objects.filter(call=call, state=RankedListState.PUBLISHED.value)
        .order_by("-version")
        .values("pk")[:1]
    )
    return (
        RankedList.objects.filter(pk__in=last)
        .select_related("call", "rulebook")
        .defer("input", "data")
        .order_by("pk")
    )


def row_to_observe(application: Application) -> RankedRow | None:
    """The application's row in the last published list of its call, if that is provisional."""
    return (
        RankedRow.objects.filter(
            ranked_list__in=last_published(application.call).values("pk"),
            ranked_list__stage=ListStage.PROVISIONAL.value,
            submission__application=application,
        )
        .select_related("ranked_list__rulebook", "ranked_list__call", "submission")
        .order_by("pk")
        .first()
    )


def of_application(application: Application) -> QuerySet[Observation]:
    """What the applicant observed, the last first, with its files."""
    return (
        _with_files(Observation.objects.filter(submission__application=application))
        .select_related("ranked_list", "filed_by", "submission")
        .order_by("-filed_at", "-id")
    )


def on_desk(call: Call) -> QuerySet[Observation]:
    """Every observation on the lists of the call, those without an answer first."""
    return (
        _with_files(Observation.objects.filter(ranked_list__call=call))
        .select_related(
            "ranked_list",
            "submission__application",
            "submission__organisation",
            "filed_by",
            "answered_by",
        )
        .order_by("answered_at", "filed_at", "id")
    )


def counts(ranked_list: RankedList) -> Counts:
    """How many observations the list has."""
    return _counted(Observation.objects.filter(ranked_list=ranked_list))


def counts_of_call(call: Call) -> Counts:
    """How many observations the lists of the call have."""
    return _counted(Observation.objects.filter(ranked_list__call=call))


def _counted(found: QuerySet[Observation]) -> Counts:
    answer = found.aggregate(filed=Count("pk"), waiting=Count("pk", filter=Q(answered_at=None)))
    return Counts(**answer)


def open_points(call: Call) -> tuple[OpenPoint, ...]:
    """What stands between the provisional list of the call and its definitive one."""
    ranked_list = last_published(call).filter(stage=ListStage.PROVISIONAL.value).first()
    if ranked_list is None or ranked_list.observations_until is None:
        return ()
    points = []
    if clock.now() < ranked_list.observations_until:
        points.append(
            OpenPoint(
                "observation_days",
                _(
                    "Sulla graduatoria provvisoria si possono presentare osservazioni fino a tutto "
                    "il %(until)s: prima la definitiva non si prepara."
                )
                % {"until": last_day(ranked_list.observations_until)},
            )
        )
    waiting = counts(ranked_list).waiting
    if waiting:
        points.append(
            OpenPoint(
                "observations",
                ngettext(
                    "%(count)d osservazione aspetta una risposta.",
                    "%(count)d osservazioni aspettano una risposta.",
                    waiting,
                )
                % {"count": waiting},
            )
        )
    return tuple(points)


def _with_files(found: QuerySet[Observation]) -> QuerySet[Observation]:
    files = ObservationFile.objects.select_related("file").order_by("pk")
    return found.prefetch_related(Prefetch("files", files))
