"""Asking to work for an organisation that is there already, and answering."""

from functools import cached_property
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView

from applicants.actions import joining
from applicants.enums import JoinState, Power
from applicants.forms.mandate import JoinForm, MandateForm, RefusalForm
from applicants.labels.organisations import JOIN_STATES
from applicants.models import JoinRequest, Mandate, Organisation
from applicants.policies import CodeRefused, check_fiscal_code
from applicants.queries.mandates import holds
from applicants.queries.organisations import by_code, open_requests, requests_of
from applicants.views.base import PersonMixin
from applicants.views.organisation_base import OrganisationFormPage, OrganisationMixin
from applicants.views.people import TermsForm, described
from wecare.core.web import ActionFormMixin, ActionView


class Join(PersonMixin, ActionFormMixin, FormView):
    """The public name of an organisation, and the question to whoever administers it."""

    template_name = "applicants/join.html"
    form_class = JoinForm
    success_message = _("La richiesta è partita: ti rispondono qui e per email.")

    @cached_property
    def organisation(self) -> Organisation:
        try:
            found = by_code(check_fiscal_code(self.kwargs["fiscal_code"]))
        except CodeRefused as refusal:
            raise Http404 from refusal
        if found is None:
            raise Http404
        return found

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Whoever works for all of it already goes to its page."""
        if holds(self.person, self.organisation.pk, Power.READS) and not self.waiting:
            return redirect("applicants:organisation", self.organisation.pk)
        return super().get(request, *args, **kwargs)

    @cached_property
    def waiting(self) -> JoinRequest | None:
        """What the person has asked of it, while nobody answered."""
        return open_requests(self.person).filter(organisation=self.organisation).first()

    def perform(self, form: JoinForm) -> JoinRequest:
        return joining.ask(
            organisation=self.organisation,
            message=form.cleaned_data["message"],
            actor=self.person,
        )

    def get_success_url(self) -> str:
        return reverse("applicants:organisations")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(name=self.organisation.name, waiting=self.waiting, **kwargs)


class JoinWithdrawal(PersonMixin, ActionView):
    """Take one's own request back."""

    success_message = _("La richiesta è ritirata.")

    def perform(self) -> JoinRequest:
        found = JoinRequest.objects.filter(person=self.person).select_related("organisation")
        asked = get_object_or_404(found, pk=self.kwargs["asked"])
        return joining.withdraw(request=asked, actor=self.person)

    def get_back_url(self) -> str:
        return reverse("applicants:organisations")


class Requests(OrganisationMixin, TemplateView):
    """Who asked to work for the organisation."""

    template_name = "applicants/organisation_requests.html"
    tab = "organisation_requests"
    needs = Power.ADMINISTERS
    closed = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = requests_of(self.organisation)
        waiting = asked.filter(state=JoinState.OPEN.value)
        answered = asked.exclude(state=JoinState.OPEN.value)[:50]
        return super().get_context_data(
            open_requests=waiting,
            answered=[
                {
                    "asked": each,
                    "mark": JOIN_STATES[JoinState(each.state)],
                    "granted": described(each.mandate) if each.mandate else None,
                }
                for each in answered
            ],
            **kwargs,
        )


class _OfRequest(OrganisationMixin):
    """A request that waits for an answer."""

    tab = "organisation_requests"
    needs = Power.ADMINISTERS

    @cached_property
    def asked(self) -> JoinRequest:
        return get_object_or_404(requests_of(self.organisation), pk=self.kwargs["asked"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = self.asked.person
        return super().get_context_data(subject=f"{person} ({person.email})", **kwargs)


class Accept(_OfRequest, TermsForm):
    """Yes, as what and over what."""

    tab = "organisation_requests"
    heading = _("Accetta la richiesta")
    button = _("Accetta e dai l'incarico")
    success_message = _("La richiesta è accettata: la persona riceve un messaggio.")

    def perform(self, form: MandateForm) -> Mandate:
        return joining.accept(request=self.asked, terms=form.terms, actor=self.person)


class Refuse(_OfRequest, OrganisationFormPage):
    """No, and why."""

    form_class = RefusalForm
    heading = _("Rifiuta la richiesta")
    button = _("Rifiuta la richiesta")
    is_danger = True
    success_message = _("La richiesta è rifiutata: la persona riceve il motivo.")

    def perform(self, form: RefusalForm) -> JoinRequest:
        return joining.refuse(
            request=self.asked, reason=form.cleaned_data["reason"], actor=self.person
        )
