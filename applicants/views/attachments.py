"""Files of an application: upload, look, take away."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import FormView

from applicants.actions import attachments
from applicants.forms import AttachmentForm
from applicants.models import Attachment
from applicants.policies import WritingRefused
from applicants.queries.applications import attachments_of
from applicants.views.base import FillerMixin
from calls.enums import Signer
from calls.labels.groups import SIGNERS
from wecare.core import store
from wecare.core.web import ActionFormMixin, refused


class Attachments(FillerMixin, ActionFormMixin, FormView):
    """One place per requirement, each with its own upload."""

    template_name = "applicants/attachments.html"
    form_class = AttachmentForm

    def perform(self, form: AttachmentForm) -> Attachment:
        upload = form.cleaned_data["file"]
        return attachments.attach(
            application=self.application,
            requirement=form.cleaned_data["requirement"],
            filename=upload.name,
            content=form.content,
            actor=self.person,
            partner=self.partner,
        )

    def get_success_url(self) -> str:
        return self.request.path

    def get_success_message(self) -> str:
        return _("Il file è caricato e controllato.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None)
        places = self._places(form)
        stray = (
            form
            if form is not None and all(place["form"] is not form for place in places)
            else None
        )
        return super().get_context_data(form=form, stray=stray, places=places, **kwargs)

    def _places(self, form: AttachmentForm | None) -> list[dict[str, Any]]:
        present = attachments_of(self.application, self.partner)
        hidden = {each.code for each in self.rules.questions} - self.asked
        asked = form.data.get("requirement") if form is not None and form.is_bound else None
        return [
            {
                "rule": rule,
                "signer": "" if rule.signed_by is Signer.NOBODY else SIGNERS[rule.signed_by],
                "attachment": present.get(rule.code),
                "file_url": self.address("attachment_file", rule.code),
                "removal_url": self.address("attachment_removal", rule.code),
                "form": form
                if asked == rule.code
                else AttachmentForm(initial={"requirement": rule.code}, auto_id=f"{rule.code}_%s"),
            }
            for rule in self.uploads
            if rule.code not in hidden
        ]


class AttachmentRemoval(FillerMixin):
    """Take a file away."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        back = self.address("attachments")
        try:
            attachments.remove(
                application=self.application,
                requirement=self.kwargs["requirement"],
                actor=self.person,
                partner=self.partner,
            )
        except WritingRefused as refusal:
            return refused(request, refusal, back)
        return redirect(back)


class AttachmentFile(FillerMixin):
    """The file itself, always as a download and never run by the browser."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> FileResponse:
        attachment = attachments_of(self.application, self.partner).get(self.kwargs["requirement"])
        if attachment is None:
            raise Http404
        return download(attachment)


def download(attachment: Attachment) -> FileResponse:
    """Serve a stored file under its own name, sandboxed."""
    answer = FileResponse(
        store.path_of(attachment.file).open("rb"),
        as_attachment=True,
        filename=attachment.filename,
        content_type=attachment.file.media_type,
    )
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
