"""Who answers for an application, and its offer to somebody else."""

from functools import cached_property
from typing import Any

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from applicants.actions import handovers
from applicants.forms.handover import HandoverForm
from applicants.models import Handover
from applicants.queries.writing import open_handover, writers_of
from applicants.views.base import OwnApplicationMixin
from wecare.accounts.models import Person
from wecare.core.web import ActionFormMixin, ActionView


class HandoverPage(OwnApplicationMixin, ActionFormMixin, FormView):
    """The person in charge, the offer that waits, a new one."""

    template_name = "applicants/handover.html"
    form_class = HandoverForm
    success_message = _("Proposta inviata: la responsabilità passa quando l'altra persona accetta.")

    @cached_property
    def in_charge(self) -> Person:
        return Person.objects.get(pk=self.application.in_charge_id)

    @cached_property
    def others(self) -> list[Person]:
        return [each for each in writers_of(self.application) if each != self.in_charge]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "people": self.others}

    def perform(self, form: forms.Form) -> Handover:
        person = next(each for each in self.others if str(each.pk) == form.cleaned_data["person"])
        return handovers.offer(application=self.application, to=person, actor=self.person)

    def get_success_url(self) -> str:
        return self.request.path

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = open_handover(self.application)
        return super().get_context_data(
            in_charge=self.in_charge,
            waiting=waiting,
            is_for_me=waiting is not None and waiting.offered_to_id == self.person.pk,
            others=self.others,
            **kwargs,
        )


class HandoverAnswered(OwnApplicationMixin, ActionView):
    """The button that accepts, refuses or takes back the offer that waits."""

    answers = frozenset({"accettazione", "rifiuto", "ritiro"})

    def get_back_url(self) -> str:
        return reverse("applicants:handover", args=[self.application.public_id])

    def perform(self) -> Handover:
        if self.kwargs["answer"] not in self.answers:
            raise Http404
        waiting = get_object_or_404(Handover, application=self.application, pk=self.kwargs["pk"])
        if self.kwargs["answer"] == "ritiro":
            return handovers.withdraw(handover=waiting, actor=self.person)
        accepted = self.kwargs["answer"] == "accettazione"
        return handovers.answer(handover=waiting, accepted=accepted, actor=self.person)
