"""The person's letters. Opening one is a POST: a link followed by a machine proves no reading."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import TemplateView

from wecare.accounts.queries import the_person
from wecare.core.web import RoleRequiredMixin
from wecare.notices import queries
from wecare.notices.actions import letters
from wecare.notices.forms import PageForm
from wecare.notices.models import Letter


class InboxView(RoleRequiredMixin, TemplateView):
    """The list, newest first, a page at a time."""

    permission_required = "notices.read_own_letters"
    template_name = "notices/inbox.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        form = PageForm(self.request.GET)
        if not form.is_valid():
            raise Http404
        before = form.cleaned_data["prima_di"]
        own = queries.inbox(self.request.user)
        page, following = queries.page_before(own, before=before)
        return super().get_context_data(
            letters=page,
            following=following,
            is_first=before is None,
            unread=queries.unread_count(self.request.user),
            **context,
        )


class LetterView(RoleRequiredMixin, TemplateView):
    """One letter: closed until its addressee opens it."""

    permission_required = "notices.read_own_letters"
    template_name = "notices/letter.html"

    def _letter(self) -> Letter:
        return get_object_or_404(queries.inbox(self.request.user), pk=self.kwargs["pk"])

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(letter=self._letter(), **context)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Open it."""
        letter = letters.mark_read(letter=self._letter(), person=the_person(request.user))
        return redirect("notices:letter", pk=letter.pk)
