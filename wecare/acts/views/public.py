"""What everyone reads: the published acts."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView, View

from wecare.acts import documents, queries
from wecare.acts.views.around import public_side
from wecare.acts.views.files import copy_response, pdf_response
from wecare.core.scanning import FileClosed
from wecare.core.web import refused

SEARCH_MAX = 100  # characters


class ActList(TemplateView):
    """The published acts, the newest first."""

    template_name = "acts/acts.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        text = " ".join(self.request.GET.get("cerca", "").split())[:SEARCH_MAX]
        after = self.request.GET.get("dopo", "")
        page = queries.published_page(text=text, after=after)
        following = {"cerca": text, "dopo": page.next_after} if text else {"dopo": page.next_after}
        return super().get_context_data(
            acts=page.acts,
            text=text,
            first_url=f"{reverse('acts:acts')}?{urlencode({'cerca': text})}" if after else "",
            following=f"?{urlencode(following)}" if page.next_after else "",
            **kwargs,
        )


class ActDetail(TemplateView):
    """A published act: its particulars, its PDF, its text."""

    template_name = "acts/act.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        act = get_object_or_404(queries.published(), pk=self.kwargs["pk"])
        return super().get_context_data(
            act=act, text=documents.text_of(act), **public_side(act), **kwargs
        )


class ActPdf(View):
    """The PDF of a published act, or the copy of one adopted elsewhere."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Send the file, or say why it is closed."""
        act = get_object_or_404(queries.published(), pk=pk)
        if not act.external:
            return pdf_response(act, act.document)
        try:
            return copy_response(act)
        except FileClosed as refusal:
            return refused(request, refusal, None)
