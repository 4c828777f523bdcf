"""Access to documents on the desk: what was asked, a new request, the archive to take."""

from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, View

from evaluation.actions import access
from evaluation.forms.access import AccessForm
from evaluation.models import DocumentAccess
from evaluation.policies.access import AccessRefused
from evaluation.queries import access as queries
from evaluation.views.checks import CallDeskMixin
from wecare.core.archives import KEPT
from wecare.core.web import ActionFormMixin, refused

PAGE = 25


class AccessMixin(CallDeskMixin):
    """Only officers who judge nothing give documents."""

    permission_required = "evaluation.give_access"


class Accesses(AccessMixin, ActionFormMixin, FormView):
    """The requests of a call with their archives, and the form for another."""

    template_name = "evaluation/accesses.html"
    form_class = AccessForm
    success_message = _("Prepariamo i documenti: l'archivio compare qui.")

    def perform(self, form: AccessForm) -> DocumentAccess:
        return access.prepare(call=self.call, by=self.actor, **form.cleaned_data)

    def get_success_url(self) -> str:
        return self.request.path

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pages = Paginator(queries.of_call(self.call), PAGE)
        page = pages.get_page(self.request.GET.get("page"))
        return super().get_context_data(
            call=self.call,
            page_obj=page,
            accesses=page.object_list,
            days=KEPT.days,
            **kwargs,
        )


class AccessArchive(AccessMixin, View):
    """The archive, for the office alone and while its days run."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        found = get_object_or_404(queries.of_call(self.call), pk=self.kwargs["pk"])
        try:
            path = access.take(access=found, by=self.actor)
        except AccessRefused as refusal:
            answer: HttpResponseBase = refused(request, refusal, None)
            return answer
        return FileResponse(
            path.open("rb"),
            as_attachment=True,
            filename=f"accesso-{self.call.code}-{found.pk}.zip",
            content_type="application/zip",
        )
