"""The office's pages of an expense report: line by line, by a sample, to its closing."""

from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View

from funding.actions.expenses import checks as expense_checks
from funding.actions.expenses.checks import LineDecided
from funding.enums import LineState, ReportState
from funding.forms.expenses import NoteForm, ReasonForm, ShareForm, VerdictForm
from funding.models import ExpenseLine, ExpenseReport, ExpenseSample
from funding.queries.expenses import reports as queries
from funding.queries.expenses.closing import closing_of, limits_so_far
from funding.queries.expenses.missing import elsewhere
from funding.views.expenses.base import ReportMixin, after_of
from funding.views.expenses.own import file_of
from wecare.core.web import ActionFormMixin, ActionView

CHECKS, CLOSES = "funding.check_expenses", "funding.close_expenses"
_FILTERS = {"": "", "da-controllare": LineState.TO_CHECK.value, "campione": ""}


class CheckPage(ReportMixin, TemplateView):
    """The lines of a report, each with its form."""

    template_name = "funding/expenses/check.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        only = self.request.GET.get("righe", "")
        if only not in _FILTERS:
            raise Http404
        after = after_of(self.request)
        rows = queries.lines_of(self.report, only=_FILTERS[only])
        if only == "campione":
            rows = rows.filter(pk__in=self.sample.drawn if self.sample else [])
        lines, following = queries.page(rows, after=after)
        spent = queries.spending(self.report)
        return super().get_context_data(
            lines=lines,
            place=f"righe={only}&dopo={after}",
            only=only,
            following=f"?righe={only}&dopo={following}#righe" if following else "",
            is_later=bool(after),
            counts=queries.counts(self.report),
            sample=self.sample,
            sampled=set(self.sample.drawn) if self.sample else set(),
            doubled=_doubled(lines),
            totals=queries.totals(spent, self.approved),
            limits=limits_so_far(spent, self.approved)
            if self.report.state != ReportState.DRAFT
            else (),
            visits=list(self.report.visits.select_related("recorded_by").order_by("on", "pk")),
            is_open=self.report.state == ReportState.SENT,
            **kwargs,
        )

    @cached_property
    def sample(self) -> ExpenseSample | None:
        found: ExpenseSample | None = (
            ExpenseSample.objects.filter(report=self.report).select_related("drawn_by").first()
        )
        return found


class Decision(ReportMixin, ActionFormMixin, FormView):
    """The verdict on one line; what is refused comes back as it was typed, beside what stands."""

    permission_required = CHECKS
    template_name = "funding/expenses/decision.html"
    form_class = VerdictForm

    @cached_property
    def line(self) -> ExpenseLine:
        rows = ExpenseLine.objects.select_related("document__file", "report", "checked_by")
        return get_object_or_404(rows, report=self.report, pk=self.kwargs["line"])

    def get_initial(self) -> dict[str, Any]:
        line = self.line
        return {
            "state": self._suggested(line),
            "accepted": line.accepted if line.state == LineState.PARTLY else None,
            "reason": line.reason,
            "version": line.version,
        }

    def _suggested(self, line: ExpenseLine) -> str:
        """What stands, or what the key that opened the page asks for."""
        if line.state != LineState.TO_CHECK:
            return line.state
        asked = self.request.GET.get("esito", "")
        known = {LineState.PARTLY.value, LineState.REFUSED.value}
        return asked if asked in known else LineState.REFUSED.value

    def perform(self, form: Any) -> ExpenseLine:
        try:
            return expense_checks.decide(
                line=self.line,
                verdict=form.verdict,
                version=form.cleaned_data["version"],
                by=self.actor,
            )
        except LineDecided:
            del self.line  # what stands now is shown beside what was typed, which is over it
            form.data = form.data.copy()
            form.data["version"] = str(self.line.version)
            raise

    def get_success_url(self) -> str:
        back = reverse("funding:report_check", args=[self.award.pk, self.report.number])
        query = self.request.POST.get("pagina", "")
        kept = f"?{query}" if query and set(query) <= _SAFE else ""
        return f"{back}{kept}#riga-{queries.line_after(self.line)}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            line=self.line, is_open=self.report.state == ReportState.SENT, **kwargs
        )


_SAFE = set("abcdefghijklmnopqrstuvwxyz-=&0123456789")


class SampleNew(ReportMixin, ActionFormMixin, FormView):
    """Draw the lines to look at."""

    permission_required = CHECKS
    template_name = "funding/expenses/sample.html"
    form_class = ShareForm

    def perform(self, form: ShareForm) -> ExpenseSample:
        return expense_checks.draw(
            report=self.report, share=form.cleaned_data["share"], by=self.actor
        )

    def get_success_message(self) -> str:
        return _("Campione sorteggiato: %(n)s righe.") % {"n": len(self.result.drawn)}

    def get_success_url(self) -> str:
        back = reverse("funding:report_check", args=[self.award.pk, self.report.number])
        return f"{back}?righe=campione"


class _Step(ReportMixin, ActionView):
    """A button on the page of the check."""

    permission_required = CHECKS

    def get_back_url(self) -> str:
        return reverse("funding:report_check", args=[self.award.pk, self.report.number])


class RestAcceptance(_Step):
    """Accept the lines out of the sample."""

    success_message = gettext_lazy("Le righe fuori dal campione sono accettate.")

    def perform(self) -> int:
        return expense_checks.accept_rest(report=self.report, by=self.actor)


class Conclusion(_Step):
    """End the check."""

    success_message = gettext_lazy("Il controllo è concluso: ora si può chiudere il rendiconto.")

    def perform(self) -> ExpenseReport:
        return expense_checks.conclude(report=self.report, by=self.actor)


class CheckReopening(ReportMixin, ActionFormMixin, FormView):
    """Take the check up again, with a reason."""

    permission_required = CLOSES
    template_name = "funding/expenses/reopening.html"
    form_class = ReasonForm
    success_message = gettext_lazy("Il controllo è riaperto.")

    def perform(self, form: ReasonForm) -> ExpenseReport:
        return expense_checks.reopen(
            report=self.report, reason=form.cleaned_data["reason"], by=self.actor
        )

    def get_success_url(self) -> str:
        return reverse("funding:report_check", args=[self.award.pk, self.report.number])


class ReportClosing(ReportMixin, ActionFormMixin, FormView):
    """What closing comes to, and the press that closes."""

    permission_required = CLOSES
    template_name = "funding/expenses/closing.html"
    form_class = NoteForm

    def perform(self, form: NoteForm) -> ExpenseReport:
        return expense_checks.close(
            report=self.report, note=form.cleaned_data["note"], by=self.actor
        )

    def get_success_message(self) -> str:
        return _("Rendiconto n. %(number)s chiuso.") % {"number": self.report.number}

    def get_success_url(self) -> str:
        return reverse("funding:report_check", args=[self.award.pk, self.report.number])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ready = self.report.state == ReportState.CHECKED
        return super().get_context_data(
            closing=closing_of(self.report, self.award) if ready else None, **kwargs
        )


class CheckedFile(ReportMixin, View):
    """The file of a document, for the office."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        """Send the file, or say why it is closed.

        :raises Http404: if there is no such document, or no file.
        """
        document = queries.documents_of(self.report).filter(pk=self.kwargs["document"]).first()
        if document is None:
            raise Http404
        return file_of(request, document, by_uploader=False)


def _doubled(lines: list[ExpenseLine]) -> dict[int, list[Any]]:
    """Document → where else it stands in the portal."""
    documents = list({line.document_id: line.document for line in lines}.values())
    found: dict[int, list[Any]] = {}
    for each in elsewhere(documents):
        found.setdefault(each.document, []).append(each)
    return found
