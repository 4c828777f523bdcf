"""Expenses from a spreadsheet: bring the file, follow it, read what is wrong row by row."""

from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView
from django.views.generic.base import View

from calls.resources import endings
from funding.actions.expenses import imports as expense_imports
from funding.actions.expenses.imports import names_of_categories
from funding.enums import ExpenseImportState
from funding.forms.expense_import import ExpenseFileForm
from funding.models import ExpenseImport
from funding.queries.expenses.imports import imports_of
from funding.resources import expenses as table
from funding.views.expenses.base import OwnReportMixin, after_of
from wecare.core.web import ActionFormMixin

PAGE = 50  # problems
MOST = 20  # files shown


class ImportNew(OwnReportMixin, ActionFormMixin, FormView):
    """Bring a file: what it must look like, and those that were brought."""

    template_name = "funding/expenses/import_new.html"
    form_class = ExpenseFileForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {
            "read": table.rows_in,
            "members": self.writable,
            "categories": names_of_categories(self.approved),
        }

    def perform(self, form: ExpenseFileForm) -> ExpenseImport:
        return expense_imports.start(
            report=self.report,
            filename=form.filename,
            content=form.content,
            rows=form.rows,
            actor=self.person,
        )

    def get_success_url(self) -> str:
        number = self.report.number
        return reverse("funding:own_import", args=[self.award.pk, number, self.result.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        brought = imports_of(self.report)
        if not self.is_lead:
            brought = brought.filter(started_by=self.person)
        return super().get_context_data(
            columns=table.COLUMNS.items(),
            categories=self._categories(),
            members=self.writable.items(),
            endings=endings(),
            brought=list(brought[:MOST]),
            **kwargs,
        )

    def _categories(self) -> list[tuple[str, str]]:
        return [
            (each.code, each.title)
            for each in self.approved.rules.cost_categories
            if each.flat_rate is None
        ]


class ImportTemplate(OwnReportMixin, View):
    """The table with its headings and nothing else."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Send the file.

        :raises Http404: if there is no such format.
        """
        ending = self.kwargs["ending"]
        if ending not in endings():
            raise Http404
        assert self.report  # noqa: S101 -- of others it does not exist
        content, media_type = table.blank(ending=ending)
        response = HttpResponse(content, content_type=media_type)
        response["Content-Disposition"] = f'attachment; filename="modello-spese.{ending}"'
        return response


class ImportPage(OwnReportMixin, TemplateView):
    """How far a file is, and what is wrong with it."""

    template_name = "funding/expenses/import.html"

    @cached_property
    def job(self) -> ExpenseImport:
        rows = imports_of(self.report)
        if not self.is_lead:
            rows = rows.filter(started_by=self.person)
        return get_object_or_404(rows, pk=self.kwargs["brought"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        after = after_of(self.request)
        job = self.job
        problems = job.problems[after : after + PAGE]
        more = len(job.problems) > after + PAGE
        states = {ExpenseImportState.WAITING.value: "pending"}
        return super().get_context_data(
            job=job,
            problems=[(row, column, text) for row, column, text in problems],
            wrong_rows=len({row for row, _column, _text in job.problems}),
            following=f"?dopo={after + PAGE}#errori" if more else "",
            is_later=bool(after),
            work={"pk": job.pk, "title": job.filename, "state": states.get(job.state, "rendered")},
            doing=_("Leggiamo e registriamo le righe."),
            **kwargs,
        )
