"""Reads of the territory: which districts there are, and who manages their services on a day."""

from datetime import date

from django.db.models import F, Prefetch, Q, QuerySet

from calls.models import District, ManagingBody


def in_office(day: date) -> QuerySet[ManagingBody]:
    """The bodies that manage services on this day, by name."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    not_ended = Q(valid_until__isnull=True) | Q(valid_until__gt=day)
    return ManagingBody.objects.filter(begun & not_ended).order_by("name", "id")


def districts_on(day: date) -> QuerySet[District]:
    """Every district with its bodies of that day in `bodies_that_day`; two queries."""
    bodies = Prefetch("bodies", in_office(day), to_attr="bodies_that_day")
    return District.objects.prefetch_related(bodies).order_by("health_authority", "name")


def districts() -> QuerySet[District]:
    """Every district with all its bodies, those that ended after the others."""
    bodies = ManagingBody.objects.select_related("successor").order_by(
        F("valid_until").desc(nulls_first=True), "name", "id"
    )
    return District.objects.prefetch_related(Prefetch("bodies", bodies)).order_by("name")
