"""Where and when acts were published, and whether they have their effects."""

from collections.abc import Iterable
from datetime import date

from wecare.acts.enums import PublicationPlace
from wecare.acts.models import Act, PublicationRecord
from wecare.core import clock


def publications_of(act: Act) -> list[PublicationRecord]:
    """All that was recorded of the publications of the act, the last first."""
    rows = PublicationRecord.objects.filter(act=act).select_related("recorded_by", "corrects")
    return list(rows.order_by("-pk"))


def latest_of(act: Act) -> dict[PublicationPlace, PublicationRecord]:
    """What counts for each place: the last record."""
    rows = PublicationRecord.objects.filter(act=act).select_related("recorded_by")
    return {PublicationPlace(each.place): each for each in rows.order_by("pk")}


def published_on(act: Act) -> date | None:
    """The day of the act in Amministrazione trasparente, as recorded last; none before.

    It is the day on which publication, a condition of efficacy, took place: art. 26 c. 3 of
    D.Lgs 33/2013.
    """
    return dates_of([act.pk]).get(act.pk)


def is_effective(act: Act, *, on: date | None = None) -> bool:
    """Whether the act had been published in Amministrazione trasparente by the day; today if none.

    Art. 26 c. 3 of D.Lgs 33/2013: before, grants above 1 000 € have no effect.
    """
    day = published_on(act)
    return day is not None and day <= (on or clock.today())


def dates_of(acts: Iterable[int]) -> dict[int, date]:
    """`published_on` of many acts by their keys, those that have one; one query."""
    rows = PublicationRecord.objects.filter(
        act__in=list(acts), place=PublicationPlace.TRANSPARENCY.value
    ).order_by("pk")
    return dict(rows.values_list("act_id", "published_on"))
