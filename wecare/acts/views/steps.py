"""The steps of an act: each is one press and one action."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from wecare.acts.actions import acts
from wecare.acts.models import Act
from wecare.acts.policies import check_moved_here
from wecare.acts.queries.chain import standing_of
from wecare.acts.views.desk import OneActMixin
from wecare.core import printing
from wecare.core.web import ActionView


class StepView(OneActMixin, ActionView):
    """A step taken from the page of the act; acts of a procedure are moved by it alone."""

    def get_back_url(self) -> str:
        return self.act_url


class Proof(StepView):
    """Freeze the text and ask for the proof."""

    permission_required = "acts.freeze_act"

    def perform(self) -> Act:
        check_moved_here(self.act)
        return acts.freeze(act=self.act, facts={}, by=self.request.user)  # type: ignore[arg-type]


class Reopening(StepView):
    """Back to the draft."""

    permission_required = "acts.reopen_act"
    success_message = _("L'atto è di nuovo una bozza: la prova di prima non vale più.")

    def perform(self) -> Act:
        check_moved_here(self.act)
        if standing_of(self.act).given:
            self.success_message = _(
                "L'atto è di nuovo una bozza: la prova di prima e i suoi visti non valgono più."
            )
        return acts.reopen(act=self.act, by=self.request.user)  # type: ignore[arg-type]


class Publication(StepView):
    """Publish the adopted act."""

    permission_required = "acts.publish_act"
    success_message = _("L'atto è pubblicato.")

    def perform(self) -> Act:
        check_moved_here(self.act)
        return acts.publish(act=self.act, by=self.request.user)  # type: ignore[arg-type]


class Adoption(OneActMixin, TemplateView):
    """What the adoption does, and the button that does it."""

    permission_required = "acts.adopt_act"
    template_name = "acts/adoption.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        standing = standing_of(self.act)
        return super().get_context_data(**self.page_of_act(), standing=standing, **kwargs)

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Adopt the act."""
        return AdoptionPress.as_view()(request, pk=pk)


class AdoptionPress(StepView):
    """The press of the button."""

    permission_required = "acts.adopt_act"
    success_message = _("Atto adottato: prepariamo il suo PDF.")

    def perform(self) -> Act:
        check_moved_here(self.act)
        return acts.adopt(act=self.act, by=self.request.user)  # type: ignore[arg-type]


class Printing(StepView):
    """Ask again for a PDF that failed."""

    permission_required = "acts.print_act"

    def perform(self) -> Any:
        document = self.act.document or self.act.proof
        if document is not None:
            printing.retry_document(document=document, by=self.request.user)  # type: ignore[arg-type]
        return document
