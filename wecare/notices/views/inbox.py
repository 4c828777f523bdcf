"""The person's letters. Opening one is a POST: a link followed by a machine proves no reading."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from wecare.accounts.queries import the_person
from wecare.core.web import ActionView, RoleRequiredMixin
from wecare.notices import queries
from wecare.notices.actions import letters
from wecare.notices.forms import InboxFilterForm
from wecare.notices.models import Letter


class InboxView(RoleRequiredMixin, TemplateView):
    """The list, newest first, a page at a time; of one call, or of what was put aside."""

    permission_required = "notices.read_own_letters"
    template_name = "notices/inbox.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        person = self.request.user
        form = InboxFilterForm(self.request.GET, tags=queries.tags_of(person))
        if not form.is_valid():
            raise Http404
        filters = form.cleaned_data
        archived = filters["archivio"] == "si"
        own = queries.inbox(person, tag=filters["bando"], archived=archived)
        page, following = queries.page_before(own, before=filters["prima_di"])
        kept = {name: filters[name] for name in ("bando", "archivio") if filters[name]}
        return super().get_context_data(
            form=form,
            letters=page,
            following_url="?" + urlencode({**kept, "prima_di": following}) if following else "",
            first_url="?" + urlencode(kept),
            is_first=filters["prima_di"] is None,
            is_archive=archived,
            is_narrowed=bool(filters["bando"]),
            unread=queries.unread_count(person),
            **context,
        )


class OwnLetterMixin:
    """Finds the letter among the person's own; another's does not exist."""

    request: Any
    kwargs: dict[str, Any]

    def letter(self) -> Letter:
        return get_object_or_404(queries.inbox(self.request.user), pk=self.kwargs["pk"])


class LetterView(OwnLetterMixin, RoleRequiredMixin, TemplateView):
    """One letter: closed until its addressee opens it."""

    permission_required = "notices.read_own_letters"
    template_name = "notices/letter.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(letter=self.letter(), **context)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Open it."""
        letter = letters.mark_read(letter=self.letter(), person=the_person(request.user))
        return redirect("notices:letter", pk=letter.pk)


class ArchiveView(OwnLetterMixin, RoleRequiredMixin, ActionView):
    """Put a letter aside."""

    permission_required = "notices.read_own_letters"
    is_archived = True
    success_message: Any = _("Il messaggio è nell'archivio.")

    def perform(self) -> Letter:
        return letters.archive(
            letter=self.letter(),
            person=the_person(self.request.user),
            is_archived=self.is_archived,
        )

    def get_back_url(self) -> str:
        return reverse("notices:letter", args=[self.kwargs["pk"]])

    def get_success_url(self) -> str:
        return reverse("notices:inbox")


class UnarchiveView(ArchiveView):
    """Put it back among the others."""

    is_archived = False
    success_message = _("Il messaggio è di nuovo tra gli altri.")
