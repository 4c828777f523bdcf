"""The office's look at what was written to whom, what left and what did not."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from wecare.accounts.queries import the_person
from wecare.core.web import ActionView, RoleRequiredMixin
from wecare.notices import queries
from wecare.notices.actions import letters
from wecare.notices.enums import LetterState
from wecare.notices.forms import OutboxFilterForm
from wecare.notices.models import Letter


class OutboxView(RoleRequiredMixin, TemplateView):
    """Every letter with its state; the filters are in the address."""

    permission_required = "notices.view_outbox"
    template_name = "notices/outbox.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        form = OutboxFilterForm(self.request.GET)
        if not form.is_valid():
            raise Http404
        filters = form.cleaned_data
        state = LetterState(filters["stato"]) if filters["stato"] else None
        found = queries.outbox(state=state, text=filters["testo"])
        page, following = queries.page_before(found, before=filters["prima_di"])
        kept = {name: filters[name] for name in ("stato", "testo") if filters[name]}
        return super().get_context_data(
            form=form,
            letters=page,
            is_first=filters["prima_di"] is None,
            is_narrowed=bool(kept),
            first_url="?" + urlencode(kept),
            following_url="?" + urlencode({**kept, "prima_di": following}) if following else "",
            **context,
        )


class RetryView(RoleRequiredMixin, ActionView):
    """Queue again a letter that the mail server refused."""

    permission_required = "notices.retry_letter"
    success_message = _("La lettera è di nuovo in partenza.")

    def perform(self) -> Letter:
        letter = get_object_or_404(Letter, pk=self.kwargs["pk"])
        return letters.retry(letter=letter, by=the_person(self.request.user))

    def get_back_url(self) -> str:
        return reverse("notices:outbox")
