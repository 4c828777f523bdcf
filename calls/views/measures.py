"""The programme, as everyone sees it: the measures, and where their money is."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from calls.queries import programme, showing
from calls.queries.budgets import movements_of
from calls.queries.calls import published
from calls.queries.figures import Figures
from calls.views.history import story_of
from wecare.core import clock


@require_safe
def measures(request: HttpRequest) -> HttpResponse:
    """All the measures with their figures."""
    figures = programme.figures_by_measure()
    rows = [(measure, figures.get(measure.code, Figures())) for measure in programme.measures()]
    return render(request, "calls/measures.html", {"rows": rows, "whole": programme.whole()})


@require_safe
def measure(request: HttpRequest, code: str) -> HttpResponse:
    """One measure: lines, allocations, figures, acts, calls."""
    found = get_object_or_404(programme.measures(), code=code)
    at = clock.now()
    by_line = programme.figures_by_line()
    calls = published().filter(line__measure=found)
    context: dict[str, Any] = {
        "at": at,
        "measure": found,
        "figures": programme.figures_by_measure().get(found.code, Figures()),
        "lines": [
            (line, by_line.get(f"{found.code}/{line.code}", Figures()))
            for line in found.lines.all()
        ],
        "rows": showing.all_shown(calls, at),
        "sections": [
            ("chi", _("A chi è rivolta")),
            ("bandi", _("Bandi")),
            ("soldi", _("Soldi")),
            ("storia", _("Storia")),
        ],
        "movements": (movements := list(movements_of(found))),
        "story": story_of(movements, calls),
    }
    return render(request, "calls/measure.html", context)
