"""The signature of an application: print it, take it away, bring it back signed."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView

from applicants.actions import signing
from applicants.enums import SigningState
from applicants.forms import SignedFileForm
from applicants.labels.files import file_mark
from applicants.labels.signing import OPTIONAL, SIGNING_STATES
from applicants.models import Application, SignedFile, SigningCopy, Submission
from applicants.queries.signers import people_who_sign
from applicants.queries.signing import Standing, standing_of
from applicants.views.base import OwnApplicationMixin
from applicants.views.tasklist import Task
from wecare.core import clock, scanning, store
from wecare.core.downloads import given_out
from wecare.core.signature_labels import report_said
from wecare.core.signing import trust_digest
from wecare.core.web import ActionFormMixin, ActionView, refused


class SigningMixin(OwnApplicationMixin):
    """Knows how the signature stands: `self.signing`."""

    @cached_property
    def signing(self) -> Standing:
        return standing_of(self.application, self.rules, at=clock.now())


def signing_tasks(application: Application, standing: Standing) -> list[Task]:
    """The signature as the last thing to do, where the call has to do with it."""
    if not standing.asked:
        return []
    waiting = standing.optional and standing.state is SigningState.TO_PRINT
    return [
        Task(
            _("Firma"),
            reverse("applicants:signing", args=[application.public_id]),
            0,
            OPTIONAL if waiting else SIGNING_STATES[standing.state],
        )
    ]


def signature_context(submission: Submission) -> dict[str, Any]:
    """The signed file with which it was sent, and its report in words."""
    signature = getattr(submission, "signature", None)
    if signature is None:
        return {"signed": None, "report": None, "signed_scan": None}
    signed = signature.signed_file
    return {
        "signed": signed,
        "report": report_said(signed.report),
        "signed_scan": _mark_of(signed),
    }


def _mark_of(signed: SignedFile) -> dict[str, str]:
    """What the scanner has said of it, for its row."""
    return file_mark(scanning.states_of([signed.file_id]), signed.file_id)


class SigningPage(SigningMixin, ActionFormMixin, FormView):
    """Three steps and how far one is: prepare and download, sign, bring back."""

    template_name = "applicants/signing.html"
    form_class = SignedFileForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Nothing to see where the call asks for no signature.

        :raises Http404: then.
        """
        if not self.signing.asked:
            raise Http404
        return super().get(request, *args, **kwargs)

    def perform(self, form: SignedFileForm) -> SignedFile:
        return signing.take_back(
            application=self.application,
            filename=form.cleaned_data["file"].name,
            content=form.content,
            actor=self.person,
        )

    def get_success_message(self) -> str:
        said = _("La firma è valida: ora puoi controllare e inviare.")
        if scanning.states_of([self.result.file_id]):
            waits = _("L'antivirus controlla il file fra poco: non serve aspettarlo per inviare.")
            return f"{said} {waits}"
        return said

    def get_success_url(self) -> str:
        return self.request.path

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        standing = self.signing
        people = people_who_sign(self.application)
        return super().get_context_data(
            signing=standing,
            mark=SIGNING_STATES.get(standing.state),
            copy=standing.copy,
            current=standing.state is not SigningState.CHANGED,
            pdf_url=self._pdf_url(standing.copy),
            report=report_said(standing.signed.report) if standing.signed else None,
            scan=_mark_of(standing.signed) if standing.signed else None,
            article=self.rules.terms.signature_article,
            signers=people,
            known=any(person.fiscal_code for person in people),
            trusted=bool(trust_digest()),
            lacking=[each for each in self.requirements if each.blocks],
            **kwargs,
        )

    def _pdf_url(self, copy: SigningCopy | None) -> str:
        if copy is None:
            return ""
        return reverse(
            "applicants:signing_copy_pdf", args=[self.application.public_id, copy.number]
        )


class Preparation(OwnApplicationMixin, ActionView):
    """The button that freezes what is written and has it printed."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Prepare; what lacks is shown on its own page."""
        if any(each.blocks for each in self.requirements):
            messages.error(
                request, _("Prima completa la domanda: si firma quando non manca nulla.")
            )
            return redirect("applicants:missing", self.application.public_id)
        return super().post(request, *args, **kwargs)

    def perform(self) -> SigningCopy:
        return signing.prepare(application=self.application, actor=self.person)

    def get_back_url(self) -> str:
        return reverse("applicants:signing", args=[self.application.public_id])


class CopyPdf(OwnApplicationMixin):
    """The printed copy."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> FileResponse:
        copy = get_object_or_404(
            SigningCopy.objects.select_related("document__file"),
            application=self.application,
            number=self.kwargs["number"],
        )
        if copy.document.file is None:
            raise Http404(_("Il PDF da firmare non è ancora pronto."))
        return FileResponse(
            store.path_of(copy.document.file).open("rb"),
            as_attachment=True,
            filename=f"domanda-da-firmare-{copy.number}.pdf",
        )


class SignedFileView(OwnApplicationMixin):
    """A file that came back, accepted or not, as a download."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        signed = get_object_or_404(
            SignedFile.objects.select_related("file"),
            copy__application=self.application,
            pk=self.kwargs["pk"],
        )
        mine = signed.uploaded_by_id == self.person.pk
        return signed_download(request, signed, by_uploader=mine, back_url=self.home_url)


def signed_download(
    request: HttpRequest, signed: SignedFile, *, by_uploader: bool, back_url: str | None
) -> HttpResponseBase:
    """The file that came back, under its own name, unless the scanner keeps it closed."""
    try:
        scanning.check_can_be_opened(signed.file, by_uploader=by_uploader)
    except scanning.FileClosed as closed:
        return refused(request, closed, back_url)
    return given_out(signed.file, signed.filename)
