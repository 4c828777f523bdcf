"""A file that arrives in parts: ask where it stopped, send from there, and it is attached when whole."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.http.request import UnreadablePostError
from django.utils.translation import gettext as _

from applicants.actions import attachments
from applicants.forms import PartForm
from applicants.views.base import FillerMixin
from wecare.core import parts, scanning
from wecare.core.components.formats import weight
from wecare.core.errors import DomainError

_OK, _CREATED, _CONFLICT, _UNPROCESSABLE = 200, 201, 409, 422


class AttachmentParts(FillerMixin):
    """GET tells the offset; PATCH sends bytes from ``Upload-Offset`` on.

    Both name the file in the address: name, size, modified. The answers are JSON: ``offset``; once
    it is attached also ``digest``, ``message``; a refusal has ``message``, and ``offset`` where the
    file only ends elsewhere.
    """

    http_method_names = ["get", "patch"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        self.form = PartForm(request.GET)
        if not self.form.is_valid():
            return _refused(self.form.refusal(), _UNPROCESSABLE)
        said = self.form.cleaned_data
        requirement = self.kwargs["requirement"]
        filler = "" if self.partner is None else str(self.partner.pk)
        self.part = parts.part(
            owner=[str(self.person.pk), str(self.application.pk)],
            place=[filler, requirement, said["filename"], str(said["modified"])],
            size=said["size"],
        )
        try:
            attachments.check_place(
                application=self.application, requirement=requirement, partner=self.partner
            )
            return super().dispatch(request, *args, **kwargs)
        except parts.OffsetWrong as refusal:
            return _refused(str(refusal), _CONFLICT, offset=refusal.offset)
        except DomainError as refusal:
            return _refused(str(refusal), refusal.http_status)

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> JsonResponse:
        return JsonResponse({"offset": self.part.offset})

    def patch(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> JsonResponse:
        text = request.headers.get("Upload-Offset", "")
        if not (text.isascii() and text.isdigit() and len(text) <= 12):  # noqa: PLR2004 -- read safely
            return _refused(_("La pagina di caricamento non è valida: riaprila."), _UNPROCESSABLE)
        try:
            offset = parts.receive(self.part, offset=int(text), read=request.read)
        except UnreadablePostError:
            return JsonResponse({"offset": self.part.offset})  # nobody reads it
        if offset < self.part.size:
            return JsonResponse({"offset": offset})
        return self._attach()

    def _attach(self) -> JsonResponse:
        said = self.form.cleaned_data
        with parts.finished(self.part) as path:
            attached = attachments.attach_file(
                application=self.application,
                requirement=self.kwargs["requirement"],
                filename=said["filename"],
                path=path,
                actor=self.person,
                partner=self.partner,
            )
        waits = bool(scanning.states_of([attached.file_id]))
        return JsonResponse(
            {
                "offset": said["size"],
                "digest": attached.file_id,
                "filename": attached.filename,
                "size": weight(said["size"]),
                "message": _("Il file è al sicuro. L'antivirus lo controlla fra poco.")
                if waits
                else _("Il file è al sicuro: lo abbiamo ricevuto tutto e controllato."),
            },
            status=_CREATED,
        )


def _refused(message: str, status: int, **more: int) -> JsonResponse:
    return JsonResponse({"message": message, **more}, status=status)
