"""The money of the programme as files for spreadsheets."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views import View

from calls import resources
from calls.queries.budgets import budget_movements
from calls.queries.figures import standing
from calls.views.base import DeskMixin


class Export(DeskMixin, View):
    """One table in one format, named by the address."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Send the file.

        :raises Http404: if there is no such table or format.
        """
        what, ending = self.kwargs["what"], self.kwargs["ending"]
        if ending not in resources.endings():
            raise Http404
        match what:
            case "movimenti":
                content, media_type = resources.written(
                    resources.BudgetMovements(), budget_movements(), ending=ending
                )
            case "cifre":
                rows = sorted(standing().items(), key=lambda row: row[0])
                content, media_type = resources.written(
                    resources.StandingPlaces(), rows, ending=ending
                )
            case _:
                raise Http404
        response = HttpResponse(content, content_type=media_type)
        response["Content-Disposition"] = f'attachment; filename="programma-{what}.{ending}"'
        response["X-Content-Type-Options"] = "nosniff"
        return response
