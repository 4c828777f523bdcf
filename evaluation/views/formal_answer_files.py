"""The files of an answer to the office, and its receipt."""

from functools import cached_property
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect

from applicants.enums import Power
from applicants.forms import AttachmentForm
from evaluation.actions import formal_answers
from evaluation.enums import RequestState
from evaluation.models import PointFile
from evaluation.policies.formal import AnswerRefused
from evaluation.views.formal_answers import AnswerMixin
from wecare.core import parts, scanning, store
from wecare.core.downloads import given_out
from wecare.core.errors import DomainError
from wecare.core.web import ActionView, refused


class AnswerUpload(AnswerMixin):
    """A file for a point."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form = AttachmentForm(request.POST, request.FILES)
        back = f"{self.page_url}#punto-{self.kwargs['point']}"
        try:
            if not form.is_valid() and "file" in form.errors:
                raise AnswerRefused(form.errors["file"].as_text().removeprefix("* "))
            self.check_may(Power.WRITES)
            self._put(form.cleaned_data["file"])
        except DomainError as refusal:
            return refused(request, refusal, back)
        return redirect(back)

    def _put(self, upload: Any) -> PointFile:
        owner = [str(self.actor.pk), str(self.made.public_id)]
        with parts.whole(owner, upload.chunks()) as path:
            return formal_answers.put_file(
                request=self.made,
                number=self.kwargs["point"],
                filename=upload.name,
                path=path,
                actor=self.actor,
            )


class AnswerFile(AnswerMixin):
    """A file that one has put there."""

    http_method_names = ["get"]

    @cached_property
    def placed(self) -> PointFile:
        return get_object_or_404(
            PointFile.objects.select_related("file"),
            point__request=self.made,
            pk=self.kwargs["file"],
        )

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        mine = self.placed.uploaded_by_id == self.actor.pk
        try:
            scanning.check_can_be_opened(self.placed.file, by_uploader=mine)
        except scanning.FileClosed as refusal:
            return refused(request, refusal, None)
        return given_out(self.placed.file, self.placed.filename)


class AnswerFileRemoval(ActionView, AnswerFile):
    """Take the file away."""

    http_method_names = ["post", "options"]

    def perform(self) -> None:
        self.check_may(Power.WRITES)
        formal_answers.remove_file(request=self.made, file=self.placed, actor=self.actor)

    def get_back_url(self) -> str:
        return self.page_url


class AnswerReceipt(AnswerMixin):
    """The receipt's file, once it is printed."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> FileResponse:
        if self.made.state != RequestState.ANSWERED.value:
            raise Http404
        document = self.made.answer.receipt
        if document is None or document.file is None:
            raise Http404
        return FileResponse(
            store.path_of(document.file).open("rb"),
            as_attachment=True,
            filename=f"risposta-{self.made.answer.protocol.replace('/', '-')}.pdf",
            content_type="application/pdf",
        )
