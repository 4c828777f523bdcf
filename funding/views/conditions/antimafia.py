"""A manager decides whether to go on without an antimafia information that has not come."""

from functools import cached_property
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from funding.actions.conditions import antimafia as actions
from funding.enums import RegisterKind
from funding.forms.conditions import ResolutiveForm
from funding.models import RegisterAnswer, ResolutiveCondition
from funding.queries.conditions.antimafia import awaited_by, counts, is_awaited
from funding.views.conditions.office import SoughtMixin
from wecare.core.web import ActionFormMixin


class GoingOn(SoughtMixin, ActionFormMixin, FormView):
    """What the law says, the days that passed, and the decision."""

    permission_required = "funding.decide_conditions"
    template_name = "funding/antimafia.html"
    form_class = ResolutiveForm
    success_message = gettext_lazy(
        "La decisione è registrata: si va avanti sotto condizione risolutiva."
    )

    @cached_property
    def answer(self) -> RegisterAnswer:
        rows = RegisterAnswer.objects.filter(
            submission=self.submission, kind=RegisterKind.ANTIMAFIA.value
        )
        return get_object_or_404(rows, pk=self.kwargs["answer"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "is_urgent": not awaited_by(self.answer).passed}

    def perform(self, form: ResolutiveForm) -> ResolutiveCondition:
        return actions.go_on(answer=self.answer, reason=form.cleaned_data["reason"], by=self.actor)

    def get_success_url(self) -> str:
        return self.address

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        stands = awaited_by(self.answer)
        names = {each.fiscal_code: each.name for each in self.shares}
        return super().get_context_data(
            submission=self.submission,
            back_url=self.address,
            stands=stands,
            name=names.get(self.answer.fiscal_code, self.answer.fiscal_code),
            is_open=stands.decided is None and is_awaited(self.answer) and counts(self.answer),
            **kwargs,
        )
