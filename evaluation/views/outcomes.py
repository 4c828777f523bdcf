"""The outcome of one's own application: place, points, reasons."""

from functools import cached_property
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView

from applicants.models import Application
from applicants.queries.applications import visible_to
from evaluation.queries import observations, outcomes, scrolling
from evaluation.views.people import person_of


class OwnOutcomePage(LoginRequiredMixin, TemplateView):
    """404 for others' applications, and until the list is published."""

    template_name = "evaluation/outcome.html"

    @cached_property
    def application(self) -> Application:
        return get_object_or_404(
            visible_to(person_of(self.request)), public_id=self.kwargs["public_id"]
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        outcome = outcomes.of_application(self.application, person_of(self.request))
        if outcome is None:
            raise Http404
        return super().get_context_data(
            application=self.application,
            outcome=outcome,
            departure=scrolling.departure_of(self.application),
            has_observations=observations.of_application(self.application).exists(),
            **kwargs,
        )
