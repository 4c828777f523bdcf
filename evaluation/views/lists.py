"""Published lists: the page, and the same rows as CSV, JSON and PDF."""

import csv
from functools import cached_property
from typing import Any

from defusedcsv import csv as defused
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.generic import ListView, TemplateView

from evaluation.models import RankedList
from evaluation.queries import outcomes, published, verifying
from evaluation.resources import written_rows
from wecare.core import store

PAGE = 25


class Lists(ListView):
    """Every published list."""

    template_name = "evaluation/lists.html"
    context_object_name = "lists"
    paginate_by = PAGE

    def get_queryset(self) -> QuerySet[RankedList]:
        return published.lists()


class ListPage(TemplateView):
    """One list, lot by lot, with the end of the money and the reason of each row."""

    template_name = "evaluation/list.html"

    @cached_property
    def ranked_list(self) -> RankedList:
        return _published(self.kwargs["code"], self.kwargs["version"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        parts = published.parts_of(self.ranked_list)
        args = [self.kwargs["code"], self.kwargs["version"]]
        return super().get_context_data(
            ranked_list=self.ranked_list,
            call=self.ranked_list.call,
            parts=parts,
            own=self._own(),
            verifier=verifying.SCRIPT.name,
            verifier_digest=verifying.script_digest(),
            publication=published.publication_of(self.ranked_list),
            hides_persons=any(not row.fiscal_code for part in parts for row in part.rows),
            newer=getattr(self.ranked_list, "newer", None),
            pdf_url=reverse("evaluation:list_pdf", args=args),
            **kwargs,
        )

    def _own(self) -> frozenset[int]:
        """The rows of the organisations the reader acts for."""
        if not self.request.user.is_authenticated:
            return frozenset()
        mine = outcomes.rows_of_person(self.request.user).filter(ranked_list=self.ranked_list)
        return frozenset(mine.order_by().values_list("pk", flat=True))


@require_safe
def list_csv(request: HttpRequest, code: str, version: int) -> HttpResponse:
    """The rows for a spreadsheet; cells that it would run are neutralised."""
    ranked_list = _published(code, version)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="graduatoria-{code}-{version}.csv"'
    answer.write("\ufeff")
    writer = defused.writer(answer, delimiter=";", quoting=csv.QUOTE_MINIMAL)
    writer.writerows(published.csv_rows(ranked_list))
    return answer


@require_safe
def list_sheet(request: HttpRequest, code: str, version: int, ending: str) -> HttpResponse:
    """The same rows as a workbook (XLSX, ODS), each cell neutralised, amounts as numbers."""
    ranked_list = _published(code, version)
    content, media_type = written_rows(
        published.table_head(ranked_list), published.table_rows(ranked_list), ending=ending
    )
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="graduatoria-{code}-{version}.{ending}"'
    return answer


@require_safe
def list_json(request: HttpRequest, code: str, version: int) -> JsonResponse:
    """The open data from which anyone recomputes the list."""
    ranked_list = get_object_or_404(
        RankedList.objects.only("data").filter(pk=_published(code, version).pk)
    )
    return JsonResponse(ranked_list.data, json_dumps_params={"ensure_ascii": False, "indent": 1})


@require_safe
def list_pdf(request: HttpRequest, code: str, version: int) -> FileResponse:
    """The printed list, as it was made once."""
    document = _published(code, version).document
    if document is None or document.file is None:
        raise Http404
    return FileResponse(
        store.path_of(document.file).open("rb"),
        as_attachment=True,
        filename=f"graduatoria-{code}-{version}.pdf",
    )


@require_safe
def verifier(request: HttpRequest) -> FileResponse:
    """The script that recomputes a list by itself, as it lies in the portal."""
    return FileResponse(
        verifying.SCRIPT.open("rb"),
        as_attachment=True,
        filename=verifying.SCRIPT.name,
        content_type="text/x-python; charset=utf-8",
    )


def _published(code: str, version: int) -> RankedList:
    return get_object_or_404(published.of(call_code=code, version=version))
