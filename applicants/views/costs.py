"""The costs of the project: by partner and category, own funding, what is asked, against the limits."""

from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.generic import FormView

from applicants.actions import costs
from applicants.engine.cells import Cell
from applicants.enums import Power
from applicants.forms import CostsForm
from applicants.forms.cost_lines import Column, cents
from applicants.models import Application
from applicants.permissions import writes
from applicants.policies import AmountsRefused, WritingRefused
from applicants.queries.applications import partners_asked
from applicants.queries.budget import BudgetView, account, budget_of
from applicants.queries.mandates import organisations_of
from applicants.queries.shares import shares_of, together
from applicants.views import saving
from applicants.views.base import FillerMixin
from wecare.core.money import format_plain
from wecare.core.web import ActionFormMixin


class CostsMixin(FillerMixin):
    """The table, in which everybody reads all the columns and writes the own."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """:raises Http404: in a phase that asks no expenses."""
        if request.user.is_authenticated:
            _there = self.partner
            if not self.rules.cost_categories:
                raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def columns(self) -> list[Column]:
        """The lead first; who accepted writes its own, the lead the others."""
        found = organisations_of(self.person, Power.WRITES)
        mine = set(found.order_by().values_list("pk", flat=True))
        leads = writes(self.person, self.application)
        shares = shares_of(self.application, partners_asked(self.application, self.rules))
        return [
            Column(
                each,
                each.partner.organisation_id in mine
                if each.partner is not None and each.partner.has_accepted
                else leads,
            )
            for each in shares
        ]

    def cost_form(self, data: Any = None) -> CostsForm:
        return CostsForm(data, rules=self.rules, columns=self.columns)


class Costs(CostsMixin, ActionFormMixin, FormView):
    """What the form understood is computed again by the server and shown beside the limits."""

    template_name = "applicants/costs.html"
    form_class = CostsForm

    @property
    def may_write(self) -> bool:
        return any(each.writable for each in self.columns)

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        kwargs.pop("initial")
        return {**kwargs, "rules": self.rules, "columns": self.columns}

    def perform(self, form: CostsForm) -> Application:
        try:
            return costs.save(application=self.application, cells=form.cells, actor=self.person)
        except costs.CellsChanged as refusal:
            form.columns = self._columns_again()
            form.show_conflicts(dict(refusal.now))
            raise

    def _columns_again(self) -> list[Column]:
        del self.columns
        return self.columns

    def get_success_url(self) -> str:
        return self.request.path if "stay" in self.request.POST else self.back_url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.get("form") or self.get_form()
        return super().get_context_data(
            **{**kwargs, "form": form},
            budget=budget_of(self.application, self.rules),
            account_url=self.address("account"),
            autosave_url=self.address("costs_autosave"),
        )


class CostsAutosave(CostsMixin):
    """Saves one cell; its version is the amount, in cents, that the page showed in it."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        try:
            asked = saving.asked(request)
        except saving.Unreadable as refusal:
            return saving.said(422, field="", message=str(refusal))
        name = asked.key[: saving.LONGEST_KEY]
        if asked.is_of_another(self.person):
            return saving.said(403, field=name, message=str(saving.SOMEBODY_ELSE))
        try:
            cell = self.cost_form().cell(asked.key, asked.value, was=asked.version)
        except KeyError:
            sentence = _("Questa casella non è tua da scrivere: ricarica la pagina delle spese.")
            return saving.said(422, field=name, message=sentence)
        except ValidationError as problem:
            return saving.said(422, field=name, message=" ".join(problem.messages))
        return self._save(name, cell)

    def _save(self, name: str, cell: Cell) -> HttpResponse:
        try:
            costs.save(application=self.application, cells=[cell], actor=self.person)
        except costs.CellsChanged as refusal:
            now, person = refusal.now[cell.place]
            theirs = {"value": format_plain(now), "saved_by": person}
            return saving.said(409, field=name, version=int(cents(now)), **theirs)
        except AmountsRefused as refusal:
            return saving.said(422, field=name, message=str(refusal))
        except WritingRefused as refusal:
            return saving.said(409, message=str(refusal), closed=True)
        return saving.saved(name, int(cents(cell.typed)))


class Account(CostsMixin):
    """The account of what is typed, saved nowhere: what the page shows while one writes."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form = self.cost_form(request.POST)
        form.is_valid()
        found = self._account(form)
        status = 422 if found is None else 200
        return render(request, "applicants/_account.html", {"budget": found}, status=status)

    def _account(self, form: CostsForm) -> BudgetView | None:
        """The account, unless its sums are larger than any that can be saved."""
        try:
            sums = together(form.shares_now())
            return account(sums, self.rules, lot=self.application.lot)
        except ValueError:
            return None
