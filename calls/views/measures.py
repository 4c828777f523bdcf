"""The programme, as everyone sees it: the measures, and where their money is."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from calls.queries import figures, programme, showing
from calls.queries.budgets import movements_of
from calls.queries.calls import published
from calls.queries.contracts import contracts, count_helped
from calls.queries.figures import Figures
from calls.views.contracts import by_step
from calls.views.history import story_of
from wecare.core import clock
from wecare.ledger.enums import Level


@require_safe
def measures(request: HttpRequest) -> HttpResponse:
    """All the measures with their figures, by measure, by fund and by year."""
    places = figures.standing()
    by_measure = programme.grouped(places, lambda place: place.measure)
    context = {
        "rows": [
            (measure, by_measure.get(measure.code, Figures())) for measure in programme.measures()
        ],
        "whole": figures.summed(places.values()),
        "by_fund": programme.by_fund(places),
        "by_year": figures.by_year(),
    }
    return render(request, "calls/measures.html", context)


@require_safe
def measure(request: HttpRequest, code: str) -> HttpResponse:
    """One measure: lines, funds, years, what acts did to its money, calls or service contracts."""
    found = get_object_or_404(programme.measures(), code=code)
    at = clock.now()
    within = {Level.MEASURE: found.code}
    places = figures.standing(within=within)
    by_line = programme.grouped(places, lambda place: place.line)
    calls = published().filter(line__measure=found)
    movements = list(movements_of(found))
    bought = list(contracts().filter(measure=found))
    rows = showing.all_shown(calls, at)
    shows_calls, helped = bool(rows or not bought), count_helped(found)
    sections = (
        ("chi", _("A chi è rivolta"), True),
        ("bandi", _("Bandi"), shows_calls),
        ("contratti", _("Contratti di servizi"), bool(bought)),
        ("accompagnamento", _("Chi accompagna i progetti"), bool(bought or helped)),
        ("soldi", _("Soldi"), True),
        ("storia", _("Storia"), True),
    )
    context: dict[str, Any] = {
        "at": at,
        "measure": found,
        "figures": figures.summed(places.values()),
        "lines": [(line, by_line.get(line.code, Figures())) for line in found.lines.all()],
        "by_fund": programme.by_fund(places),
        "by_year": figures.by_year(within=within),
        "rows": rows,
        "sections": [(anchor, label) for anchor, label, is_there in sections if is_there],
        "shows_calls": shows_calls,
        "steps": by_step(bought),
        "helping": sum(each.helped for each in bought),  # type: ignore[attr-defined]  # brought along by `contracts`
        "helped": helped,
        "movements": movements,
        "story": story_of(movements, calls, programme.milestones_of(found), bought),
    }
    return render(request, "calls/measure.html", context)
