"""What has legal effect: the preview, the publication, the closing of a call."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView

from calls.actions.calls import close
from calls.actions.publication import publish_by_act, reopen_desk_by_act
from calls.engine.compile import RulebookRefused, compile_rulebook
from calls.engine.places import Place, parts_of_lot, places_of_lot
from calls.engine.rulebook import Rulebook as Rules
from calls.enums import CallState
from calls.forms.calls import ClosingForm, PublicationForm
from calls.models import Call, DeskLot, Rulebook
from calls.queries import programme
from calls.queries.calls import current_window
from calls.queries.desks import all_stopped, desks_of
from calls.queries.figures import Figures, standing
from calls.views.base import CallMixin
from calls.views.lacks import lacks_of
from calls.views.readable import Readable, readable
from wecare.core import clock
from wecare.core.digests import digest
from wecare.core.web import ActionFormMixin


@dataclass(frozen=True, slots=True)
class Effects:
    """What publishing does to the money that a line has of a fund."""

    line: str
    fund: str
    before: Decimal
    reserved: Decimal

    @property
    def after(self) -> Decimal:
        """What is left free."""
        return self.before - self.reserved

    @property
    def fits(self) -> bool:
        """Whether the line has the money."""
        return self.after >= 0

    @property
    def lacking(self) -> Decimal:
        """How much the line lacks."""
        return -self.after


def effects_of(rules: Rules) -> list[Effects]:
    """What publishing does to each line and fund that the lots spend; two queries."""
    asked: dict[Place, Decimal] = {}
    for lot in rules.lots:
        places = places_of_lot(lot, rules)
        for fund, amount in parts_of_lot(lot).items():
            line = places[fund].of_line
            asked[line] = asked.get(line, Decimal(0)) + amount
    titles = {(each.measure.code, each.code): each.title for each in programme.lines()}
    now = standing()
    return [
        Effects(
            line=titles.get((place.measure, place.line), place.line),
            fund=place.fund,
            before=now.get(place, Figures()).available,
            reserved=amount,
        )
        for place, amount in sorted(asked.items())
    ]


def rules_of(call: Call) -> Rules | None:
    """The rules that publishing would freeze now; none while the draft lacks something."""
    try:
        return compile_rulebook(
            call.draft,
            call_code=call.code,
            fund=call.fund.code,
            measure=call.line.measure.code,
            line=call.line.code,
            demonstration=call.demonstration,
        )
    except RulebookRefused:
        return None


class Preview(CallMixin, TemplateView):
    """The call as those who apply will see it."""

    template_name = "calls/preview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rules = rules_of(self.call)
        return super().get_context_data(
            read=readable(rules) if rules else None,
            window=rules.window if rules else None,
            windows=rules.windows if rules else (),
            lacks=[] if rules else lacks_of(self.call),
            **kwargs,
        )


class Publication(CallMixin, ActionFormMixin, FormView):
    """Publish the call: what it does, and the act by which it is done."""

    permission_required = "calls.publish_call"
    template_name = "calls/publication.html"
    form_class = PublicationForm
    success_message = gettext_lazy("Il bando è pubblicato: le sue regole non cambiano più.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"at": clock.now()}

    def perform(self, form: PublicationForm) -> Rulebook:
        return publish_by_act(
            call=self.call,
            actor=self.actor,
            **form.cleaned_data,
        )

    def get_success_url(self) -> str:
        return reverse("calls:desk_call", args=[self.call.code])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rules = rules_of(self.call) if self.call.state == CallState.DRAFT.value else None
        read: Readable | None = readable(rules) if rules else None
        return super().get_context_data(
            is_draft=self.call.state == CallState.DRAFT.value,
            read=read,
            window=rules.window if rules else None,
            effects=effects_of(rules) if rules else [],
            rules_digest=digest(rules.to_json()) if rules else "",
            lacks=[] if rules else lacks_of(self.call),
            **kwargs,
        )


class Closing(CallMixin, ActionFormMixin, FormView):
    """Close the call: after it nothing can be sent any more."""

    permission_required = "calls.close_call"
    template_name = "calls/closing.html"
    form_class = ClosingForm
    success_message = gettext_lazy(
        "Il bando è chiuso: da ora nessuna domanda può più entrare. Puoi aprire le domande."
    )

    def perform(self, form: ClosingForm) -> Call:
        return close(call=self.call, actor=self.actor)

    def get_success_url(self) -> str:
        return reverse("calls:desk_call", args=[self.call.code])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        window, at = current_window(self.call), clock.now()
        past = window is not None and window.closes_at <= at
        return super().get_context_data(
            at=at,
            window=window,
            past=past or all_stopped(self.call),
            is_published=self.call.state == CallState.PUBLISHED.value,
            **kwargs,
        )


class DeskReopening(CallMixin, ActionFormMixin, FormView):
    """Open a stopped desk again by act."""

    permission_required = "calls.publish_call"
    template_name = "calls/desk_reopening.html"
    form_class = PublicationForm
    success_message = gettext_lazy("Lo sportello riceve di nuovo domande.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"at": clock.now()}

    def perform(self, form: PublicationForm) -> DeskLot:
        return reopen_desk_by_act(
            call=self.call, lot=self.kwargs["lot"], actor=self.actor, **form.cleaned_data
        )

    def get_success_url(self) -> str:
        return reverse("calls:desk_call", args=[self.call.code])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """:raises Http404: if the call has no such desk."""
        found = [each for each in desks_of(self.call) if each.lot.code == self.kwargs["lot"]]
        if not found:
            raise Http404
        return super().get_context_data(desk=found[0], **kwargs)
