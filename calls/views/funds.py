"""The funds of the programme: a new one, and who pays each."""

from functools import cached_property
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from calls.actions import funds
from calls.forms.funds import FundForm, NewFundForm, initial_of
from calls.forms.stored import said as as_read
from calls.models import Fund
from calls.policies.funds import FundChanged
from calls.views.base import DeskMixin
from wecare.core.web import ActionFormMixin


class FundNew(DeskMixin, ActionFormMixin, FormView):
    """A fund from which acts will allocate money."""

    permission_required = "calls.edit_budget"
    template_name = "calls/fund.html"
    form_class = NewFundForm
    success_message = gettext_lazy("Fondo aggiunto: ora un atto può assegnarne i soldi.")
    extra_context = {"title": gettext_lazy("Aggiungi un fondo")}

    def perform(self, form: NewFundForm) -> Fund:
        said = form.cleaned_data
        return funds.record(
            code=said["code"],
            title=said["title"],
            shares=form.shares,
            shares_source=said["shares_source"],
            actor=self.actor,
        )

    def get_success_url(self) -> str:
        return reverse("calls:desk_programme")


class FundEdit(DeskMixin, ActionFormMixin, FormView):
    """The title and the shares of a fund."""

    permission_required = "calls.edit_budget"
    template_name = "calls/fund.html"
    form_class = FundForm
    success_message = gettext_lazy("Fondo salvato.")

    @cached_property
    def fund(self) -> Fund:
        """The fund.

        :raises Http404: if there is none with this code.
        """
        return get_object_or_404(Fund, code=self.kwargs["code"])

    def get_permission_object(self) -> Fund:
        """The fund, so that one that does not exist is not found before it is refused."""
        return self.fund

    def get_initial(self) -> dict[str, Any]:
        return initial_of(self.fund)

    def perform(self, form: FundForm) -> Fund:
        said = form.cleaned_data
        try:
            return funds.describe(
                fund=self.fund,
                title=said["title"],
                shares=form.shares,
                shares_source=said["shares_source"],
                seen=said["seen"],
                actor=self.actor,
            )
        except FundChanged:
            self._now_over_what_is_saved(form)
            raise

    def _now_over_what_is_saved(self, form: Any) -> None:
        """Show what the other person saved; what is typed counts as written over it."""
        del self.fund
        saved = initial_of(self.fund)
        self.stored = as_read(FundForm(initial=saved))
        form.data = form.data.copy()
        form.data["seen"] = saved["seen"]

    def get_success_url(self) -> str:
        return reverse("calls:desk_programme")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        stored = getattr(self, "stored", ())
        return super().get_context_data(**kwargs, title=str(self.fund), stored=stored)
