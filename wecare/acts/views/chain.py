"""Approvals on the desk: given, or sent back with a reason; what each template asks for."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from wecare.accounts.queries import the_person
from wecare.acts.actions import chain as actions
from wecare.acts.engine.chain import ChainStep
from wecare.acts.forms.steps import ChainForm, SendBackForm
from wecare.acts.models import Approval, ApprovalChain
from wecare.acts.queries.chain import chain_in_force, chains_of
from wecare.acts.views.desk import OneActMixin
from wecare.acts.views.steps import StepView
from wecare.acts.views.wordings import WordingMixin
from wecare.core.web import ActionFormMixin


class Approving(StepView):
    """The button that approves what was read."""

    permission_required = "acts.approve_act"
    success_message = gettext_lazy("Visto dato: resta scritto con il tuo nome e l'ora.")

    def perform(self) -> Approval:
        return actions.approve(
            act=self.act,
            read=self.request.POST.get("read", ""),
            by=the_person(self.request.user),
        )


class ActStepForm(OneActMixin, ActionFormMixin, FormView):
    """A page with one form, which is one step of the act."""

    template_name = "acts/step_form.html"
    title: Any = ""
    lead: Any = ""
    button: Any = ""

    def get_success_url(self) -> str:
        return self.act_url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            act=self.act, title=self.title, lead=self.lead, button=self.button, **kwargs
        )


class SendingBack(ActStepForm):
    """Why the act goes back to who prepares it."""

    permission_required = "acts.approve_act"
    form_class = SendBackForm
    title = gettext_lazy("Rimanda l'atto")
    lead = gettext_lazy(
        "L'atto torna una bozza e i visti già dati non valgono più: dopo la correzione si danno di "
        "nuovo, su un'altra prova."
    )
    button = gettext_lazy("Rimanda con questo motivo")
    success_message = gettext_lazy("L'atto è di nuovo una bozza, con il tuo motivo.")

    def get_initial(self) -> dict[str, Any]:
        return {"read": self.act.context_digest}

    def perform(self, form: SendBackForm) -> Approval:
        return actions.send_back(
            act=self.act,
            read=form.cleaned_data["read"],
            reason=form.cleaned_data["reason"],
            by=the_person(self.request.user),
        )


class ChainPage(WordingMixin, ActionFormMixin, FormView):
    """What the acts of a template need before the adoption, and who asked for it since when."""

    template_name = "acts/chain.html"
    form_class = ChainForm
    success_message = gettext_lazy("Fatto: vale per le prove preparate da adesso in poi.")

    def get_initial(self) -> dict[str, Any]:
        chain = chain_in_force(self.template.code)
        asked: tuple[ChainStep, ...] = chain.asked if chain is not None else ()
        return ChainForm.initial_of(asked, signature=chain is not None and chain.signature)

    permission_required = "acts.set_chain"

    def perform(self, form: ChainForm) -> ApprovalChain:
        return actions.set_chain(
            template=self.template.code,
            steps=form.steps(),
            signature=form.cleaned_data["signature"],
            reason=form.cleaned_data["reason"],
            by=the_person(self.request.user),
        )

    def get_success_url(self) -> str:
        return reverse("acts:wording", args=[self.template.code])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            template=self.template,
            chains=chains_of(self.template.code),
            title=_("Visti prima dell'adozione"),
            **kwargs,
        )
