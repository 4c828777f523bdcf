"""The office opens the applications of a closed call or phase: who, when and which is recorded."""

from functools import cached_property
from typing import Any

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import FormView

from applicants.actions import openings
from applicants.models import PhaseOpening
from applicants.queries.openings import of
from applicants.queries.phases import protocols_of
from calls.actions import calls
from calls.engine.rulebook import Rulebook
from calls.models import Call
from calls.queries.calls import on_desk, rulebook_in_force
from wecare.core.web import ActionFormMixin, RoleRequiredMixin

FIRST = 1


class Opening(RoleRequiredMixin, ActionFormMixin, FormView):
    """How many applications arrived, and the button that opens them, or asks another person to."""

    permission_required = "applicants.open_applications"
    template_name = "applicants/opening.html"
    form_class = forms.Form

    @cached_property
    def call(self) -> Call:
        return get_object_or_404(on_desk(), code=self.kwargs["code"])

    @cached_property
    def rules(self) -> Rulebook | None:
        rulebook = rulebook_in_force(self.call)
        return rulebook.rules if rulebook else None

    @property
    def by_two(self) -> bool:
        return self.rules is not None and self.rules.terms.sealed

    @cached_property
    def phase(self) -> int:
        """The phase of the address, the first where it names none.

        :raises Http404: if it is no later phase of a call that two people open.
        """
        phase: int = self.kwargs.get("phase", FIRST)
        last = len(self.rules.phases) if self.rules else 0
        if phase != FIRST and not (self.by_two and FIRST < phase <= last):
            raise Http404
        return phase

    @cached_property
    def opening(self) -> PhaseOpening | None:
        return of(self.call, self.phase)

    def perform(self, form: forms.Form) -> Any:
        protocols = protocols_of(self.call, self.phase)
        actor = self.request.user
        if not self.by_two:
            return calls.open_applications(call=self.call, protocols=protocols, actor=actor)
        step = openings.confirm if "confirm" in self.request.POST else openings.ask
        return step(call=self.call, phase=self.phase, actor=actor)

    def get_success_url(self) -> str:
        if self.by_two and self.result.opened_at is None:
            return self.request.path
        return reverse("evaluation:checks", args=[self.call.code])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            call=self.call,
            phase=self.phase,
            count=len(protocols_of(self.call, self.phase)),
            by_two=self.by_two,
            opening=self.opening,
            is_mine=self.opening is not None and self.opening.asked_by == self.request.user,
            **kwargs,
        )
