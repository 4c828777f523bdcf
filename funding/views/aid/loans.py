"""Loans on the desk: disbursements asked and decided, instalments and early repayments, the plan as CSV."""

from functools import cached_property
from typing import Any

from defusedcsv import csv
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, ListView

from funding.actions.aid import loans, repayments
from funding.actions.aid.repayments import Receipt
from funding.actions.aid.repayments_file import FileRefused, Recorded, record_all
from funding.forms.aid import (
    DisbursementForm,
    EarlyRepaymentForm,
    ReasonForm,
    RepaymentFileForm,
    RepaymentForm,
)
from funding.models import Award, Disbursement, Repayment
from funding.queries.aid.forms import left_to_ask
from funding.queries.aid.loans import Loan, all_loans, csv_rows, loan, overdue_loans
from funding.queries.aid.loans import loans as loans_as_they_stand
from funding.views.aid.forms import AidFormStep, AidStep
from funding.views.awards.pages import PAGE, AwardMixin, OwnAwardMixin
from funding.views.decrees import ActorMixin
from wecare.core.components.formats import day_short, euro
from wecare.core.web import ActionFormMixin, RoleRequiredMixin


class DisbursementNew(AidFormStep):
    """Ask to disburse a part of the loan."""

    permission_required = "funding.write_aid"
    form_class = DisbursementForm
    part = "prestito"
    title = gettext_lazy("Chiedi di erogare il prestito")
    lead = gettext_lazy(
        "Approva un dirigente: con il suo sì si paga, e il piano delle rate non cambia più."
    )
    button = gettext_lazy("Chiedi l'erogazione")
    success_message = gettext_lazy("Erogazione chiesta: ora la approva un dirigente.")

    def get_initial(self) -> dict[str, Any]:
        return {"amount": left_to_ask(self.award) or None}

    def get_facts(self) -> list[tuple[str | Promise, Any]]:
        return [(gettext_lazy("Prestito ancora da erogare"), euro(left_to_ask(self.award)))]

    def perform(self, form: DisbursementForm) -> Disbursement:
        data = form.cleaned_data
        return loans.ask(award=self.award, amount=data["amount"], on=data["on"], by=self.actor)


class DisbursementMixin(AwardMixin):
    """Loads `self.disbursement` of the award by its number; else 404."""

    @cached_property
    def disbursement(self) -> Disbursement:
        return get_object_or_404(
            Disbursement.objects.select_related("award"),
            award=self.award,
            number=self.kwargs["number"],
        )


class DisbursementApproval(DisbursementMixin, AidStep):
    """Pay what was asked and freeze its plan."""

    permission_required = "funding.decide_aid"
    part = "prestito"
    success_message = gettext_lazy("Erogazione approvata: il piano delle rate è qui sotto.")

    def perform(self) -> Disbursement:
        return loans.disburse(disbursement=self.disbursement, by=self.actor)


class DisbursementRefusal(DisbursementMixin, AidFormStep):
    """Say no, with the reason."""

    permission_required = "funding.decide_aid"
    form_class = ReasonForm
    part = "prestito"
    title = gettext_lazy("Respingi la richiesta di erogazione")
    button = gettext_lazy("Respingi l'erogazione")
    tone = "danger"
    success_message = gettext_lazy("Richiesta respinta.")

    def get_facts(self) -> list[tuple[str | Promise, Any]]:
        return _asked(self.disbursement)

    def perform(self, form: ReasonForm) -> Disbursement:
        return loans.refuse(
            disbursement=self.disbursement, reason=form.cleaned_data["reason"], by=self.actor
        )


class RepaymentNew(DisbursementMixin, AidFormStep):
    """Record what came back of an instalment."""

    permission_required = "funding.write_aid"
    form_class = RepaymentForm
    part = "prestito"
    title = gettext_lazy("Registra un rientro")
    lead = gettext_lazy(
        "Prima si coprono gli interessi, poi il capitale, che torna disponibile sulla linea."
    )
    button = gettext_lazy("Registra il rientro")
    success_message = gettext_lazy("Rientro registrato.")

    @cached_property
    def loan(self) -> Loan:
        return loan(get_object_or_404(Disbursement, pk=self.disbursement.pk, is_paid=True))

    def get_initial(self) -> dict[str, Any]:
        row = self.loan.row(self.kwargs["instalment"])
        return {} if row is None else {"amount": row.owed or None}

    def get_facts(self) -> list[tuple[str | Promise, Any]]:
        row = self.loan.row(self.kwargs["instalment"])
        if row is None:
            return []
        return [
            (gettext_lazy("Rata"), row.number),
            (gettext_lazy("Scadenza"), day_short(row.due_on)),
            (gettext_lazy("Interessi da pagare"), euro(row.left_interest)),
            (gettext_lazy("Capitale da pagare"), euro(row.left_capital)),
            (gettext_lazy("Interessi di mora a oggi"), euro(row.late)),
        ]

    def perform(self, form: RepaymentForm) -> Repayment:
        data = form.cleaned_data
        receipt = Receipt(
            self.disbursement,
            self.kwargs["instalment"],
            data["amount"],
            data["on"],
            data["reference"],
        )
        return repayments.record(receipt=receipt, by=self.actor)


class EarlyRepayment(DisbursementMixin, AidFormStep):
    """Record capital that came back before its time."""

    permission_required = "funding.write_aid"
    form_class = EarlyRepaymentForm
    part = "prestito"
    title = gettext_lazy("Registra un'estinzione anticipata")
    lead = gettext_lazy(
        "Con il capitale si pagano i suoi interessi dall'ultima scadenza. Quello che resta si divide di nuovo "
        "sulle scadenze che mancano."
    )
    button = gettext_lazy("Registra l'estinzione")
    result: Repayment

    def get_facts(self) -> list[tuple[str | Promise, Any]]:
        found = loan(get_object_or_404(Disbursement, pk=self.disbursement.pk, is_paid=True))
        return [(gettext_lazy("Capitale ancora da restituire"), euro(found.debt))]

    def perform(self, form: EarlyRepaymentForm) -> Repayment:
        data = form.cleaned_data
        return repayments.repay_early(
            disbursement=self.disbursement,
            capital=data["amount"],
            on=data["on"],
            reference=data["reference"],
            by=self.actor,
        )

    def get_success_message(self) -> str:
        return _(
            "Estinzione anticipata registrata: capitale %(capital)s, interessi %(interest)s."
        ) % {
            "capital": euro(self.result.capital),
            "interest": euro(self.result.interest),
        }


class RepaymentFile(ActorMixin, ActionFormMixin, FormView):
    """Record what came back of many loans from one file, whole or not at all."""

    permission_required = "funding.write_aid"
    template_name = "funding/repayment_file.html"
    form_class = RepaymentFileForm
    result: Recorded

    def perform(self, form: RepaymentFileForm) -> Recorded:
        try:
            return record_all(lines=form.lines, by=self.actor)
        except FileRefused as refusal:
            form.problems = refusal.rows
            raise

    def get_success_message(self) -> str:
        return _("Rientri registrati: %(new)d nuovi, %(known)d già registrati prima.") % {
            "new": self.result.new,
            "known": self.result.known,
        }

    def get_success_url(self) -> str:
        return reverse("funding:repayment_file")


class LoanList(RoleRequiredMixin, ListView):
    """Every loan that is out, or only those with overdue instalments (`?scaduti=si`)."""

    permission_required = "funding.view_awards"
    template_name = "funding/loans.html"
    context_object_name = "disbursements"
    paginate_by = PAGE

    def get_queryset(self) -> QuerySet[Disbursement]:
        return overdue_loans() if self._only_overdue else all_loans()

    @property
    def _only_overdue(self) -> bool:
        return self.request.GET.get("scaduti") == "si"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(only_overdue=self._only_overdue, **kwargs)
        found = list(context["disbursements"])
        return {
            **context,
            "loans": loans_as_they_stand(found, localdate(found[0].now)) if found else [],
            "may_write": self.request.user.has_perm("funding.write_aid"),
        }


class LoanCsv(DisbursementMixin):
    """The plan of a loan for a spreadsheet."""

    http_method_names = ["get", "head"]

    def get(self, _request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """The rows in force, with what was paid."""
        return _plan_csv(self.award, self.kwargs["number"])


class OwnLoanCsv(OwnAwardMixin):
    """The same for the beneficiary."""

    http_method_names = ["get", "head"]

    def get(self, _request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """The rows in force, with what was paid."""
        return _plan_csv(self.award, self.kwargs["number"])


def _plan_csv(award: Award, number: int) -> HttpResponse:
    found = loan(get_object_or_404(Disbursement, award=award, number=number, is_paid=True))
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    name = f"piano-{award.submission.protocol.replace('/', '-')}-{number}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.write("\ufeff")
    csv.writer(answer, delimiter=";").writerows(csv_rows(found))
    return answer


def _asked(disbursement: Disbursement) -> list[tuple[str | Promise, Any]]:
    return [
        (gettext_lazy("Importo"), euro(disbursement.amount)),
        (gettext_lazy("Giorno"), day_short(disbursement.on)),
        (gettext_lazy("Chiesta da"), disbursement.asked_by),
    ]
