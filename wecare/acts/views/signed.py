"""The signed act on the desk: the file comes back, is given out, or its conformity is attested."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy
from django.views.generic import View

from wecare.accounts.queries import the_person
from wecare.acts import queries
from wecare.acts.actions import signed as actions
from wecare.acts.forms.steps import AttestForm
from wecare.acts.models import SignedAct
from wecare.acts.queries.signed import accepted_of, signed_of
from wecare.acts.views.chain import ActStepForm
from wecare.acts.views.desk import OneActMixin
from wecare.core import scanning
from wecare.core.downloads import given_out
from wecare.core.scanning import FileClosed
from wecare.core.signed_files import SignedFileForm
from wecare.core.web import refused


class GiveBack(ActStepForm):
    """The signed file."""

    permission_required = "acts.sign_act"
    template_name = "acts/give_back.html"
    form_class = SignedFileForm
    title = gettext_lazy("Deposita il file firmato")
    lead = gettext_lazy(
        "Firma il PDF dell'atto così com'è, con la tua firma digitale, e caricalo qui."
    )
    button = gettext_lazy("Carica e controlla la firma")
    success_message = gettext_lazy("La firma è valida: il file firmato è depositato.")

    def perform(self, form: SignedFileForm) -> SignedAct:
        return actions.give_back(
            act=self.act,
            filename=form.cleaned_data["file"].name,
            content=form.content,
            by=the_person(self.request.user),
        )


class Attesting(ActStepForm):
    """That the portal's document conforms to the original signed elsewhere."""

    permission_required = "acts.sign_act"
    form_class = AttestForm
    title = gettext_lazy("Attesta la conformità")
    lead = gettext_lazy(
        "Se l'originale firmato sta in un altro sistema, attesti che il PDF del portale gli è "
        "conforme. Resta scritto con il tuo nome, e non si toglie."
    )
    button = gettext_lazy("Attesto la conformità")
    success_message = gettext_lazy("Conformità attestata.")

    def perform(self, form: AttestForm) -> SignedAct:
        return actions.attest(
            act=self.act, reason=form.cleaned_data["reason"], by=the_person(self.request.user)
        )


class DeskSigned(OneActMixin, View):
    """A signed file as it came back, accepted or refused."""

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        """Send the file, or say why it is closed."""
        rows = {each.pk: each for each in signed_of(self.act)}
        paper = rows.get(self.kwargs["signed"])
        if paper is None or paper.file is None:
            raise Http404
        mine = paper.given_by_id == request.user.pk
        return _sent(request, paper, by_uploader=mine, back=self.act_url)


class PublicSigned(View):
    """The signed file of a published act."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Send the file, or say why it is closed."""
        paper = accepted_of(get_object_or_404(queries.published(), pk=pk))
        if paper is None or paper.file is None:
            raise Http404
        return _sent(request, paper, by_uploader=False, back=None)


def _sent(
    request: HttpRequest, paper: SignedAct, *, by_uploader: bool, back: str | None
) -> HttpResponseBase:
    assert paper.file is not None  # noqa: S101 -- whoever calls has looked
    try:
        scanning.check_can_be_opened(paper.file, by_uploader=by_uploader)
    except FileClosed as refusal:
        return refused(request, refusal, back)
    return given_out(paper.file, paper.filename)
