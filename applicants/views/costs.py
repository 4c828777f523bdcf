"""The costs of the project: amounts per category, own funding, what is asked, against the limits."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.generic import FormView

from applicants.actions import applications
from applicants.actions.applications import ApplicationChanged
from applicants.forms import CostsForm
from applicants.models import Application
from applicants.queries.applications import costs_of
from applicants.queries.budget import budget_of
from applicants.views.base import OwnApplicationMixin
from wecare.core.web import ActionFormMixin


class Costs(OwnApplicationMixin, ActionFormMixin, FormView):
    """What the form understood is computed again by the server and shown beside the limits."""

    template_name = "applicants/costs.html"
    form_class = CostsForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """:raises Http404: in a phase that asks no expenses."""
        if request.user.is_authenticated and not self.rules.cost_categories:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        kwargs.pop("initial")
        return {
            **kwargs,
            "application": self.application,
            "rules": self.rules,
            "costs": costs_of(self.application),
        }

    def perform(self, form: CostsForm) -> Application:
        try:
            return applications.save_costs(
                application=self.application,
                costs=form.amounts,
                own_funding=form.own,
                own_in_kind=form.in_kind,
                base_version=form.cleaned_data["version"],
                actor=self.person,
            )
        except ApplicationChanged:
            self.now_over_what_is_saved(form)
            raise

    def get_success_url(self) -> str:
        return self.request.path if "stay" in self.request.POST else self.home_url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.get("form") or self.get_form()
        return super().get_context_data(
            **{**kwargs, "form": form}, budget=budget_of(self.application, self.rules)
        )
