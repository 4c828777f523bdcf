"""A new call that starts from another: which one, and what the copy is called."""

from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from calls.actions import copies
from calls.enums import CallState
from calls.forms.calls import CallForm
from calls.models import Call, Rulebook
from calls.queries import showing
from calls.queries.calls import on_desk_with_versions
from calls.views.base import DeskMixin
from calls.views.desk import PAGE, CallNew
from wecare.core import clock


class CallModels(DeskMixin, TemplateView):
    """The calls a new one may start from, each with its versions, the last begun first."""

    permission_required = "calls.edit_call"
    template_name = "calls/call_models.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        at = clock.now()
        pages = Paginator(on_desk_with_versions(), PAGE)
        page = pages.get_page(self.request.GET.get("pagina"))
        return super().get_context_data(
            rows=[
                (call, showing.mark_of(call, at), list(call.rulebooks.all())[::-1])
                for call in page.object_list
            ],
            shown=_("%(first)d–%(last)d di %(count)d")
            % {"first": page.start_index(), "last": page.end_index(), "count": pages.count},
            previous=f"?pagina={page.previous_page_number()}" if page.has_previous() else "",
            following=f"?pagina={page.next_page_number()}" if page.has_next() else "",
            **kwargs,
        )


class CallCopy(CallNew):
    """A new call with all that another has, but its code and its dates."""

    template_name = "calls/call_copy.html"
    success_message = gettext_lazy(
        "La copia è in bozza: scrivi apertura e scadenza, poi rileggi le altre parti."
    )

    @cached_property
    def source(self) -> Call:
        """The call to copy.

        :raises Http404: if there is none with this code.
        """
        found = on_desk_with_versions().filter(code=self.kwargs["code"]).first()
        if found is None:
            raise Http404
        return found

    @cached_property
    def rulebook(self) -> Rulebook | None:
        """The version to copy: the one of the address, or the last; none while it is a draft.

        :raises Http404: if the call has no such version.
        """
        versions = {each.version: each for each in self.source.rulebooks.all()}
        asked = self.kwargs.get("version")
        if asked is None:
            return versions[max(versions)] if versions else None
        if asked not in versions:
            raise Http404
        return versions[asked]

    def get_permission_object(self) -> Any:
        """The call to copy, so that one that does not exist is not found before it is refused."""
        return self.source

    def get_initial(self) -> dict[str, Any]:
        line, fund = self.source.line, self.source.fund
        title = self.rulebook.rules.title if self.rulebook else self.source.title
        purse = f"{fund.code}/{line.measure.code}/{line.code}"
        return super().get_initial() | {"title": title, "purse": purse}

    def perform(self, form: CallForm) -> Call:
        said = form.cleaned_data
        return copies.copy(
            source=self.source,
            rulebook=self.rulebook,
            code=said["code"],
            title=said["title"],
            line=said["purse"].line,
            fund=said["purse"].fund,
            actor=self.actor,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            source=self.source,
            rulebook=self.rulebook,
            is_draft=self.source.state == CallState.DRAFT.value,
            **kwargs,
        )
