"""Files of an application: upload, look, take away."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import FormView

from applicants.actions import attachments
from applicants.forms import AttachmentForm
from applicants.labels.files import file_mark, is_there
from applicants.models import Attachment
from applicants.policies import WritingRefused
from applicants.queries.applications import attachments_of
from applicants.views.base import FillerMixin
from calls.enums import Obligation, Signer
from calls.labels.groups import SIGNERS
from wecare.core import parts, scanning
from wecare.core.downloads import given_out
from wecare.core.web import ActionFormMixin, refused


class Attachments(FillerMixin, ActionFormMixin, FormView):
    """One place per requirement, each with its own upload."""

    template_name = "applicants/attachments.html"
    form_class = AttachmentForm

    def perform(self, form: AttachmentForm) -> Attachment:
        upload = form.cleaned_data["file"]
        with parts.whole([str(self.person.pk), str(self.application.pk)], upload.chunks()) as path:
            return attachments.attach_file(
                application=self.application,
                requirement=form.cleaned_data["requirement"],
                filename=upload.name,
                path=path,
                actor=self.person,
                partner=self.partner,
            )

    def get_success_url(self) -> str:
        return self.request.path

    def get_success_message(self) -> str:
        if scanning.states_of([self.result.file_id]):
            return _(
                "Il file è al sicuro. L'antivirus lo controlla fra poco: se trova qualcosa te lo "
                "diciamo qui e con un messaggio."
            )
        return _("Il file è al sicuro: lo abbiamo ricevuto tutto e controllato.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None)
        places = self._places(form)
        stray = (
            form
            if form is not None and all(place["form"] is not form for place in places)
            else None
        )
        return super().get_context_data(
            form=form,
            stray=stray,
            places=places,
            done=sum(is_there(place["scan"]) for place in places),
            chunk=settings.UPLOAD_CHUNK_BYTES,
            **kwargs,
        )

    def _places(self, form: AttachmentForm | None) -> list[dict[str, Any]]:
        present = attachments_of(self.application, self.partner)
        scans = scanning.states_of(each.file_id for each in present.values())
        hidden = {each.code for each in self.rules.questions} - self.asked
        asked = form.data.get("requirement") if form is not None and form.is_bound else None
        return [
            {
                "rule": rule,
                "signer": "" if rule.signed_by is Signer.NOBODY else SIGNERS[rule.signed_by],
                "attachment": present.get(rule.code),
                "is_optional": rule.obligation is Obligation.OPTIONAL,
                "scan": file_mark(scans, present[rule.code].file_id)
                if rule.code in present
                else None,
                "parts_url": self.address("attachment_parts", rule.code),
                "file_url": self.address("attachment_file", rule.code),
                "removal_url": self.address("attachment_removal", rule.code),
                "form": form
                if asked == rule.code
                else AttachmentForm(
                    initial={"requirement": rule.code}, auto_id=f"{rule.code}_%s", title=rule.title
                ),
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

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        attachment = attachments_of(self.application, self.partner).get(self.kwargs["requirement"])
        if attachment is None:
            raise Http404
        mine = attachment.uploaded_by_id == self.person.pk
        try:
            scanning.check_can_be_opened(attachment.file, by_uploader=mine)
        except scanning.FileClosed as refusal:
            return refused(request, refusal, None)
        return given_out(attachment.file, attachment.filename)
