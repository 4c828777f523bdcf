"""Movements of the budget from a file: bring it, read its trial, confirm, follow it to the end."""

import re
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import FormView, TemplateView

from calls import resources
from calls.actions import imports
from calls.enums import ImportStage, ImportState, RemarkKind
from calls.forms.imports import ImportConfirmationForm, ImportForm
from calls.labels.imports import COLUMNS, IMPORT_STATES, STAGES, TO_CORRECT
from calls.models import BudgetImport, ImportRemark
from calls.queries import imports as queries
from calls.queries.figures import Effect, summed
from calls.views.base import DeskMixin
from wecare.core import scanning
from wecare.core.downloads import given_out
from wecare.core.web import ActionFormMixin, ActionView, refused

_KEY = re.compile(r"[0-9]{1,18}")
_REMARK = re.compile(r"([0-9]{1,9})-([0-9]{1,18})")
_WORKS = {
    ImportState.FAILED: "failed",
    ImportState.CHECKING: "pending",
    ImportState.CONFIRMED: "pending",
}


class BudgetImports(DeskMixin, TemplateView):
    """The files that were brought, the last first."""

    template_name = "calls/budget_imports.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        before = self.request.GET.get("prima", "")
        if before and not _KEY.fullmatch(before):
            raise Http404
        found = queries.imports()
        page = list((found.filter(pk__lt=before) if before else found)[: queries.PAGE + 1])
        shown = page[: queries.PAGE]
        return super().get_context_data(
            rows=[(job, mark_of(job)) for job in shown],
            may_edit=self.actor.has_perm("calls.edit_budget"),
            first_url="?" if before else "",
            following=f"?prima={shown[-1].pk}" if len(page) > len(shown) else "",
            **kwargs,
        )


class BudgetImportNew(DeskMixin, ActionFormMixin, FormView):
    """Bring a file: what it must look like, a table to begin from, the form."""

    permission_required = "calls.edit_budget"
    template_name = "calls/budget_import_new.html"
    form_class = ImportForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"read": resources.rows_in}

    def perform(self, form: ImportForm) -> BudgetImport:
        return imports.start(
            filename=form.filename,
            content=form.content,
            rows=form.rows,
            language=get_language() or "it",
            actor=self.actor,
        )

    def get_success_url(self) -> str:
        return reverse("calls:budget_import", args=[self.result.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            columns=COLUMNS.items(), endings=resources.endings(), **kwargs
        )


class BudgetImportTemplate(DeskMixin, View):
    """The table with its headings and nothing else."""

    permission_required = "calls.edit_budget"
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Send the file.

        :raises Http404: if there is no such format.
        """
        ending = self.kwargs["ending"]
        if ending not in resources.endings():
            raise Http404
        content, media_type = resources.written(resources.BudgetMovements(), [], ending=ending)
        response = HttpResponse(content, content_type=media_type)
        response["Content-Disposition"] = f'attachment; filename="modello-movimenti.{ending}"'
        return response


class JobMixin(DeskMixin):
    """What is about one file, named by the address."""

    @cached_property
    def job(self) -> BudgetImport:
        """The import.

        :raises Http404: if there is none of this number.
        """
        found = queries.imports().filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    def get_permission_object(self) -> Any:
        """The import, so that one that does not exist is not found before it is refused."""
        return self.job


class ImportMixin(JobMixin):
    """A page about one file."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The import, and the figures before and after."""
        effects = queries.effects_of(self.job)
        return super().get_context_data(
            job=self.job,
            valid=self.job.new_rows + self.job.known_rows,
            changes=changes(effects),
            before=summed(each.before for each in effects if not each.place.lot).allocated,
            after=summed(each.after for each in effects if not each.place.lot).allocated,
            may_edit=self.actor.has_perm("calls.edit_budget"),
            **kwargs,
        )


class BudgetImportDetail(ImportMixin, TemplateView):
    """How far the file is, what its trial found, row by row, and what can be done."""

    template_name = "calls/budget_import.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        job, progress = self.job, self.job.progress
        wrong, wrong_next = self._page(RemarkKind.WRONG, "errori")
        known, known_next = self._page(RemarkKind.KNOWN, "note")
        stage = STAGES.get(ImportStage(progress.stage)) if progress.stage else _("È in attesa.")
        return super().get_context_data(
            mark=mark_of(job),
            state=job.state,
            work={
                "pk": job.pk,
                "title": job.filename,
                "state": _WORKS.get(ImportState(job.state), "rendered"),
            },
            stage=stage,
            done=progress.done,
            wrong=wrong,
            wrong_next=wrong_next,
            known=known,
            known_next=known_next,
            **kwargs,
        )

    def _page(self, kind: RemarkKind, name: str) -> tuple[list[ImportRemark], str]:
        """What the address asks of these remarks, and the address of those after.

        :raises Http404: if it is no word of an address.
        """
        asked = self.request.GET.get(name, "0-0")
        matched = _REMARK.fullmatch(asked)
        if matched is None:
            raise Http404
        row, key = matched.groups()
        found = queries.remarks_of(self.job, kind, after=(int(row), int(key)))
        shown = found[: queries.PAGE]
        more = len(found) > len(shown)
        return shown, f"?{name}={shown[-1].row}-{shown[-1].pk}#{name}" if more else ""


class BudgetImportConfirmation(ImportMixin, ActionFormMixin, FormView):
    """The figures before and after once more, and the press that records."""

    permission_required = "calls.edit_budget"
    template_name = "calls/budget_import_confirmation.html"
    form_class = ImportConfirmationForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show what would be recorded; if there is nothing to confirm, the import says why."""
        job = self.job
        if job.state != ImportState.CHECKED.value or job.wrong_rows or not job.new_rows:
            return redirect(self.get_success_url())
        return super().get(request, *args, **kwargs)

    def perform(self, form: ImportConfirmationForm) -> BudgetImport:
        said = form.cleaned_data
        return imports.confirm(job=self.job, file=said["file"], seen=said["seen"], actor=self.actor)

    def get_success_url(self) -> str:
        return reverse("calls:budget_import", args=[self.job.pk])


class BudgetImportAgain(JobMixin, ActionView):
    """Try the file again, on the figures as they are now."""

    permission_required = "calls.edit_budget"

    def perform(self) -> BudgetImport:
        return imports.check_again(job=self.job, actor=self.actor)

    def get_back_url(self) -> str:
        return reverse("calls:budget_import", args=[self.job.pk])


class BudgetImportFile(JobMixin, View):
    """The file as it was brought, always as a download."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        """Send the file under its own name, or say why it is closed."""
        mine = self.job.started_by == request.user
        try:
            scanning.check_can_be_opened(self.job.file, by_uploader=mine)
        except scanning.FileClosed as refusal:
            return refused(request, refusal, None)
        return given_out(self.job.file, self.job.filename)


def mark_of(job: BudgetImport) -> tuple[Any, str, str]:
    """The state of the file as a sign; one with errors asks to be corrected."""
    if job.state == ImportState.CHECKED.value and job.wrong_rows:
        return TO_CORRECT
    return IMPORT_STATES[ImportState(job.state)]


def changes(effects: list[Effect]) -> list[tuple[Effect, str, Decimal, Decimal]]:
    """The figures that change, place by place."""
    return [
        (effect, label, before, after)
        for effect in effects
        for label, before, after in effect.rows
        if before != after
    ]
