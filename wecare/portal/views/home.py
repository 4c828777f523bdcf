"""The first page: the open calls, where the money is, the last acts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from calls.queries import programme, showing
from calls.queries.figures import Figures
from wecare.acts import queries as acts
from wecare.core import clock

MOST_CALLS = 6
MOST_ACTS = 5


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What is open now, how the programme stands, what was decided last."""
    at = clock.now()
    by_measure = programme.figures_by_measure()
    open_calls = showing.on_shelf(showing.Shelf.OPEN, at)[:MOST_CALLS]
    coming = showing.on_shelf(showing.Shelf.COMING, at)[:1]
    context = {
        "at": at,
        "rows": showing.all_shown(open_calls, at),
        "coming": showing.all_shown(coming, at),
        "whole": programme.whole(),
        "measures": [
            (measure, by_measure.get(measure.code, Figures())) for measure in programme.measures()
        ],
        "acts": acts.published_page(limit=MOST_ACTS).acts,
    }
    return render(request, "portal/home.html", context)
