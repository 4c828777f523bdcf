"""What is to be paid back, for the office and for the beneficiary; the rates of the interest."""

from functools import cached_property
from typing import Any, cast

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from funding.actions import legal_rates
from funding.actions.exits import instalments, recoveries
from funding.engine.interest import RateUnknown
from funding.enums import PlanState
from funding.forms.recoveries import (
    InstalmentsDecisionForm,
    InstalmentsForm,
    PaymentForm,
    RateForm,
    SinceForm,
)
from funding.models import Award, InstalmentPlan, LegalRate, Recovery, RecoveryPayment
from funding.queries.exits import recoveries as queries
from funding.queries.legal_rates import rates
from funding.views.exits.pages import DeskPage, OwnPage
from wecare.accounts.models import Person
from wecare.core import clock
from wecare.core.web import ActionFormMixin, RoleRequiredMixin

_CLAIM = _("Somma da restituire")


def one_of(award: Award, pk: int) -> Recovery:
    """The claim on the award, or 404."""
    found: Recovery = get_object_or_404(queries.recoveries(), award=award, pk=pk)
    found.award = award
    return found


def shown(recovery: Recovery) -> dict[str, Any]:
    """What the pages of a claim say: what is due today, and what is late."""
    today = clock.today()
    try:
        statement = queries.statement_of(recovery, at=today)
    except RateUnknown:
        statement = None
    plans = list(recovery.plans.all())
    return {
        "recovery": recovery,
        "statement": statement,
        "today": today,
        "late": queries.overdue(recovery, at=today),
        "asked": next((each for each in plans if each.state == PlanState.ASKED), None),
        "granted": next((each for each in plans if each.state == PlanState.GRANTED), None),
        "refused": [each for each in plans if each.state == PlanState.REFUSED],
    }


class _OneRecovery(DeskPage):
    @cached_property
    def recovery(self) -> Recovery:
        return one_of(self.award, self.kwargs["recovery"])

    def get_success_url(self) -> str:
        return reverse("funding:recovery", args=[self.award.pk, self.recovery.pk])


class RecoveryDesk(_OneRecovery):
    """A claim: what is due, what came, the next payment."""

    template_name = "funding/exits/recovery_desk.html"
    heading = _CLAIM
    button = _("Registra il pagamento")
    form_class = PaymentForm
    reads_only = True
    success_message = _("Il pagamento è registrato: il capitale è tornato al bando.")

    def perform(self, form: PaymentForm) -> RecoveryPayment:
        return recoveries.receive(recovery=self.recovery, by=self.actor, **form.cleaned_data)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_decide = self.request.user.has_perm("funding.decide_exits")
        return super().get_context_data(**shown(self.recovery), may_decide=may_decide, **kwargs)


class RecoverySince(_OneRecovery):
    """The day from which interest runs."""

    form_class = SinceForm
    post_permission = "funding.decide_exits"
    heading = _("Da quando corrono gli interessi")
    points = (
        _(
            "Di regola dal giorno della richiesta; dal giorno del pagamento se chi l'ha avuto era in "
            "mala fede (art. 2033 c.c.)."
        ),
    )
    button = _("Salva il giorno")
    success_message = _("Il giorno è cambiato.")

    def get_initial(self) -> dict[str, Any]:
        return {"since": self.recovery.since}

    def perform(self, form: SinceForm) -> Recovery:
        return recoveries.run_from(recovery=self.recovery, by=self.actor, **form.cleaned_data)


class InstalmentsDecision(_OneRecovery):
    """Grant the instalments that were asked for, or refuse them."""

    form_class = InstalmentsDecisionForm
    post_permission = "funding.decide_exits"
    heading = _("Pagamento a rate")
    button = _("Registra l'esito")
    success_message = _("L'esito è registrato: l'ente lo legge già.")

    @cached_property
    def plan(self) -> InstalmentPlan:
        return get_object_or_404(
            InstalmentPlan.objects.select_related("recovery", "asked_by"),
            recovery=self.recovery,
            pk=self.kwargs["plan"],
        )

    def get_points(self) -> tuple[Any, ...]:
        """What was asked."""
        return (
            _("%(person)s chiede %(count)d rate: %(reason)s")
            % {
                "person": self.plan.asked_by,
                "count": self.plan.count,
                "reason": self.plan.reason,
            },
        )

    def perform(self, form: InstalmentsDecisionForm) -> InstalmentPlan:
        return instalments.decide(
            plan=self.plan,
            granted=form.cleaned_data["outcome"] == "granted",
            first=form.cleaned_data["first"],
            answer=form.cleaned_data["answer"],
            by=self.actor,
        )


class OwnRecovery(OwnPage):
    """The beneficiary reads what is due, and asks for instalments."""

    template_name = "funding/exits/recovery_own.html"
    heading = _CLAIM
    button = _("Chiedi le rate")
    form_class = InstalmentsForm
    success_message = _("La richiesta di rate è registrata: la decide l'ufficio.")

    @cached_property
    def recovery(self) -> Recovery:
        return one_of(self.award, self.kwargs["recovery"])

    def perform(self, form: InstalmentsForm) -> InstalmentPlan:
        return instalments.ask(recovery=self.recovery, by=self.person, **form.cleaned_data)

    def get_success_url(self) -> str:
        return self.request.path

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**shown(self.recovery), **kwargs)


class LegalRates(RoleRequiredMixin, ActionFormMixin, FormView):
    """The rates of legal interest, year by year; administrators write them."""

    permission_required = "funding.view_rates"
    template_name = "funding/legal_rates.html"
    form_class = RateForm
    success_message = _("Il saggio è registrato.")

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Whoever writes needs more than whoever reads."""
        if request.method == "POST":
            self.permission_required = "funding.write_rates"
        return super().dispatch(request, *args, **kwargs)

    def perform(self, form: RateForm) -> LegalRate:
        return legal_rates.write(by=cast("Person", self.request.user), **form.cleaned_data)

    def get_success_url(self) -> str:
        return self.request.path

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_write = self.request.user.has_perm("funding.write_rates")
        return super().get_context_data(
            rates=list(reversed(rates())), may_write=may_write, **kwargs
        )
