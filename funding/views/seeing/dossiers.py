"""Dossiers: asked for with a button, taken when they are ready; the office's and the beneficiary's."""

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from funding.actions import dossiers
from funding.models import Dossier
from funding.queries.seeing import dossiers as queries
from funding.views.awards.pages import AwardMixin, OwnAwardMixin
from wecare.core.web import ActionView, refused

_ASKED = _("Prepariamo il dossier: compare qui quando è pronto. Puoi chiudere la pagina.")


class DossierNew(AwardMixin, ActionView):
    """The office asks for everything about an award."""

    permission_required = "funding.make_dossier"
    success_message = _ASKED

    def perform(self) -> Dossier:
        return dossiers.prepare(award=self.award, for_office=True, by=self.actor)

    def get_back_url(self) -> str:
        return reverse("funding:award", args=[self.kwargs["pk"]]) + "#dossier"


class OwnDossierNew(OwnAwardMixin, ActionView):
    """A beneficiary asks for what they may see."""

    success_message = _ASKED

    def perform(self) -> Dossier:
        return dossiers.prepare(award=self.award, for_office=False, by=self.person)

    def get_back_url(self) -> str:
        return reverse("funding:own_award", args=[self.kwargs["pk"]]) + "#dossier"


class DossierArchive(AwardMixin):
    """The archive, for the office."""

    permission_required = "funding.make_dossier"
    http_method_names = ["get", "options"]

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        found = get_object_or_404(queries.of_office(self.award), pk=self.kwargs["dossier"])
        return _sent(request, found, self.actor)


class OwnDossierArchive(OwnAwardMixin):
    """The archive, for whoever asked for it, as long as they may read the award."""

    http_method_names = ["get", "options"]

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        mine = queries.of_person(self.award, self.person)
        return _sent(request, get_object_or_404(mine, pk=self.kwargs["dossier"]), self.person)


def _sent(request: HttpRequest, dossier: Dossier, person: Any) -> HttpResponseBase:
    try:
        path = dossiers.take(dossier=dossier, by=person)
    except dossiers.DossierRefused as refusal:
        answer: HttpResponseBase = refused(request, refusal, None)
        return answer
    return FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=f"dossier-{dossier.award.submission.protocol_path}.zip",
        content_type="application/zip",
    )
