"""Forms of aid of an award on the office's desk: the division and its confirmation; a base for steps."""

from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from funding.actions.aid import forms as aid
from funding.forms.aid import DivisionForm, written
from funding.models import AidDivision
from funding.queries.aid.forms import allowed_forms, division_of
from funding.queries.awards.standing import standing
from funding.views.awards.pages import AwardMixin
from wecare.core.web import ActionFormMixin, ActionView


class AidStep(AwardMixin, ActionView):
    """A button of a part of the award's page."""

    part = ""

    def get_back_url(self) -> str:
        return f"{reverse('funding:award', args=[self.award.pk])}#{self.part}"


class AidFormStep(AwardMixin, ActionFormMixin, FormView):
    """A page with one form of a part of the award."""

    template_name = "funding/aid_step.html"
    part = ""
    title: str | Promise = ""
    lead: str | Promise = ""
    button: str | Promise = ""
    tone = "primary"

    def get_success_url(self) -> str:
        return f"{reverse('funding:award', args=[self.award.pk])}#{self.part}"

    def get_facts(self) -> list[tuple[str | Promise, Any]]:
        """What is read above the form: (name, value) pairs."""
        return []

    def get_lead(self) -> str | Promise:
        """The sentence under the title."""
        return self.lead

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            award=self.award,
            title=self.title,
            lead=self.get_lead(),
            button=self.button,
            tone=self.tone,
            told=self.get_facts(),
            back_url=self.get_success_url(),
            **kwargs,
        )


class Division(AidFormStep):
    """How the award is divided; once confirmed the page only says so."""

    permission_required = "funding.write_aid"
    template_name = "funding/aid_division.html"
    form_class = DivisionForm
    part = "forme"
    title = gettext_lazy("Forme dell'aiuto")
    button = gettext_lazy("Salva le forme dell'aiuto")
    success_message = gettext_lazy("Forme dell'aiuto salvate: ora le conferma un dirigente.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "allowed": allowed_forms(self.award)}

    def get_initial(self) -> dict[str, Any]:
        return written(division_of(self.award))

    def perform(self, form: DivisionForm) -> AidDivision:
        return aid.divide(award=self.award, components=form.components(), by=self.actor)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            due=standing(self.award).due, division=division_of(self.award), **kwargs
        )


class DivisionConfirmation(AidStep):
    """Confirm the division."""

    permission_required = "funding.decide_aid"
    part = "forme"
    success_message = gettext_lazy("Forme dell'aiuto confermate: ora si può pagare.")

    def perform(self) -> AidDivision:
        return aid.confirm(award=self.award, by=self.actor)
