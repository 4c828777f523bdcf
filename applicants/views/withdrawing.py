"""Take a sent application back, and write it again."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from applicants.actions import withdrawals
from applicants.forms import WithdrawForm
from applicants.models import Application, Withdrawal
from applicants.permissions import sends
from applicants.queries import records
from applicants.queries.registrations import registration_of
from applicants.queries.submissions import withdrawal_of
from applicants.views.base import OwnApplicationMixin
from applicants.views.sending import ReceiptMixin
from calls.enums import Procedure
from wecare.core import store
from wecare.core.web import ActionFormMixin, ActionView


class Withdrawing(ReceiptMixin, ActionFormMixin, FormView):
    """What it means, and the button; once done, the proof."""

    form_class = WithdrawForm

    refusal = gettext_lazy(
        "Puoi leggere questa domanda ma non ritirarla: il tuo incarico per l'ente non comprende "
        "l'invio. Chi amministra le persone dell'ente può cambiarlo."
    )

    @property
    def may_change(self) -> bool:
        """Who sends takes back."""
        return sends(self.person, self.application)

    def get_template_names(self) -> list[str]:
        done = self.withdrawal is not None
        return ["applicants/withdrawn.html" if done else "applicants/withdraw.html"]

    @property
    def withdrawal(self) -> Withdrawal | None:
        return withdrawal_of(self.submission)

    def perform(self, form: WithdrawForm) -> Withdrawal:
        return withdrawals.withdraw(
            application=self.application,
            version=self.submission.version,
            reason=form.cleaned_data["reason"],
            actor=self.person,
        )

    def get_success_url(self) -> str:
        return self.request.path

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        withdrawal = self.withdrawal
        return super().get_context_data(
            submission=self.submission,
            withdrawal=withdrawal,
            document=withdrawal and withdrawal.receipt,
            registration=withdrawal and registration_of(withdrawal.receipt),
            sent_registration=registration_of(self.submission.receipt),
            records_connected=records.is_connected(),
            by_arrival=self.submission.rules.procedure is Procedure.DESK,
            pdf_url=reverse(
                "applicants:withdrawal_pdf",
                args=[self.application.public_id, self.submission.version],
            ),
            **kwargs,
        )


class WithdrawalPdf(ReceiptMixin):
    """The file of the proof."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> FileResponse:
        withdrawal = withdrawal_of(self.submission)
        document = withdrawal.receipt if withdrawal else None
        if withdrawal is None or document is None or document.file is None:
            raise Http404(_("La ricevuta in PDF non è ancora pronta."))
        return FileResponse(
            store.path_of(document.file).open("rb"),
            as_attachment=True,
            filename=f"ritiro-{withdrawal.protocol_path}.pdf",
        )


class Resuming(OwnApplicationMixin, ActionView):
    """Go on writing what was taken back."""

    success_message = gettext_lazy(
        "La domanda è di nuovo una bozza: non è inviata finché non la invii."
    )

    def perform(self) -> Application:
        return withdrawals.resume(application=self.application, actor=self.person)

    def get_back_url(self) -> str:
        return self.home_url
