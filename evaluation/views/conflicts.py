"""The declaration of a panel's member, before which nothing else opens."""

from functools import cached_property
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, View

from calls.models import Call
from calls.queries.calls import published
from evaluation.actions import conflicts
from evaluation.forms import DeclarationForm
from evaluation.models import ConflictDeclaration, PanelMember
from evaluation.queries import panels
from evaluation.queries.panels import Party
from evaluation.views.people import ActorMixin
from wecare.core.web import ActionFormMixin


class SeatMixin(ActorMixin, View):
    """Loads the person's own seat on the panel of this call; without one the page does not exist."""

    permission_required = "evaluation.sits_on_panel"

    @cached_property
    def call(self) -> Call:
        return get_object_or_404(published(), code=self.kwargs["code"])

    @cached_property
    def member(self) -> PanelMember:
        member = panels.seat(self.actor, self.call)
        if member is None:
            raise Http404
        return member

    def get_permission_object(self) -> Any:
        return self.member.panel


class Declaration(SeatMixin, ActionFormMixin, FormView):
    """The list of who applied, and the member's word on each (art. 6-bis L. 241/1990)."""

    template_name = "evaluation/conflicts.html"
    form_class = DeclarationForm
    success_message = _("Dichiarazione firmata: ora puoi leggere le domande che ti spettano.")

    @cached_property
    def parties(self) -> list[Party]:
        return panels.parties_of(self.call)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "parties": self.parties}

    def perform(self, form: DeclarationForm) -> ConflictDeclaration:
        return conflicts.declare(member=self.member, conflicts=form.conflicts, by=self.actor)

    def get_success_url(self) -> str:
        return reverse("evaluation:assessments", args=[self.call.code])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            call=self.call,
            member=self.member,
            declaration=getattr(self.member, "declaration", None),
            conflicts=panels.conflicts_of(self.member),
            partners=sum(not party.leads for party in self.parties),
            count=sum(party.leads for party in self.parties),
            **kwargs,
        )
