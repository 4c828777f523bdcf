"""What the formal checks ask of the office today: answers to read, terms that passed, samples to finish."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import ngettext

from calls.enums import CallState
from calls.models import Call
from evaluation.enums import RequestState
from evaluation.models import FormalRequest, SampledCheck


def formal_tasks(calls: Iterable[Call], at: datetime) -> Iterator[tuple[Call, str, str]]:
    """Of each call in evaluation: the call, what to do, where. Three queries, however many calls."""
    judged = {each.pk: each for each in calls if each.state == CallState.EVALUATION.value}
    if not judged:
        return
    asked = FormalRequest.objects.filter(submission__call__in=judged)
    came = asked.filter(
        state=RequestState.ANSWERED.value,
        points__reading__isnull=True,
        submission__admissibility__isnull=True,
    )
    late = asked.filter(state=RequestState.OPEN.value, closes_at__lte=at)
    drawn = SampledCheck.objects.filter(sample__call__in=judged, view="")
    for key, n in _counted(came, "submission__call"):
        what = ngettext("%(n)d risposta da leggere", "%(n)d risposte da leggere", n) % {"n": n}
        yield judged[key], what, _queue(judged[key]) + "?stato=risposta"
    for key, n in _counted(late, "submission__call"):
        what = ngettext(
            "%(n)d termine passato senza risposta", "%(n)d termini passati senza risposta", n
        )
        yield judged[key], what % {"n": n}, _queue(judged[key]) + "?stato=scaduta"
    for key, n in _counted(drawn, "sample__call"):
        what = ngettext(
            "%(n)d istruttoria del campione da riguardare",
            "%(n)d istruttorie del campione da riguardare",
            n,
        )
        yield judged[key], what % {"n": n}, reverse("evaluation:sample", args=[judged[key].code])


def _counted(
    rows: QuerySet[FormalRequest] | QuerySet[SampledCheck], by: str
) -> list[tuple[int, int]]:
    found = rows.values_list(by).annotate(n=Count("pk", distinct=True)).order_by(by)
    return [(key, n) for key, n in found]


def _queue(call: Call) -> str:
    return reverse("evaluation:checks", args=[call.code])
