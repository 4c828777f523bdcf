"""What machines follow: the calls and the answers as Atom, the windows as a calendar."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from calls.models import Call, Enquiry, Window
from calls.queries import enquiries
from calls.queries.calls import current_window, published, windows_of
from calls.queries.showing import newest_calls
from wecare.core import clock
from wecare.core.calendar import Entry, calendar
from wecare.core.components.formats import instant_due

REMINDER_DAYS = 1


class CallsFeed(Feed):
    """The calls, the last changed first: published, extended, corrected."""

    feed_type = Atom1Feed
    title = gettext_lazy("WE.CA.RE. – Bandi")
    subtitle = gettext_lazy("Bandi pubblicati, prorogati e corretti.")

    def link(self) -> str:
        return reverse("calls:calls")

    def items(self) -> list[Call]:
        return newest_calls()

    def item_title(self, item: Any) -> str:
        return str(item.title)

    def item_description(self, item: Call) -> str:
        window = current_window(item)
        closes = instant_due(window.closes_at) if window else "–"
        return _("Versione %(version)s delle regole. Scadenza: %(closes)s (ora italiana).") % {
            "version": item.rulebooks.all()[len(item.rulebooks.all()) - 1].version,
            "closes": closes,
        }

    def item_link(self, item: Call) -> str:
        return reverse("calls:call", args=[item.code])

    def item_guid(self, item: Call) -> str:
        return f"tag:wecare.regione.piemonte.it,2026:bando/{item.code}"

    def item_pubdate(self, item: Call) -> datetime:
        return min(each.published_at for each in item.rulebooks.all())

    def item_updateddate(self, item: Call) -> datetime:
        return max(each.published_at for each in item.rulebooks.all())


class EnquiriesFeed(Feed):
    """The answers of a call, the last first."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, code: str) -> Call:
        return get_object_or_404(published(), code=code)

    def title(self, call: Call) -> str:
        return _("Domande e risposte – %(title)s") % {"title": call.title}

    def link(self, call: Call) -> str:
        return reverse("calls:enquiries", args=[call.code])

    def items(self, call: Call) -> list[Enquiry]:
        return list(enquiries.newest(call))

    def item_title(self, item: Any) -> str:
        return str(item.question)[:120]

    def item_description(self, item: Enquiry) -> str:
        return item.answer

    def item_link(self, item: Enquiry) -> str:
        return reverse("calls:enquiries", args=[item.call.code]) + f"#domanda-{item.pk}"

    def item_guid(self, item: Enquiry) -> str:
        return f"tag:wecare.regione.piemonte.it,2026:domanda/{item.pk}"

    def item_pubdate(self, item: Enquiry) -> datetime | None:
        return item.answered_at

    def item_updateddate(self, item: Enquiry) -> datetime | None:
        return item.amended_at or item.answered_at


@require_safe
def calls_calendar(request: HttpRequest) -> HttpResponse:
    """The windows of every public call."""
    found = list(published())
    return _calendar(request, found, name="bandi")


@require_safe
def call_calendar(request: HttpRequest, code: str) -> HttpResponse:
    """The window of one call."""
    return _calendar(request, [get_object_or_404(published(), code=code)], name=code)


def _calendar(request: HttpRequest, calls: list[Call], *, name: str) -> HttpResponse:
    entries = [entry for call in calls for entry in _entries(request, call)]
    text = calendar(entries, name=f"WE.CA.RE. {name}", at=clock.now())
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return answer


def _entries(request: HttpRequest, call: Call) -> Iterator[Entry]:
    """The opening and the deadline of a call; an extension moves the deadline it announced."""
    address = request.build_absolute_uri(reverse("calls:call", args=[call.code]))
    for window in windows_of(call):
        yield from _window_entries(call, window, address)


def _window_entries(call: Call, window: Window, address: str) -> Iterator[Entry]:
    name = call.code if window.number == 1 else f"{call.code}-{window.number}"
    text = _("%(title)s. Scade %(closes)s (ora italiana). Vale l'ora del server.")
    facts: dict[str, Any] = {"sequence": window.sequence, "address": address}
    facts["text"] = text % {"title": call.title, "closes": instant_due(window.closes_at)}
    yield Entry(
        uid=f"apre-{name}",
        at=window.opens_at,
        title=_("Apre il bando %(code)s") % {"code": call.code},
        **facts,
    )
    yield Entry(
        uid=f"scade-{name}",
        at=window.closes_at,
        title=_("Scade il bando %(code)s") % {"code": call.code},
        reminder_days=REMINDER_DAYS,
        **facts,
    )
