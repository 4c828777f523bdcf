"""The office reads the changes of partners that were asked for, and decides each by act."""

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView

from applicants.actions import variations
from applicants.forms.variations import DecisionForm
from applicants.models import Variation
from applicants.policies.variations import OPENED
from applicants.queries.variations import variations_in
from applicants.views.variations import shown
from calls.models import Call
from calls.queries.calls import on_desk
from wecare.core import clock
from wecare.core.web import ActionFormMixin, RoleRequiredMixin


class DeskMixin(RoleRequiredMixin):
    """Loads `self.call`; before the opening nothing is read."""

    permission_required = "applicants.read_applications"
    kwargs: dict[str, Any]

    @cached_property
    def call(self) -> Call:
        return get_object_or_404(on_desk(), code=self.kwargs["code"], state__in=OPENED)


class CallVariations(DeskMixin, TemplateView):
    """Everything that was asked for in a call: what waits first."""

    template_name = "applicants/office_variations.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = list(variations_in(self.call))
        return super().get_context_data(
            call=self.call,
            waiting=[each for each in found if each.state == "open"],
            closed=[each for each in found if each.state != "open"],
            **kwargs,
        )


class VariationDecision(DeskMixin, ActionFormMixin, FormView):
    """One of them, and the act that decides it."""

    template_name = "applicants/office_variation.html"
    form_class = DecisionForm
    success_message = gettext_lazy(
        "L'esito è registrato: capofila, chi entra e chi esce lo leggono."
    )

    @cached_property
    def variation(self) -> Variation:
        return get_object_or_404(variations_in(self.call), public_id=self.kwargs["variation"])

    @property
    def may_decide(self) -> bool:
        return bool(self.request.user.has_perm("applicants.decide_variations"))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """:raises PermissionDenied: for who only reads applications."""
        if not self.may_decide:
            raise PermissionDenied
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"at": clock.now()}

    def perform(self, form: DecisionForm) -> Variation:
        return variations.decide_by_act(
            variation=self.variation,
            approved=form.cleaned_data["outcome"] == "approved",
            reason=form.cleaned_data["reason"],
            ground=form.ground,
            actor=self.request.user,
        )

    def get_success_url(self) -> str:
        return reverse("applicants:office_variations", args=[self.call.code])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            call=self.call,
            may_decide=self.may_decide and self.variation.state == "open",
            **shown(self.variation),
            **kwargs,
        )
