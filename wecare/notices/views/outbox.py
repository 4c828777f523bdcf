"""The office's look at what was written to whom, what left and what did not, and what came back."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View

from wecare.accounts.queries import the_person
from wecare.core import store
from wecare.core.web import ActionView, RoleRequiredMixin
from wecare.notices import queries
from wecare.notices.actions import sending
from wecare.notices.engine.catalogue import letter_type
from wecare.notices.enums import DeliveryState, LetterState
from wecare.notices.forms import OutboxFilterForm
from wecare.notices.labels import CHANNELS, LETTER_KINDS
from wecare.notices.models import Letter, Receipt
from wecare.notices.queries import Sought

_FILTERS = ("stato", "consegna", "modello", "bando", "testo")


class OutboxView(RoleRequiredMixin, TemplateView):
    """Every letter with its state; the filters are in the address."""

    permission_required = "notices.view_outbox"
    template_name = "notices/outbox.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        form = OutboxFilterForm(self.request.GET)
        if not form.is_valid():
            raise Http404
        filters = form.cleaned_data
        sought = Sought(
            state=LetterState(filters["stato"]) if filters["stato"] else None,
            delivery=DeliveryState(filters["consegna"]) if filters["consegna"] else None,
            template=filters["modello"],
            tag=filters["bando"],
            text=filters["testo"],
        )
        page, following = queries.page_before(queries.outbox(sought), before=filters["prima_di"])
        kept = {name: filters[name] for name in _FILTERS if filters[name]}
        return super().get_context_data(
            form=form,
            letters=page,
            is_first=filters["prima_di"] is None,
            is_narrowed=bool(kept),
            first_url="?" + urlencode(kept),
            following_url="?" + urlencode({**kept, "prima_di": following}) if following else "",
            **context,
        )


class OutboxLetterView(RoleRequiredMixin, TemplateView):
    """One letter as it was sent, and everything that came back about it."""

    permission_required = "notices.view_outbox"
    template_name = "notices/outbox_letter.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        letter = get_object_or_404(
            Letter.objects.select_related("person", "words", "mailing"), pk=self.kwargs["pk"]
        )
        return super().get_context_data(
            letter=letter,
            channel=CHANNELS[letter.channel],  # type: ignore[index]
            kind=LETTER_KINDS[letter.kind],  # type: ignore[index]
            template_title=letter_type(letter.template).title,
            receipts=list(letter.receipts.select_related("file").order_by("received_at", "id")),
            **context,
        )


class ReceiptView(RoleRequiredMixin, View):
    """A receipt as it came, byte by byte."""

    permission_required = "notices.view_outbox"

    def get(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        receipt = get_object_or_404(Receipt.objects.select_related("file"), pk=self.kwargs["pk"])
        answer = HttpResponse(store.read(receipt.file), content_type="application/octet-stream")
        answer["Content-Disposition"] = f'attachment; filename="ricevuta-{receipt.pk}.eml"'
        return answer


class RetryView(RoleRequiredMixin, ActionView):
    """Queue again a letter that the mail server refused."""

    permission_required = "notices.retry_letter"
    success_message = _("La lettera è di nuovo in partenza.")

    def perform(self) -> Letter:
        letter = get_object_or_404(Letter, pk=self.kwargs["pk"])
        return sending.retry(letter=letter, by=the_person(self.request.user))

    def get_back_url(self) -> str:
        return reverse("notices:outbox")
