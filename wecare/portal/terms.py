"""What expires when for the office: the deadlines of the calls that are open."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from calls.enums import CallState
from calls.queries.calls import current_window, on_desk
from wecare.core import clock
from wecare.core.components.formats import instant_due
from wecare.notices.engine.terms import Term

MOST = 100  # calls of which the deadlines are told


def office_terms(person: Any) -> Iterator[Term]:
    """The deadline of each published call, for whoever works at the desk of calls."""
    if not person.has_perm("calls.view_desk"):
        return
    at = clock.now()
    for call in on_desk().filter(state=CallState.PUBLISHED.value)[:MOST]:
        window = current_window(call, at)
        if window is None or window.closes_at <= at:
            continue
        yield Term(
            uid=f"scade-{call.code}-{window.number}",
            at=window.closes_at,
            title=_("Scade il bando %(code)s") % {"code": call.code},
            text=_("%(title)s. Scade %(closes)s (ora italiana). Vale l'ora del server.")
            % {"title": call.title, "closes": instant_due(window.closes_at)},
            path=reverse("calls:desk_call", args=[call.code]),
            sequence=window.sequence,
            since=window.opens_at,
        )
