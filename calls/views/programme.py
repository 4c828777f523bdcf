"""The money of the programme at the desk: the tree of funds, measures, lines and lots."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from calls.engine.places import Place
from calls.labels.budgets import BUDGET_EXPLAINED, BUDGET_KINDS, BUDGET_PATHS
from calls.models import Fund, Line
from calls.queries.budgets import budget_movements
from calls.queries.figures import Figures, by_year, standing, summed
from calls.resources import endings
from calls.views.base import DeskMixin

LATEST = 10


@dataclass(frozen=True, slots=True)
class Branch:
    """One row of the tree: a fund, a measure in it, a line of that, a lot of this."""

    level: int
    title: str
    place: dict[str, str]
    figures: Figures


class DeskProgramme(DeskMixin, TemplateView):
    """Where every euro stands, and what an administrator can do about it."""

    template_name = "calls/desk_programme.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        places = standing()
        return super().get_context_data(
            whole=summed(places.values()),
            branches=tree(places),
            by_year=by_year(),
            funds=Fund.objects.order_by("code"),
            latest=budget_movements().order_by("-pk")[:LATEST],
            may_edit=self.actor.has_perm("calls.edit_budget"),
            verbs=[
                (reverse("calls:budget_new", args=[path]), BUDGET_KINDS[kind], text)
                for kind, path in BUDGET_PATHS.items()
                if (text := BUDGET_EXPLAINED[kind])
            ],
            endings=endings(),
            **kwargs,
        )


def tree(places: dict[Place, Figures]) -> list[Branch]:
    """The places under their fund, measure and line, each row with all that stands below it."""
    lines = {
        (each.measure.code, each.code): each
        for each in Line.objects.select_related("measure").order_by("pk")
    }
    funds = {each.code: str(each.title) for each in Fund.objects.order_by("pk")}
    found: dict[tuple[Any, ...], Branch] = {}
    for place, figures in places.items():
        for path, title, where in _path(place, funds, lines):
            below = found[path].figures if path in found else Figures()
            found[path] = Branch(len(path) - 1, title, where, below.and_more(figures))
    return [found[path] for path in sorted(found)]


def _path(
    place: Place, funds: dict[str, str], lines: dict[tuple[str, str], Line]
) -> Iterator[tuple[tuple[Any, ...], str, dict[str, str]]]:
    """The rows above the place, and its own: a path sorts right after the one it begins with.

    With each path, its title and the words that its addresses use for it.
    """
    line = lines[place.measure, place.line]
    where, path = {"fondo": place.fund}, (place.fund,)
    yield path, f"{place.fund} – {funds[place.fund]}", where
    where = where | {"misura": place.measure}
    of_measure = (*path, (line.measure.order, place.measure))
    yield of_measure, str(line.measure), where
    where = where | {"linea": place.line}
    of_line = (*of_measure, place.line)
    yield of_line, line.title, where
    if place.lot:
        title = _("Bando %(call)s, lotto %(lot)s") % {"call": place.call, "lot": place.lot}
        lot = {"bando": place.call, "lotto": place.lot}
        yield (*of_line, (place.call, place.lot)), title, where | lot
