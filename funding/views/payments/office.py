"""The office's pages of payments: the plan of an award, a request from its check to its approval."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.generic import FormView, TemplateView
from django.views.generic.base import View

from calls.models import Call
from funding.actions.payments import checks as payment_checks
from funding.actions.payments import plans as payment_plans
from funding.actions.payments.rules import PaymentRefused, findings
from funding.forms.payment_plans import HabitForm, PlanForm
from funding.forms.payments import CheckForm, DecisionForm, ReturnForm
from funding.models import PaymentFile, PaymentRequest, Surety
from funding.queries.awards.standing import standing
from funding.queries.payments.requests import (
    approvals_of,
    habit_of,
    has_own_habit,
    last_check,
    limit_of,
    on_payment_desk,
    plan_of,
    shares_of,
)
from funding.views.awards.pages import AwardMixin
from funding.views.payments.parts import progress_of, story_of
from wecare.core import clock, scanning
from wecare.core.components.formats import euro
from wecare.core.downloads import given_out
from wecare.core.web import ActionFormMixin, RoleRequiredMixin, refused

PAGE = "funding/payment.html"


class HabitPage(RoleRequiredMixin, ActionFormMixin, FormView):
    """How the awards of a call are paid, unless a plan says otherwise."""

    permission_required = "funding.plan_payments"
    template_name = "funding/payment_habit.html"
    form_class = HabitForm
    success_message = gettext_lazy("Da ora i piani nuovi di questo bando si propongono così.")

    @cached_property
    def call(self) -> Call:
        return get_object_or_404(Call.objects.defer("draft"), code=self.kwargs["code"])

    def get_initial(self) -> dict[str, Any]:
        habit = habit_of(self.call)
        return {
            "advance": habit.advance,
            "interim": habit.interim,
            "needs_report": habit.needs_report,
            "surety_days": habit.surety_days,
        }

    def perform(self, form: HabitForm) -> Any:
        return payment_plans.set_habit(call=self.call, habit=form.habit, by=self.request.user)

    def get_success_url(self) -> str:
        return self.request.path

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(call=self.call, is_own=has_own_habit(self.call), **kwargs)


class PlanPage(AwardMixin, ActionFormMixin, FormView):
    """The plan of an award, as the habit of its call proposes it or as it stands."""

    permission_required = "funding.plan_payments"
    template_name = "funding/payment_plan.html"
    form_class = PlanForm
    success_message = gettext_lazy("Il piano dei pagamenti è scritto: il beneficiario lo legge.")

    def get_initial(self) -> dict[str, Any]:
        plan = plan_of(self.award)
        habit = habit_of(self.award.decree.ranked_list.call)
        if plan is not None:
            shares, days, surety = shares_of(plan), plan.surety_days, plan.needs_surety
        else:
            shares, days = payment_plans.suggested(self.award), habit.surety_days
            surety = payment_plans.wants_surety(self.award)
        return PlanForm.typed(shares, surety=surety, surety_days=days)

    def perform(self, form: PlanForm) -> Any:
        due = standing(self.award).due
        return payment_plans.write(
            award=self.award,
            shares=[s for s in payment_plans.in_euro(form.shares, due) if s.amount],
            surety=form.cleaned_data["surety"],
            surety_days=form.cleaned_data["surety_days"],
            by=self.actor,
        )

    def get_success_url(self) -> str:
        return f"{reverse('funding:award', args=[self.award.pk])}#pagamenti"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        call = self.award.decree.ranked_list.call
        return super().get_context_data(
            award=self.award,
            call=call,
            money=standing(self.award),
            plan=plan_of(self.award),
            is_own_habit=has_own_habit(call),
            **kwargs,
        )


class RequestMixin(AwardMixin):
    """Loads `self.payment` among those of the award; else 404."""

    permission_required = "funding.view_payments"

    @cached_property
    def payment(self) -> PaymentRequest:
        found = on_payment_desk().filter(award=self.award)
        return get_object_or_404(found, pk=self.kwargs["payment"])

    @property
    def page_url(self) -> str:
        return reverse("funding:payment", args=[self.award.pk, self.payment.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.pop("payment", None)  # of the address
        payment, person = self.payment, self.actor
        made = last_check(payment)
        limit = limit_of(person, clock.today())
        return super().get_context_data(
            **{
                "award": self.award,
                "call": self.award.decree.ranked_list.call,
                "payment": payment,
                "steps": progress_of(payment),
                "story": story_of(payment),
                "sureties": payment.sureties.order_by("-id"),
                "files": payment.files.order_by("id"),
                "findings": self._findings(),
                "check": made,
                "approvals": [] if made is None else list(approvals_of(made)),
                "people_needed": payment_checks.people_needed(payment),
                "limit": limit,
                "may_check": person.has_perm("funding.check_payment") and payment.state == "asked",
                "may_return": person.has_perm("funding.check_payment")
                and payment.state in {"asked", "checked", "approved"},
                "may_decide": person.has_perm("funding.approve_payment")
                and payment.state == "checked",
                "transfers": payment.transfers.order_by("id"),
                "check_form": CheckForm(initial={"amount": payment.amount}),
                "return_form": ReturnForm(auto_id="id_return_%s"),
                "decision_form": DecisionForm(auto_id="id_decision_%s"),
            }
            | kwargs
        )

    def _findings(self) -> list[dict[str, Any]]:
        if self.payment.state not in {"asked", "checked", "approved"}:
            return []
        amount = self.payment.proposed or self.payment.amount
        try:
            found = findings(self.payment, self.award, amount)
        except PaymentRefused as refusal:
            return [{"state": "error", "sentence": str(refusal)}]
        return [
            {"state": "ok" if each.ok else "error", "sentence": each.sentence} for each in found
        ]


class RequestPage(RequestMixin, TemplateView):
    """A request as the office reads it."""

    template_name = PAGE


class Check(RequestMixin, ActionFormMixin, FormView):
    """The officer's check."""

    permission_required = "funding.check_payment"
    form_class = CheckForm
    template_name = PAGE
    http_method_names = ["post", "options"]

    def perform(self, form: CheckForm) -> Any:
        said = form.cleaned_data
        return payment_checks.check(
            payment=self.payment,
            amount=said["amount"],
            reason=said["reason"],
            ticks={name: said[name] for name in payment_checks.TICKS},
            by=self.actor,
        )

    def get_success_message(self) -> str:
        return gettext("Controllo registrato: si propone di pagare %(amount)s.") % {
            "amount": euro(self.result.proposed)
        }

    def get_success_url(self) -> str:
        return self.page_url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(check_form=kwargs.get("form"), **kwargs)


class Return(RequestMixin, ActionFormMixin, FormView):
    """Back to the beneficiary, with a reason."""

    permission_required = "funding.check_payment"
    form_class = ReturnForm
    template_name = PAGE
    http_method_names = ["post", "options"]
    success_message = gettext_lazy(
        "La richiesta è tornata al beneficiario, che riceve un messaggio."
    )

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"auto_id": "id_return_%s"}

    def perform(self, form: ReturnForm) -> Any:
        return payment_checks.give_back(
            payment=self.payment, reason=form.cleaned_data["reason"], by=self.actor
        )

    def get_success_url(self) -> str:
        return self.page_url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(return_form=kwargs.get("form"), **kwargs)


class Decision(RequestMixin, ActionFormMixin, FormView):
    """The yes or the no of somebody within their own limit."""

    permission_required = "funding.approve_payment"
    form_class = DecisionForm
    template_name = PAGE
    http_method_names = ["post", "options"]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"auto_id": "id_decision_%s"}

    def perform(self, form: DecisionForm) -> Any:
        return payment_checks.decide(
            payment=self.payment,
            approved=self.request.POST.get("decision") == "approve",
            reason=form.cleaned_data["reason"],
            by=self.actor,
        )

    def get_success_message(self) -> str:
        if not self.result.approved:
            return gettext("Non approvato: la richiesta torna a chi controlla.")
        return gettext("La tua approvazione è registrata.")

    def get_success_url(self) -> str:
        return self.page_url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(decision_form=kwargs.get("form"), **kwargs)


class RequestFile(RequestMixin, View):
    """A file of a request, for the office."""

    http_method_names = ["get", "options"]

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        return handed_out(request, self.payment, self.kwargs["what"], self.kwargs["file"])


def handed_out(
    request: HttpRequest, payment: PaymentRequest, what: str, key: int
) -> HttpResponseBase:
    """A file of the request, or its surety, if the scanner lets it out; else 404 or why not."""
    rows: Any = Surety.objects if what == "fideiussione" else PaymentFile.objects
    found = get_object_or_404(rows.select_related("file").filter(payment=payment), pk=key)
    try:
        scanning.check_can_be_opened(found.file, by_uploader=found.brought_by_id == request.user.pk)
    except scanning.FileClosed as refusal:
        answer: HttpResponse = refused(request, refusal, None)
        return answer
    return given_out(found.file, found.filename)
