"""The service contracts at the desk: the list, one with its acts and accompaniments, the forms."""

from collections.abc import Iterable
from dataclasses import asdict
from functools import cached_property
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView

from calls.actions import contracts as actions
from calls.enums import ContractActRole, ContractStep
from calls.forms.contracts import ContractActForm, ContractForm, NewContractForm
from calls.labels.contracts import CONTRACT_STEPS, STEPS_EXPLAINED
from calls.models import ContractAct, ServiceContract
from calls.queries import contracts as queries
from calls.views.base import DeskMixin
from wecare.core import clock
from wecare.core.web import ActionFormMixin


def by_step(found: Iterable[ServiceContract]) -> list[tuple[Any, Any, list[ServiceContract]]]:
    """The contracts under the words of their step, the steps in their order."""
    contracts = list(found)
    groups = [(step, [each for each in contracts if each.step == step]) for step in ContractStep]
    return [(CONTRACT_STEPS[step], STEPS_EXPLAINED[step], rows) for step, rows in groups if rows]


class DeskContracts(DeskMixin, TemplateView):
    """All the contracts, by step."""

    template_name = "calls/desk_contracts.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            steps=by_step(queries.contracts()),
            may_edit=self.actor.has_perm("calls.edit_contract"),
            **kwargs,
        )


class ContractMixin(DeskMixin):
    """A page of the office about one contract, named by the address."""

    @cached_property
    def contract(self) -> ServiceContract:
        """The contract.

        :raises Http404: if there is none with this code.
        """
        found: ServiceContract = get_object_or_404(queries.contracts(), code=self.kwargs["code"])
        return found

    def get_permission_object(self) -> Any:
        """The contract, so that one that does not exist is not found before it is refused."""
        return self.contract

    def get_success_url(self) -> str:
        """The page of the contract."""
        return reverse("calls:desk_contract", args=[self.contract.code])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The contract, for the template."""
        return super().get_context_data(
            contract=self.contract, back_url=self.get_success_url(), **kwargs
        )


class DeskContract(ContractMixin, TemplateView):
    """What is known of a contract, its acts, who accompanies which project by it."""

    template_name = "calls/desk_contract.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            step=CONTRACT_STEPS[ContractStep(self.contract.step)],
            helps=queries.accompaniments().filter(contract=self.contract),
            may_edit=self.actor.has_perm("calls.edit_contract"),
            **kwargs,
        )


class DeskForm(DeskMixin, ActionFormMixin, FormView):
    """A form about contracts or accompaniments, for whoever may write them."""

    permission_required = "calls.edit_contract"
    template_name = "calls/contract_form.html"
    heading: Any = ""
    lead: Any = ""
    button: Any = _("Salva")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The words of the page, for the template."""
        return super().get_context_data(
            heading=self.heading, lead=self.lead, button=self.button, **kwargs
        )


class ContractNew(DeskForm):
    """A contract that the portal did not know."""

    form_class = NewContractForm
    heading = _("Nuovo contratto di servizi")
    lead = _("Quello che non si sa non si inventa: si lascia vuoto.")
    button = _("Aggiungi il contratto")
    success_message = _("Il contratto è nell'elenco.")

    def perform(self, form: NewContractForm) -> ServiceContract:
        return actions.record(
            measure=form.cleaned_data["measure"],
            code=form.cleaned_data["code"],
            terms=form.terms,
            actor=self.actor,
        )

    def get_success_url(self) -> str:
        return reverse("calls:desk_contract", args=[self.result.code])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=reverse("calls:desk_contracts"), **kwargs)


class ContractEdit(ContractMixin, DeskForm):
    """What is known of a contract, written anew."""

    form_class = ContractForm
    heading = _("Modifica il contratto")
    lead = _("Quello che non si sa non si inventa: si lascia vuoto.")
    success_message = _("Il contratto è aggiornato.")

    def get_initial(self) -> dict[str, Any]:
        terms = queries.terms_of(self.contract)
        return asdict(terms) | {"seen": queries.mark_of(terms)}

    def perform(self, form: ContractForm) -> ServiceContract:
        return actions.describe(
            contract=self.contract,
            terms=form.terms,
            seen=form.cleaned_data["seen"],
            actor=self.actor,
        )


class ContractActNew(ContractMixin, DeskForm):
    """An act of the contract, adopted elsewhere."""

    form_class = ContractActForm
    heading = _("Aggiungi un atto al contratto")
    lead = _("L'atto è già adottato: qui si registra con il numero che ha.")
    button = _("Aggiungi l'atto")
    success_message = _("L'atto è tra quelli del contratto.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"at": clock.now()}

    def perform(self, form: ContractActForm) -> ContractAct:
        return actions.add_act(
            contract=self.contract,
            role=ContractActRole(form.cleaned_data["role"]),
            ground=form.ground,
            actor=self.actor,
        )
