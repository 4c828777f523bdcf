"""Guarantees on the desk: a bank's call recorded, checked and decided, and the guarantee's end."""

from functools import cached_property
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from calls.enums import AidForm
from funding.actions.aid import guarantees
from funding.forms.aid import GuaranteeCallForm, GuaranteeCheckForm, ReasonForm
from funding.models import GuaranteeCall, Reduction
from funding.queries.aid.forms import called, component_of, payable_of
from funding.views.aid.forms import AidFormStep, AidStep
from funding.views.awards.pages import AwardMixin
from wecare.core.components.formats import day_short, euro
from wecare.core.money import ZERO


class GuaranteeCallNew(AidFormStep):
    """Record what a bank asks."""

    permission_required = "funding.write_aid"
    form_class = GuaranteeCallForm
    part = "garanzia"
    title = gettext_lazy("Registra la richiesta di una banca")
    lead = gettext_lazy("Poi si verifica quanto copre la garanzia, e un'altra persona approva.")
    button = gettext_lazy("Registra la richiesta")
    success_message = gettext_lazy("Richiesta registrata: ora si verifica.")

    def perform(self, form: GuaranteeCallForm) -> GuaranteeCall:
        return guarantees.record(award=self.award, by=self.actor, **form.cleaned_data)


class CallMixin(AwardMixin):
    """Loads `self.call` on the guarantee of the award by its number; else 404."""

    @cached_property
    def call(self) -> GuaranteeCall:
        return get_object_or_404(
            GuaranteeCall.objects.select_related("recorded_by"),
            award=self.award,
            number=self.kwargs["number"],
        )

    @property
    def asked(self) -> list[tuple[str | Promise, Any]]:
        return [
            (gettext_lazy("Banca"), self.call.bank),
            (gettext_lazy("Riferimento"), self.call.reference),
            (gettext_lazy("Giorno della richiesta"), day_short(self.call.on)),
            (gettext_lazy("Perdita della banca"), euro(self.call.loss)),
        ]


class GuaranteeCheck(CallMixin, AidFormStep):
    """Say what the guarantee pays."""

    permission_required = "funding.write_aid"
    form_class = GuaranteeCheckForm
    part = "garanzia"
    title = gettext_lazy("Verifica la richiesta della banca")
    button = gettext_lazy("Salva la verifica")
    success_message = gettext_lazy("Richiesta verificata: ora decide un dirigente.")

    def get_initial(self) -> dict[str, Any]:
        return {"payable": self._most() or None}

    def get_facts(self) -> list[tuple[str | Promise, Any]]:
        return [*self.asked, (gettext_lazy("La garanzia ne copre al più"), euro(self._most()))]

    def perform(self, form: GuaranteeCheckForm) -> GuaranteeCall:
        return guarantees.check(call=self.call, by=self.actor, **form.cleaned_data)

    def _most(self) -> Any:
        component = component_of(self.award, AidForm.GUARANTEE)
        if component is None:
            return ZERO
        return payable_of(component, self.call.loss, called(self.award))


class GuaranteePayment(CallMixin, AidStep):
    """Pay what the check said."""

    permission_required = "funding.decide_aid"
    part = "garanzia"
    success_message = gettext_lazy("Escussione pagata.")

    def perform(self) -> GuaranteeCall:
        return guarantees.approve(call=self.call, by=self.actor)


class GuaranteeRefusal(CallMixin, AidFormStep):
    """Say no to the bank."""

    permission_required = "funding.decide_aid"
    form_class = ReasonForm
    part = "garanzia"
    title = gettext_lazy("Respingi la richiesta della banca")
    button = gettext_lazy("Respingi la richiesta")
    tone = "danger"
    success_message = gettext_lazy("Richiesta respinta.")

    def get_facts(self) -> list[tuple[str | Promise, Any]]:
        return self.asked

    def perform(self, form: ReasonForm) -> GuaranteeCall:
        return guarantees.refuse(call=self.call, reason=form.cleaned_data["reason"], by=self.actor)


class GuaranteeRelease(AidFormStep):
    """End the guarantee: what is left goes back to the lot."""

    permission_required = "funding.decide_aid"
    form_class = ReasonForm
    part = "garanzia"
    title = gettext_lazy("Libera la garanzia")
    lead = gettext_lazy("Quanto resta accantonato torna al bando. Non si torna indietro.")
    button = gettext_lazy("Libera la garanzia")
    success_message = gettext_lazy("Garanzia finita: quanto restava è tornato al bando.")

    def get_facts(self) -> list[tuple[str | Promise, Any]]:
        component = component_of(self.award, AidForm.GUARANTEE)
        left = ZERO if component is None else component.amount - called(self.award)
        return [(gettext_lazy("Torna al bando"), euro(left))]

    def perform(self, form: ReasonForm) -> Reduction:
        return guarantees.release(
            award=self.award, reason=form.cleaned_data["reason"], by=self.actor
        )
