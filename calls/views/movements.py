"""The movements behind each figure of the programme, for everyone and at the desk."""

import re
from typing import Any
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView

from calls.labels.money import STAGES, STAGES_EXPLAINED, Stage
from calls.models import Measure
from calls.queries.figures import standing, summed
from calls.queries.movements import Behind, movements_behind
from calls.views.base import DeskMixin
from wecare.core.money import ZERO
from wecare.ledger.enums import Level, MovementKind
from wecare.ledger.labels import MOVEMENT_KIND

WORDS = {
    "misura": Level.MEASURE,
    "linea": Level.LINE,
    "fondo": Level.FUND,
    "bando": Level.CALL,
    "lotto": Level.LOT,
}
_SEGMENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_YEAR = re.compile(r"(19|20|21)[0-9]{2}")
_KEY = re.compile(r"[0-9]{1,18}")


class Movements(TemplateView):
    """A figure that everyone can follow to the movements and the acts it comes from."""

    template_name = "calls/movements.html"
    extra_context = {"layout": "layouts/public.html", "route": "calls:movements"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self._asked()
        figure = self._figure(asked)
        before = self._read("dopo", _KEY)
        page = movements_behind(figure, before=int(before) if before else None)
        following = urlencode(asked | {"dopo": str(page.next_before or "")})
        return super().get_context_data(
            figure=figure,
            place={name: value for name, value in asked.items() if name in WORDS},
            stage=STAGES[figure.stage],
            explained=STAGES_EXPLAINED[figure.stage],
            amount=page.rows[0].after if page.rows and not before else None,
            rows=[(row, MOVEMENT_KIND[MovementKind(row.kind)]) for row in page.rows],
            first_url=f"?{urlencode(asked)}" if before else "",
            following=f"?{following}" if page.next_before else "",
            money=summed(standing(within=figure.within).values()) if not figure.year else None,
            nothing=ZERO,
            **kwargs,
        )

    def _asked(self) -> dict[str, str]:
        """What the address asks for, in its own words, without what it leaves blank."""
        found = {name: self._read(name, _SEGMENT) for name in WORDS}
        found["anno"] = self._read("anno", _YEAR)
        found["voce"] = self._read("voce", _SEGMENT)
        return {name: value for name, value in found.items() if value}

    def _read(self, name: str, pattern: re.Pattern[str]) -> str:
        """:raises Http404: if it is no word of an address."""
        value = self.request.GET.get(name, "")
        if value and not pattern.fullmatch(value):
            raise Http404
        return value

    def _figure(self, asked: dict[str, str]) -> Behind:
        """:raises Http404: if the address names no stage of money, or no measure."""
        try:
            stage = Stage(asked.get("voce", Stage.ALLOCATED))
        except ValueError as problem:
            raise Http404 from problem
        if "misura" in asked:
            get_object_or_404(Measure, code=asked["misura"])
        return Behind(
            stage=stage,
            within={level: asked[name] for name, level in WORDS.items() if name in asked},
            year=int(asked["anno"]) if "anno" in asked else None,
        )


class DeskMovements(DeskMixin, Movements):
    """The same at the desk."""

    extra_context = {"layout": "layouts/desk.html", "route": "calls:desk_movements"}
