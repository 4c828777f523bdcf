"""The calls on the desk: the list, a new one, and what is to do on each."""

from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView

from calls.actions.calls import create
from calls.engine.missing import missing_for_publication
from calls.enums import CallState
from calls.forms.calls import CallForm
from calls.labels import EDITOR_SECTIONS
from calls.models import Call
from calls.queries import programme, showing
from calls.queries.calls import current_window, on_desk
from calls.queries.desks import all_stopped, desks_of
from calls.queries.enquiries import waiting_count
from calls.views.base import CallMixin, DeskMixin
from calls.views.lacks import lacks_of
from wecare.core import clock
from wecare.core.web import ActionFormMixin

PAGE = 20
STEPS = (
    (CallState.DRAFT, gettext_lazy("Prepara")),
    (CallState.DRAFT, gettext_lazy("Pubblica")),
    (CallState.PUBLISHED, gettext_lazy("Chiudi")),
    (CallState.CLOSED, gettext_lazy("Apri le domande")),
    (CallState.EVALUATION, gettext_lazy("Valuta")),
    (CallState.EVALUATED, gettext_lazy("Concedi")),
    (CallState.CONCLUDED, gettext_lazy("Concluso")),
)


class DeskCalls(DeskMixin, TemplateView):
    """All the calls, drafts too, the last begun first."""

    template_name = "calls/desk_calls.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        at = clock.now()
        pages = Paginator(on_desk(), PAGE)
        page = pages.get_page(self.request.GET.get("pagina"))
        return super().get_context_data(
            rows=[
                (call, showing.mark_of(call, at), current_window(call)) for call in page.object_list
            ],
            may_edit=self.actor.has_perm("calls.edit_call"),
            shown=_("%(first)d–%(last)d di %(count)d")
            % {"first": page.start_index(), "last": page.end_index(), "count": pages.count},
            previous=f"?pagina={page.previous_page_number()}" if page.has_previous() else "",
            following=f"?pagina={page.next_page_number()}" if page.has_next() else "",
            **kwargs,
        )


class CallNew(DeskMixin, ActionFormMixin, FormView):
    """A new call, in draft."""

    permission_required = "calls.edit_call"
    template_name = "calls/call_new.html"
    form_class = CallForm
    success_message = gettext_lazy("Il bando è in bozza: ora prepara le sue parti.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"purses": programme.purses()}

    def perform(self, form: CallForm) -> Call:
        said = form.cleaned_data
        return create(
            code=said["code"],
            title=said["title"],
            line=said["purse"].line,
            fund=said["purse"].fund,
            actor=self.actor,
        )

    def get_success_url(self) -> str:
        return reverse("calls:desk_call", args=[self.result.code])


class DeskCall(CallMixin, TemplateView):
    """One call on the desk: where it stands, what lacks, what comes next."""

    template_name = "calls/desk_call.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        at = clock.now()
        lacks = lacks_of(self.call) if self.call.state == CallState.DRAFT.value else []
        window = current_window(self.call)
        return super().get_context_data(
            at=at,
            mark=showing.mark_of(self.call, at),
            steps=[label for _state, label in STEPS],
            step=_step(self.call, is_complete=not lacks),
            lacks=lacks,
            parts=_parts(self.call),
            window=window,
            desks=desks_of(self.call),
            ending=self.call.draft.get("phases", [])[:-1],
            sealed_phases=_sealed_phases(self.call),
            all_stopped=all_stopped(self.call),
            waiting=waiting_count(self.call),
            past=window is not None and window.closes_at <= at,
            free=programme.free_of(self.call),
            lots=sorted(programme.figures_by_lot(self.call.code).items()),
            **{f"is_{state.value}": self.call.state == state.value for state in CallState},
            **{
                f"may_{verb}": self.actor.has_perm(f"calls.{verb}_call")
                for verb in ("edit", "publish", "close")
            },
            **kwargs,
        )


def _step(call: Call, *, is_complete: bool) -> int:
    """The step to take now, from one."""
    if call.state == CallState.DRAFT.value:
        return 2 if is_complete else 1
    states = [state.value for state, _label in STEPS]
    return states.index(call.state) + 1


def _sealed_phases(call: Call) -> list[int]:
    """The phases after the first that two people open."""
    if not call.draft.get("terms", {}).get("sealed"):
        return []
    return list(range(2, len(call.draft.get("phases", [])) + 1))


def _parts(call: Call) -> list[dict[str, Any]]:
    """The parts of the draft, each with how much lacks in it."""
    counts: dict[str, int] = {}
    for missing in missing_for_publication(call.draft):
        counts[missing.section.value] = counts.get(missing.section.value, 0) + 1
    return [
        {
            "label": label,
            "url": reverse("calls:editor", args=[call.code, section.value]),
            "lacks": counts.get(section.value, 0),
            "begun": section.value in call.draft,
        }
        for section, label in EDITOR_SECTIONS.items()
    ]
