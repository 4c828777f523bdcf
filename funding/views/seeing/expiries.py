"""What expires when of awards, for the office."""

from typing import Any

from django.views.generic import TemplateView

from funding.queries import expiries
from funding.queries.expiries.due import MOST
from wecare.core import clock
from wecare.core.web import RoleRequiredMixin


class Expiries(RoleRequiredMixin, TemplateView):
    """Terms that have passed, and those of the next 30, 60 and 90 days."""

    permission_required = "funding.view_awards"
    template_name = "funding/expiries.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        spans = expiries.spans(clock.now())
        return super().get_context_data(
            spans=[span for span in spans if span.terms],
            is_cut=sum(len(span.terms) for span in spans) == MOST,
            most=MOST,
            **kwargs,
        )
