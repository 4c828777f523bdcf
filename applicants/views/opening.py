"""The office opens the applications of a closed call: who, when and which is recorded."""

from functools import cached_property
from typing import Any

from django import forms
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import FormView

from applicants.queries.submissions import live_of
from calls.actions import calls
from calls.models import Call
from calls.queries.calls import on_desk
from wecare.core.web import ActionFormMixin, RoleRequiredMixin


class Opening(RoleRequiredMixin, ActionFormMixin, FormView):
    """How many applications arrived, and the button that opens them."""

    permission_required = "applicants.open_applications"
    template_name = "applicants/opening.html"
    form_class = forms.Form

    @cached_property
    def call(self) -> Call:
        return get_object_or_404(on_desk(), code=self.kwargs["code"])

    def perform(self, form: forms.Form) -> Call:
        protocols = [submission.protocol for submission in live_of(self.call)]
        return calls.open_applications(call=self.call, protocols=protocols, actor=self.request.user)

    def get_success_url(self) -> str:
        return reverse("evaluation:checks", args=[self.call.code])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(call=self.call, count=live_of(self.call).count(), **kwargs)
