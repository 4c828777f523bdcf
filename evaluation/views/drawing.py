"""Preparing the ranked list: what is open, the order, the money, approval, publication."""

from functools import cached_property
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from evaluation.actions import ranked_lists
from evaluation.enums import ListCause
from evaluation.models import RankedList
from evaluation.queries import gate, observations, published, scrolling
from evaluation.queries.staleness import moved_since
from evaluation.views.checks import CallDeskMixin
from wecare.core.web import ActionView

STEPS = (_("Pronti?"), _("Calcolo"), _("Approvazione"), _("Pubblicazione"))


class Drawing(CallDeskMixin, TemplateView):
    """The gate with what is open; then the list as it stands."""

    template_name = "evaluation/drawing.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ranked_list = published.on_desk().filter(call=self.call).first()
        is_scroll = ranked_list is not None and ranked_list.cause == ListCause.SCROLL
        goes_on = ranked_list is None or not (ranked_list.is_final or is_scroll)
        points = (
            (*gate.open_points(self.call), *observations.open_points(self.call)) if goes_on else ()
        )
        waits = ranked_list is not None and not ranked_list.is_published and not is_scroll
        return super().get_context_data(
            call=self.call,
            ranked_list=ranked_list,
            moved=moved_since(ranked_list) if ranked_list and waits and not points else (),
            decree=getattr(ranked_list, "decree", None),
            points=points,
            to_scroll=scrolling.is_to_scroll(self.call) if not goes_on else False,
            counts=observations.counts_of_call(self.call),
            parts=published.parts_of(ranked_list) if ranked_list else (),
            step=self._step(ranked_list),
            steps=STEPS,
            own=frozenset(),
            **kwargs,
        )

    @staticmethod
    def _step(ranked_list: RankedList | None) -> int:
        if ranked_list is None:
            return 1
        return {"draft": 2, "approved": 3, "published": 4}[ranked_list.state]


class ListStep(CallDeskMixin, ActionView):
    """A button of this page."""

    @cached_property
    def ranked_list(self) -> RankedList:
        return get_object_or_404(
            published.on_desk(), call=self.call, version=self.kwargs["version"]
        )

    def get_back_url(self) -> str:
        return reverse("evaluation:drawing", args=[self.call.code])


class DrawUp(ListStep):
    """Draw the list up from what is decided and signed."""

    permission_required = "evaluation.draw_up_list"
    success_message = _("La graduatoria è pronta da rivedere.")

    def perform(self) -> RankedList:
        return ranked_lists.draw_up(call=self.call, by=self.actor)


class Approval(ListStep):
    """Approve the draft."""

    permission_required = "evaluation.approve_list"
    success_message = _("La graduatoria è approvata: ora si può pubblicare.")

    def perform(self) -> RankedList:
        return ranked_lists.approve(ranked_list=self.ranked_list, by=self.actor)


class Publication(ListStep):
    """Publish the approved list."""

    permission_required = "evaluation.publish_list"
    success_message = _("La graduatoria è pubblicata. Prepariamo il PDF: puoi chiudere la pagina.")

    def perform(self) -> RankedList:
        return ranked_lists.publish(ranked_list=self.ranked_list, by=self.actor)
