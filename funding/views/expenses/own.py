"""A beneficiary's expense reports: begun, filled document by document, sent."""

from functools import cached_property
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, ListView, TemplateView

from applicants.labels.files import file_mark
from funding.actions.expenses import documents as expenses
from funding.actions.expenses import reports as expense_reports
from funding.enums import ReportState
from funding.forms.expenses import DocumentForm, FileForm, LineForm, PeriodForm, SendForm
from funding.models import ExpenseDocument, ExpenseLine, ExpenseReport
from funding.queries.expenses import reports as queries
from funding.queries.expenses.charged import charged, repeated
from funding.queries.expenses.missing import missing
from funding.queries.expenses.people import drafts_of
from funding.views.expenses.base import OwnDocumentMixin, OwnExpensesMixin, OwnReportMixin, after_of
from wecare.core import clock, parts, scanning
from wecare.core.downloads import given_out
from wecare.core.web import ActionFormMixin, ActionView, refused


class OwnReports(LoginRequiredMixin, ListView):
    """Every report of which the person sees something: as lead or as partner."""

    template_name = "funding/expenses/own_reports.html"
    context_object_name = "reports"
    paginate_by = queries.PAGE

    def get_queryset(self) -> QuerySet[ExpenseReport]:
        return drafts_of(self.request.user)  # type: ignore[arg-type]  # somebody is logged in


class ReportNew(OwnExpensesMixin, ActionFormMixin, FormView):
    """Begin a report: its period."""

    template_name = "funding/expenses/new.html"
    form_class = PeriodForm

    @property
    def may_change(self) -> bool:
        return self.is_lead

    def perform(self, form: PeriodForm) -> ExpenseReport:
        return expense_reports.start(award=self.award, actor=self.person, **form.cleaned_data)

    def get_success_url(self) -> str:
        return reverse("funding:own_report", args=[self.award.pk, self.result.number])


class ReportPage(OwnReportMixin, TemplateView):
    """A report: what was spent against what was approved, its documents, what comes next."""

    template_name = "funding/expenses/report.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        after = after_of(self.request)
        rows = queries.documents_of(self.report, self.seen)
        documents, following = queries.page(rows, after=after)
        shown = [each.pk for each in documents]
        doubled = repeated(ExpenseDocument.objects.filter(pk__in=shown)).order_by()
        return super().get_context_data(
            totals=queries.totals(queries.spending(self.report), self.approved, self.seen),
            documents=documents,
            doubled=set(doubled.values_list("pk", flat=True)),
            following=f"?dopo={following}#documenti" if following else "",
            is_later=bool(after),
            may_send=self.may_send,
            **kwargs,
        )


class PeriodPage(OwnReportMixin, ActionFormMixin, FormView):
    """Correct the period of a draft."""

    template_name = "funding/expenses/new.html"
    form_class = PeriodForm
    success_message = gettext_lazy("Il periodo è corretto.")

    @property
    def may_change(self) -> bool:
        return self.is_lead

    def get_initial(self) -> dict[str, Any]:
        report = self.report
        return {name: getattr(report, name) for name in ("starts_on", "ends_on", "is_final")}

    def perform(self, form: PeriodForm) -> ExpenseReport:
        return expense_reports.change_period(
            report=self.report, actor=self.person, **form.cleaned_data
        )

    def get_success_url(self) -> str:
        return reverse("funding:own_report", args=[self.award.pk, self.report.number])


class DocumentNew(OwnReportMixin, ActionFormMixin, FormView):
    """Add a document; its lines and its file come after."""

    template_name = "funding/expenses/document_new.html"
    form_class = DocumentForm
    success_message = gettext_lazy("Documento aggiunto. Ora scegli le voci di spesa e il file.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"members": self.writable}

    def perform(self, form: DocumentForm) -> ExpenseDocument:
        return expenses.add_document(report=self.report, said=form.said, actor=self.person)

    def get_success_url(self) -> str:
        return reverse(
            "funding:own_document", args=[self.award.pk, self.report.number, self.result.pk]
        )


class DocumentMixin(OwnDocumentMixin, ActionFormMixin, FormView):
    """The page of one document with its three forms; each has its own address."""

    template_name = "funding/expenses/document.html"
    bound = "form"

    @cached_property
    def may_edit_it(self) -> bool:
        """Whether the person may write this document now."""
        return self.may_edit and self.document.member in self.writable

    def get_success_url(self) -> str:
        return reverse(
            "funding:own_document", args=[self.award.pk, self.report.number, self.document.pk]
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.get("form")
        forms = {
            "document_form": DocumentForm(members=self.writable, document=self.document),
            "line_form": LineForm(rules=self.approved.rules),
            "file_form": FileForm(),
        }
        if form is not None and form.is_bound:
            forms[self.bound] = form
        own = ExpenseDocument.objects.filter(pk=self.document.pk)
        scans = scanning.states_of([self.document.file_id] if self.document.file_id else [])
        return super().get_context_data(
            document=self.document,
            may_edit_it=self.may_edit_it,
            is_doubled=repeated(own).exists(),
            charged=charged(self.document),
            scan=file_mark(scans, self.document.file_id) if self.document.file_id else None,
            **forms,
            **kwargs,
        )


class DocumentPage(DocumentMixin):
    """One document: what it says."""

    form_class = DocumentForm
    bound = "document_form"
    success_message = gettext_lazy("Documento salvato.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"members": self.writable, "document": self.document}

    def perform(self, form: DocumentForm) -> ExpenseDocument:
        return expenses.change_document(document=self.document, said=form.said, actor=self.person)


class LineNew(DocumentMixin):
    """Impute a part of the document."""

    form_class = LineForm
    bound = "line_form"
    success_message = gettext_lazy("Riga aggiunta.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"rules": self.approved.rules}

    def perform(self, form: LineForm) -> ExpenseLine:
        return expenses.add_line(document=self.document, actor=self.person, **form.cleaned_data)


class FilePut(DocumentMixin):
    """Put the file of the document."""

    form_class = FileForm
    bound = "file_form"
    success_message = gettext_lazy("Il file è al sicuro.")

    def perform(self, form: FileForm) -> ExpenseDocument:
        upload = form.cleaned_data["file"]
        owner = [str(self.person.pk), f"expense/{self.document.pk}"]
        with parts.whole(owner, upload.chunks()) as path:
            return expenses.attach(
                document=self.document, filename=upload.name, path=path, actor=self.person
            )


class DocumentRemoval(OwnDocumentMixin, ActionView):
    """Take a document out of a draft."""

    success_message = gettext_lazy("Documento tolto.")

    def perform(self) -> None:
        expenses.remove_document(document=self.document, actor=self.person)

    def get_back_url(self) -> str:
        return reverse("funding:own_report", args=[self.award.pk, self.report.number])


class LineRemoval(OwnDocumentMixin, ActionView):
    """Take a line out of a draft."""

    success_message = gettext_lazy("Riga tolta.")

    def perform(self) -> None:
        line = self.document.lines.select_related("report").filter(pk=self.kwargs["line"]).first()
        if line is None:
            raise Http404
        expenses.remove_line(line=line, actor=self.person)

    def get_back_url(self) -> str:
        return reverse(
            "funding:own_document", args=[self.award.pk, self.report.number, self.document.pk]
        )


class DocumentFile(OwnDocumentMixin):
    """The file itself, always as a download."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        """Send the file under its own name, or say why it is closed.

        :raises Http404: if there is none.
        """
        return file_of(request, self.document, by_uploader=self.may_change)


class SendPage(OwnReportMixin, ActionFormMixin, FormView):
    """What lacks, or the last look before a report is sent."""

    template_name = "funding/expenses/sending.html"
    form_class = SendForm

    @property
    def may_change(self) -> bool:
        return self.may_send

    def perform(self, form: SendForm) -> ExpenseReport:
        return expense_reports.send(report=self.report, actor=self.person)

    def get_success_message(self) -> str:
        return _("Rendiconto n. %(number)s inviato.") % {"number": self.report.number}

    def get_success_url(self) -> str:
        return reverse("funding:own_report", args=[self.award.pk, self.report.number])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_draft = self.report.state == ReportState.DRAFT
        lacking = missing(self.report, today=clock.today()) if is_draft else []
        return super().get_context_data(
            lacking=lacking,
            may_send=self.may_send,
            totals=queries.totals(queries.spending(self.report), self.approved, self.seen),
            **kwargs,
        )


def file_of(
    request: HttpRequest, document: ExpenseDocument, *, by_uploader: bool
) -> HttpResponse | HttpResponseBase:
    """The file of a document, or why it is closed.

    :raises Http404: if there is none.
    """
    if document.file is None:
        raise Http404
    try:
        scanning.check_can_be_opened(document.file, by_uploader=by_uploader)
    except scanning.FileClosed as refusal:
        return refused(request, refusal, None)
    return given_out(document.file, document.filename)
