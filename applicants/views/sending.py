"""Check and send; the receipt."""

import secrets
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from applicants.actions import submissions
from applicants.enums import ApplicationState
from applicants.forms import SendForm
from applicants.labels.costs import shares_said
from applicants.models import Submission
from applicants.permissions import sends
from applicants.policies import DeadlinePassed, RulesChanged, SubmissionRefused
from applicants.queries import records
from applicants.queries.applications import last_submission, visible_to
from applicants.queries.budget import budget_of
from applicants.queries.consents import without_sign_off
from applicants.queries.registrations import registration_of
from applicants.queries.sending import to_send
from applicants.queries.submissions import withdrawal_of
from applicants.views.base import OwnApplicationMixin
from applicants.views.signing import SigningMixin, signature_context
from applicants.views.summary import partners_summary, summary_of
from applicants.views.tasklist import rows_of
from calls.engine.differences import differences
from calls.enums import OrganisationKind
from calls.labels.differences import Told, told
from calls.models import Rulebook
from wecare.core import store
from wecare.core.digests import digest

NOT_TO_SEND = gettext_lazy(
    "Puoi leggere questa domanda ma non inviarla: il tuo incarico per l'ente non comprende l'invio. "
    "La inviano il legale rappresentante, un delegato o chi amministra le persone dell'ente."
)


class Review(SigningMixin, TemplateView):
    """All that will be sent, on one page, and the button."""

    template_name = "applicants/review.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", self._form())
        kwargs.setdefault("changes", [])
        lacking = [item for item in self.requirements if item.blocks]
        return super().get_context_data(
            sections=summary_of(self.snapshot, self.rules),
            partners=partners_summary(self.snapshot, self.rules),
            **self._group(),
            districts=self.snapshot.districts,
            budget=budget_of(self.application, self.rules),
            stamp=self.rules.terms.stamp_due(OrganisationKind(self.application.organisation.kind)),
            stamp_article=self.rules.terms.stamp_article,
            lacking=rows_of(self.application, lacking),
            submission=last_submission(self.application),
            rulebook=self.rulebook,
            may_send=sends(self.person, self.application),
            signing=self.signing,
            **kwargs,
        )

    def _group(self) -> dict[str, Any]:
        """The expenses by who takes part, and the partners that have not agreed to the text."""
        text, group = self.text, self.rules.partnership
        asks = group is not None and group.sign_off
        return {
            "shares": shares_said(text, self.rules),
            "not_signed": without_sign_off(self.application, digest(text)) if asks else [],
        }

    def _form(self) -> SendForm:
        """The confirmation of the rules that this page shows."""
        key, version = secrets.token_urlsafe(24), self.rulebook.version
        return SendForm(initial={"idempotency_key": key, "rules_version": version})


class Sending(Review):
    """The press of the button: a receipt, or a sentence that says why not."""

    http_method_names = ["get", "post"]
    may_change = True  # `post` looks only among what the person may send: one question less

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Whoever comes back here from the login finds the page with the button."""
        return redirect("applicants:review", self.application.public_id)

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        found = to_send(self.person, self.kwargs["public_id"])
        if found is None:
            get_object_or_404(visible_to(self.person), public_id=self.kwargs["public_id"])
            raise PermissionDenied(str(NOT_TO_SEND))
        application, printed_to_sign = found
        if application.state != ApplicationState.DRAFT.value:
            already = last_submission(self.application)
            if already is not None:
                return redirect(self._receipt_url(already))
        form = SendForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        try:
            submission = submissions.send(
                application=application,
                idempotency_key=form.cleaned_data["idempotency_key"],
                rules_version=form.cleaned_data["rules_version"],
                actor=self.person,
                may_be_signed=printed_to_sign,
            )
        except RulesChanged as refusal:
            return self._to_confirm_again(form, refusal)
        except DeadlinePassed as refusal:
            return render(
                request,
                "applicants/too_late.html",
                {"refusal": refusal, "application": self.application},
                status=refusal.http_status,
            )
        except SubmissionRefused as refusal:
            form.add_error(None, str(refusal))
            return self.render_to_response(
                self.get_context_data(form=form), status=refusal.http_status
            )
        return redirect(self._receipt_url(submission))

    def _to_confirm_again(self, form: SendForm, refusal: RulesChanged) -> HttpResponse:
        """The page made again under the rules in force, with what changed since they were read."""
        for read in ("application", "rulebook", "content", "snapshot", "requirements"):
            self.__dict__.pop(read, None)
        again = form.to_confirm_again(self.rulebook.version, str(refusal))
        changes = changes_since(self.rulebook, refusal.read)
        context = self.get_context_data(form=again, changes=changes)
        return self.render_to_response(context, status=refusal.http_status)

    def _receipt_url(self, submission: Submission) -> str:
        return reverse("applicants:receipt", args=[self.kwargs["public_id"], submission.version])


def changes_since(rulebook: Rulebook, version: int) -> list[Told]:
    """What this version changes of an earlier one of the same call; nothing if there is none."""
    old = Rulebook.objects.filter(call=rulebook.call_id, version=version).first()
    return [told(each) for each in differences(old.rules, rulebook.rules)] if old else []


class ReceiptMixin(OwnApplicationMixin):
    """Loads `self.submission` by its version; else 404."""

    @cached_property
    def submission(self) -> Submission:
        return get_object_or_404(
            Submission.objects.select_related(
                "receipt__file", "rulebook", "submitted_by", "signature__signed_file__file"
            ),
            application=self.application,
            version=self.kwargs["version"],
        )


class Receipt(ReceiptMixin, TemplateView):
    """Protocol, instant, digests; the PDF as soon as it is made."""

    template_name = "applicants/receipt.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            submission=self.submission,
            withdrawal=withdrawal_of(self.submission),
            document=self.submission.receipt,
            **signature_context(self.submission),
            registration=registration_of(self.submission.receipt),
            records_connected=records.is_connected(),
            pdf_url=reverse(
                "applicants:receipt_pdf",
                args=[self.application.public_id, self.submission.version],
            ),
            **kwargs,
        )


class ReceiptPdf(ReceiptMixin):
    """The receipt's file."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> FileResponse:
        document = self.submission.receipt
        if document is None or document.file is None:
            raise Http404(_("La ricevuta in PDF non è ancora pronta."))
        name = f"ricevuta-{self.submission.protocol_path}.pdf"
        return FileResponse(
            store.path_of(document.file).open("rb"), as_attachment=True, filename=name
        )
