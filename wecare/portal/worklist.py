"""What the office has to do today, call by call and act by act; a few queries, however many calls."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Count
from django.urls import resolve, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from applicants.enums import SubmissionState
from applicants.models import Submission
from applicants.queries.submissions import unsealed
from calls.enums import CallState
from calls.labels import StateLabel, Words
from calls.models import Call
from calls.queries.calls import current_window, on_desk
from calls.queries.showing import mark_of
from evaluation.enums import RankedListState
from evaluation.models import RankedList
from evaluation.queries.substitutions import waiting
from wecare.acts import queries as acts
from wecare.acts.enums import ActState
from wecare.notices import queries as notices
from wecare.notices.enums import DeliveryState
from wecare.portal.formal_tasks import formal_tasks

_ON_DESK: dict[CallState, tuple[bool, Words]] = {
    CallState.DRAFT: (True, gettext_lazy("Prepara e pubblica il bando")),
    CallState.PUBLISHED: (False, gettext_lazy("Riceve domande fino alla scadenza")),
    CallState.CONCLUDED: (False, gettext_lazy("Concluso")),
}
_SEATS: dict[str, Words] = {
    "panel": gettext_lazy("Nomina il nucleo di valutazione"),
    "vacant": gettext_lazy("Un posto del nucleo è vuoto: fai subentrare chi supplisce"),
}
RECENT = timedelta(days=7)  # letters that came back are told for so long
MOST = 100  # calls that are shown; older ones are in the list of calls


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do, and where."""

    what: str
    url: str
    call: Call | None = None
    mark: StateLabel | None = None


@dataclass(frozen=True, slots=True)
class Worklist:
    """What is to do now, what only waits, and how many calls stand where."""

    todo: tuple[Task, ...]
    waiting: tuple[Task, ...]
    counts: tuple[tuple[StateLabel, int], ...]


def worklist(at: datetime, person: Any) -> Worklist:
    """The work of the office at this instant, with links that this person may follow.

    Where the step of a call is others' the link leads to the call; other things are left out.
    """
    calls = list(on_desk().exclude(state=CallState.CONCLUDED.value)[:MOST])
    unchecked, lists = _unchecked(calls), _lists(calls)
    seats = waiting([call for call in calls if call.state == CallState.EVALUATION.value])
    todo: list[Task] = []
    later: list[Task] = []
    marks: dict[StateLabel, int] = {}
    for call in calls:
        mark = mark_of(call, at)
        marks[mark] = marks.get(mark, 0) + 1
        is_due, what, url = _next(
            call, at, unchecked.get(call.pk, 0), lists.get(call.pk, ""), seats.get(call.pk, "")
        )
        if not _may_open(person, url):
            url = reverse("calls:desk_call", args=[call.code])
        (todo if is_due else later).append(Task(what, url, call, mark))
    others = (
        Task(what, url, each, mark_of(each, at)) for each, what, url in formal_tasks(calls, at)
    )
    todo += [each for each in (*others, *_acts(), *_letters(at)) if _may_open(person, each.url)]
    return Worklist(tuple(todo), tuple(later), tuple(marks.items()))


def _next(
    call: Call, at: datetime, unchecked: int, ranked: str, seats: str
) -> tuple[bool, str, str]:
    """Whether the office has to act on the call now, what comes next, and where."""
    desk = reverse("calls:desk_call", args=[call.code])
    window = current_window(call)
    match CallState(call.state):
        case CallState.PUBLISHED if window is not None and window.closes_at <= at:
            url = reverse("calls:closing", args=[call.code])
            return True, _("La scadenza è passata: chiudi il bando"), url
        case CallState.CLOSED:
            return True, _("Apri le domande"), reverse("applicants:opening", args=[call.code])
        case CallState.EVALUATION:
            return _evaluation(call, unchecked, ranked, seats)
        case CallState.EVALUATED:
            return True, _("Prepara e adotta il decreto di concessione"), reverse("funding:decrees")
        case state:
            is_due, what = _ON_DESK[state]
            return is_due, str(what), desk


def _evaluation(call: Call, unchecked: int, ranked: str, seats: str) -> tuple[bool, str, str]:
    if unchecked:
        what = ngettext(
            "Controlla i requisiti di %(n)d domanda",
            "Controlla i requisiti di %(n)d domande",
            unchecked,
        )
        return True, what % {"n": unchecked}, reverse("evaluation:checks", args=[call.code])
    if seats in _SEATS:
        return True, str(_SEATS[seats]), reverse("evaluation:panel", args=[call.code])
    drawing = reverse("evaluation:drawing", args=[call.code])
    if ranked == RankedListState.DRAFT.value:
        return True, _("Rileggi e approva la graduatoria"), drawing
    if ranked == RankedListState.APPROVED.value:
        return True, _("Pubblica la graduatoria"), drawing
    return True, _("Segui il nucleo e forma la graduatoria"), drawing


def _unchecked(calls: list[Call]) -> dict[int, int]:
    """Call → the submissions that nobody has checked yet."""
    rows = (
        Submission.objects.filter(
            unsealed(),
            call__in=calls,
            state=SubmissionState.LIVE.value,
            admissibility__isnull=True,
            phase_decision__isnull=True,
        )
        .values_list("call_id")
        .annotate(count=Count("pk"))
        .order_by("call_id")
    )
    return dict(rows)


def _lists(calls: list[Call]) -> dict[int, str]:
    """Call → the state of its last ranked list."""
    rows = RankedList.objects.filter(call__in=calls).order_by("call_id", "version")
    return dict(rows.values_list("call_id", "state"))


def _may_open(person: Any, url: str) -> bool:
    """Whether the page of this address lets the person in."""
    view = getattr(resolve(urlsplit(url).path).func, "view_class", None)
    needed = getattr(view, "permission_required", None)
    return needed is None or bool(person.has_perm(needed))


def _acts() -> list[Task]:
    """The acts that wait for somebody."""
    counts = acts.count_by_state()
    desk = reverse("acts:desk_acts")
    said = (
        (ActState.RENDERED, _("Atti da adottare: %(n)d")),
        (ActState.ADOPTED, _("Atti da pubblicare: %(n)d")),
    )
    return [Task(what % {"n": counts[state]}, desk) for state, what in said if counts[state]]


def _letters(at: datetime) -> list[Task]:
    """The letters that came back in these days."""
    count = notices.undelivered_since(at - RECENT)
    if not count:
        return []
    what = ngettext(
        "%(n)d lettera non consegnata negli ultimi 7 giorni",
        "%(n)d lettere non consegnate negli ultimi 7 giorni",
        count,
    )
    address = f"{reverse('notices:outbox')}?consegna={DeliveryState.NOT_DELIVERED.value}"
    return [Task(what % {"n": count}, address)]
