"""One page of a file that came from outside, as a picture."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase

from evaluation.views.checks import SubmissionMixin
from evaluation.views.formal_requests import RequestFile
from evaluation.views.reading import attached_file
from wecare.core import pages, scanning
from wecare.core.errors import DomainError
from wecare.core.models import StoredFile
from wecare.core.web import refused


class CheckFilePage(SubmissionMixin):
    """A page of a file as it was sent."""

    http_method_names = ["get"]

    def stored(self) -> StoredFile:
        """The file.

        :raises Http404: if there is none.
        """
        partner = self.request.GET.get("partner", "")
        return attached_file(self.submission, self.kwargs["requirement"], partner=partner)[0]

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        return page_of(request, self.stored(), self.kwargs["page"])


class RequestFilePage(RequestFile):
    """A page of a file that came with an answer."""

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        return page_of(request, self.placed.file, self.kwargs["page"])


def page_of(request: HttpRequest, stored: StoredFile, page: int) -> HttpResponseBase:
    """The picture, or the sentence that says why there is none."""
    try:
        scanning.check_can_be_opened(stored, by_uploader=False)
        return pages.picture(stored, page=page)
    except DomainError as refusal:
        return refused(request, refusal, None)
