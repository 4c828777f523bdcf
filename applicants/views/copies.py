"""A draft that takes what fits from an earlier application: first what would come, then the press."""

from functools import cached_property
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from applicants.actions import copies
from applicants.labels.writing import LEFT
from applicants.models import Application
from applicants.queries.copying import copying_of, rules_of, sources_for
from applicants.views.base import OwnApplicationMixin
from wecare.core.errors import DomainError
from wecare.core.web import refused

PAGE = 25


class Copy(OwnApplicationMixin, TemplateView):
    """The applications to copy from; of one, what comes and what does not."""

    http_method_names = ["get", "head", "post", "options"]
    template_name = "applicants/copy.html"

    @cached_property
    def source(self) -> Application | None:
        """The application that the address names, among those of the same organisation; else 404."""
        name = self.request.GET.get("da", "")
        if not name:
            return None
        try:
            public_id = UUID(name)
        except ValueError as problem:
            raise Http404 from problem
        return get_object_or_404(sources_for(self.application, self.person), public_id=public_id)

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        if self.source is None:
            raise Http404
        try:
            found = copies.copy(source=self.source, target=self.application, actor=self.person)
        except DomainError as refusal:
            return refused(request, refusal, self.home_url)
        count = len(found.answers) + len(found.files)
        said = ngettext("Copiata %(n)d cosa.", "Copiate %(n)d cose.", count) % {"n": count}
        messages.success(request, f"{said} {_('Rileggi tutto prima di inviare.')}")
        return redirect(self.home_url)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sources = sources_for(self.application, self.person)
        pages = Paginator(sources, PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            source=self.source, pages=pages, **self._what_comes(), **kwargs
        )

    def _what_comes(self) -> dict[str, Any]:
        if self.source is None:
            return {"copied": [], "left": []}
        found = copying_of(self.source, self.application)
        rules = rules_of(self.application)
        titles = {each.code: each.title for each in rules.uploads}
        return {
            "copied": [rules.question(code).label for code in found.answers]
            + [titles[code] for code in found.files],
            "left": [{"label": label, "why": LEFT[why]} for label, why in found.left],
        }
