"""The office's picture of granted money: where it is, when it may be paid, how long calls took."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from calls.resources import endings
from funding.queries.seeing.forecast import forecast
from funding.queries.seeing.overview import Moved, districts, overview
from funding.queries.seeing.times import times
from funding.resources import overview as tables
from wecare.core.web import RoleRequiredMixin


class OverviewPage(RoleRequiredMixin, TemplateView):
    """Money per measure, line, fund, year and Distretto; payments to come; times of the calls."""

    permission_required = "funding.view_awards"
    template_name = "funding/overview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = overview()
        return super().get_context_data(
            overview=found,
            bar=_bar(found.whole),
            districts=districts(),
            forecast=forecast(),
            times=times(),
            endings=endings(),
            **kwargs,
        )


class OverviewFile(RoleRequiredMixin, View):
    """One table of the page in one format, named by the address."""

    permission_required = "funding.view_awards"
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Send the file.

        :raises Http404: if there is no such table or format.
        """
        what, ending = self.kwargs["what"], self.kwargs["ending"]
        if what not in tables.TABLES or ending not in endings():
            raise Http404
        content, media_type = tables.written(what, ending=ending)
        answer = HttpResponse(content, content_type=media_type)
        answer["Content-Disposition"] = f'attachment; filename="contributi-{what}.{ending}"'
        answer["X-Content-Type-Options"] = "nosniff"
        return answer


def _bar(whole: Moved) -> list[tuple[str, Any, str]]:
    """Where what was granted is now; what came back after it was paid was freed too."""
    return [
        (_("Pagati"), whole.kept, "paid"),
        (_("Ancora da pagare"), whole.committed, "committed"),
        (_("Liberati, recuperati o rientrati"), whole.freed + whole.recovered, "other"),
    ]
