"""The office's worklist of payments, the orders to the bank, and what the bank answers."""

from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView
from django.views.generic.base import View

from funding.actions.payments import orders as payment_orders
from funding.actions.payments import outcomes as payment_outcomes
from funding.engine.payments import creditor_sums
from funding.enums import PaymentState
from funding.forms.payments import OrderForm, OutcomesForm
from funding.labels import PAYMENT_STATES
from funding.models import PaymentOrder
from funding.queries.payments.requests import how_many_wait, orders, transfers_of, waiting_in
from wecare.core import clock
from wecare.core.downloads import given_out
from wecare.core.web import ActionFormMixin, RoleRequiredMixin

PAGE = 25
DESK = "funding/payments.html"
PHASES = {
    "da-controllare": PaymentState.ASKED,
    "da-approvare": PaymentState.CHECKED,
    "da-ordinare": PaymentState.APPROVED,
    "in-banca": PaymentState.ORDERED,
    "dal-beneficiario": PaymentState.RETURNED,
}


class DeskMixin(RoleRequiredMixin):
    """The worklist: one phase at a time, with how many wait in each."""

    permission_required = "funding.view_payments"

    def desk(self, phase: str, **given: Any) -> dict[str, Any]:
        """What the page says of a phase; the first one for a phase that is none."""
        phase = phase if phase in PHASES else "da-controllare"
        counts = how_many_wait()
        number = self.request.GET.get("page")
        page = Paginator(waiting_in(PHASES[phase]), PAGE).get_page(number)
        return {
            "phase": phase,
            "tabs": [
                (key, PAYMENT_STATES[state][0], counts.get(state.value, 0))
                for key, state in PHASES.items()
            ],
            "rows": page.object_list,
            "page_obj": page,
            "label": PAYMENT_STATES[PHASES[phase]][0],
            "may_order": self.request.user.has_perm("funding.order_payments"),
            "orders": list(orders()[:PAGE]),
            "chosen": frozenset(),
        } | given


class PaymentDesk(DeskMixin, TemplateView):
    """What waits, and the last orders."""

    template_name = DESK

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        phase = self.request.GET.get("fase", "")
        initial = {"on": clock.today()}
        return super().get_context_data(
            **self.desk(phase), order_form=OrderForm(initial=initial), **kwargs
        )


class OrderNew(DeskMixin, ActionFormMixin, FormView):
    """Make an order of the chosen payments."""

    permission_required = "funding.order_payments"
    form_class = OrderForm
    template_name = DESK
    http_method_names = ["post", "options"]
    success_message = gettext_lazy("L'ordine è pronto: scarica il file e caricalo in banca.")

    def perform(self, form: OrderForm) -> PaymentOrder:
        return payment_orders.issue(
            payments=[each.pk for each in form.cleaned_data["payments"]],
            on=form.cleaned_data["on"],
            by=self.request.user,
        )

    def get_success_url(self) -> str:
        return reverse("funding:payment_order", args=[self.result.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        chosen = frozenset(self.request.POST.getlist("payments"))
        return super().get_context_data(
            **self.desk("da-ordinare", chosen=chosen), order_form=kwargs.get("form"), **kwargs
        )


class OrderMixin(RoleRequiredMixin):
    """Loads `self.order`; else 404."""

    permission_required = "funding.view_payments"

    @cached_property
    def order(self) -> PaymentOrder:
        return get_object_or_404(orders(), pk=self.kwargs["pk"])


class OrderPage(OrderMixin, TemplateView):
    """An order with its rows, the sum of each creditor, and what the bank said."""

    template_name = "funding/payment_order.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = list(transfers_of(self.order))
        sums = creditor_sums({"fiscal_code": r.fiscal_code, "amount": r.amount} for r in rows)
        names = {row.fiscal_code: row.payment.award.organisation.name for row in rows}
        return super().get_context_data(
            order=self.order,
            rows=rows,
            creditors=[(names[code], code, amount) for code, amount in sums.items()],
            **kwargs,
        )


class OrderFile(OrderMixin, View):
    """A file of an order, as a download."""

    http_method_names = ["get", "options"]

    def get(self, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        ending = self.kwargs["ending"]
        stored = self.order.xml if ending == "xml" else self.order.csv
        return given_out(stored, f"ordine-{self.order.pk}.{ending}")


class Outcomes(RoleRequiredMixin, ActionFormMixin, FormView):
    """Take the bank's file."""

    permission_required = "funding.order_payments"
    template_name = "funding/payment_outcomes.html"
    form_class = OutcomesForm

    def perform(self, form: OutcomesForm) -> Any:
        given = form.cleaned_data["file"]
        return payment_outcomes.take(
            content=given.read(), filename=given.name, by=self.request.user
        )

    def get_success_message(self) -> str:
        taken = self.result
        return ngettext(
            "%(executed)s pagamento eseguito, %(rejected)s respinti, %(known)s già noti.",
            "%(executed)s pagamenti eseguiti, %(rejected)s respinti, %(known)s già noti.",
            taken.executed,
        ) % {"executed": taken.executed, "rejected": taken.rejected, "known": taken.known}

    def get_success_url(self) -> str:
        return f"{reverse('funding:payments')}?fase=in-banca"
