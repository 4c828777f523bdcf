"""A draft on paper: a page to print, and a PDF that says on every page that it was not sent."""

from functools import cached_property
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import TemplateView

from applicants.actions import drafts
from applicants.enums import ApplicationState
from applicants.queries.budget import budget_of
from applicants.queries.drafts import print_of, said_by
from applicants.views.base import OwnApplicationMixin
from applicants.views.summary import partners_summary, summary_of
from wecare.core import store
from wecare.core.models import Document

LENGTH = 64  # characters of a digest


class _Drafts(OwnApplicationMixin):
    """Of drafts only: who has sent has a receipt."""

    @cached_property
    def document(self) -> Document | None:
        """The print that the address names."""
        said = self.request.GET.get("pdf", "")
        return print_of(self.application, said) if len(said) == LENGTH else None

    def check_is_draft(self) -> None:
        """Let on only while it is one.

        :raises Http404: if it was sent.
        """
        if self.application.state != ApplicationState.DRAFT.value:
            raise Http404


class DraftPrint(_Drafts, TemplateView):
    """All that is written so far, to be printed from the browser; the press asks for the PDF."""

    http_method_names = ["get", "head", "post", "options"]
    template_name = "applicants/draft_print.html"

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        self.check_is_draft()
        made = drafts.print_draft(application=self.application, rulebook=self.rulebook)
        return redirect(f"{request.path}?pdf={said_by(made)}")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.check_is_draft()
        address = reverse("applicants:draft_pdf", args=[self.application.public_id])
        document = self.document
        return super().get_context_data(
            sections=summary_of(self.snapshot, self.rules),
            partners=partners_summary(self.snapshot, self.rules),
            districts=self.snapshot.districts,
            budget=budget_of(self.application, self.rules),
            document=document,
            pdf_url=f"{address}?pdf={said_by(document)}" if document else "",
            **kwargs,
        )


class DraftPdf(_Drafts):
    """The file of a print."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> FileResponse:
        """Answer the file.

        :raises Http404: while it is not there yet.
        """
        if self.document is None or self.document.file is None:
            raise Http404
        content = store.path_of(self.document.file).open("rb")
        return FileResponse(content, as_attachment=True, filename="bozza-non-inviata.pdf")
