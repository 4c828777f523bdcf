"""On-site checks of a project: their list, the form of a new one, the files of the minutes."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, View

from funding.actions.expenses import visits
from funding.actions.expenses.visits import Visit
from funding.forms.results import VisitForm
from funding.models import ExpenseReport, OnSiteCheck
from funding.queries.expenses.reports import reports_of
from funding.views.awards.pages import AwardMixin
from wecare.core import parts, scanning
from wecare.core.downloads import given_out
from wecare.core.web import ActionFormMixin, refused

WRITES = "funding.check_expenses"
MOST = 100


class Visits(AwardMixin, ActionFormMixin, FormView):
    """The visits to a project, and the form for another."""

    template_name = "funding/expenses/visits.html"
    form_class = VisitForm
    success_message = gettext_lazy("Sopralluogo registrato.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Whoever records needs more than whoever reads."""
        if request.method == "POST":
            self.permission_required = WRITES
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"reports": reports_of(self.award)}

    def perform(self, form: VisitForm) -> OnSiteCheck:
        said = form.cleaned_data
        report: ExpenseReport | None = None
        if said["report"]:
            report = reports_of(self.award).get(number=int(said["report"]))
        upload = said["file"]
        owner = [str(self.actor.pk), f"visit/{self.award.pk}"]
        with parts.whole(owner, upload.chunks()) as path:
            return visits.record(
                award=self.award,
                visit=Visit(said["on"], said["place"], said["people"], said["findings"]),
                filename=upload.name,
                path=path,
                by=self.actor,
                report=report,
            )

    def get_success_url(self) -> str:
        return reverse("funding:visits", args=[self.award.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = self.award.visits.select_related("file", "recorded_by", "report")
        return super().get_context_data(
            award=self.award,
            visits=list(found.order_by("-on", "-pk")[:MOST]),
            may_write=self.actor.has_perm(WRITES),
            **kwargs,
        )


class VisitFile(AwardMixin, View):
    """The minutes of a visit, as a download."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        """Send the file, or say why it is closed."""
        rows = OnSiteCheck.objects.select_related("file").filter(award=self.award)
        visit = get_object_or_404(rows, pk=self.kwargs["visit"])
        try:
            mine = visit.recorded_by_id == self.actor.pk
            scanning.check_can_be_opened(visit.file, by_uploader=mine)
        except scanning.FileClosed as refusal:
            return refused(request, refusal, None)
        return given_out(visit.file, visit.filename)
