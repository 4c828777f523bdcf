"""The organisations a person acts for."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, ListView

from applicants.actions import organisations
from applicants.forms import OrganisationForm, ParticularsForm
from applicants.models import Organisation
from applicants.queries.organisations import of_person
from applicants.views.base import PersonMixin
from wecare.core.web import ActionFormMixin


class OrganisationList(PersonMixin, ListView):
    """Those this person acts for."""

    template_name = "applicants/organisations.html"
    context_object_name = "organisations"

    def get_queryset(self) -> QuerySet[Organisation]:
        return of_person(self.person)


class OrganisationNew(PersonMixin, ActionFormMixin, FormView):
    """Enter an organisation that the portal does not know yet."""

    template_name = "applicants/organisation_new.html"
    form_class = OrganisationForm
    success_url = reverse_lazy("applicants:organisations")
    success_message = _("L'ente è salvato: ora puoi fare domanda per suo conto.")

    def perform(self, form: OrganisationForm) -> Organisation:
        codes = {name: form.cleaned_data[name] for name in ("fiscal_code", "vat_number", "name")}
        return organisations.create(**codes, particulars=form.particulars, actor=self.person)

    def get_success_url(self) -> str:
        return _following(self.request)


class OrganisationEdit(PersonMixin, ActionFormMixin, FormView):
    """What one of the person's organisations says of itself; another does not exist here."""

    template_name = "applicants/organisation.html"
    form_class = ParticularsForm
    success_message = _("I dati dell'ente sono salvati.")

    @cached_property
    def organisation(self) -> Organisation:
        return get_object_or_404(of_person(self.person), pk=self.kwargs["pk"])

    def get_initial(self) -> dict[str, Any]:
        return ParticularsForm.initial_of(self.organisation)

    def perform(self, form: ParticularsForm) -> Organisation:
        return organisations.describe(
            organisation=self.organisation, particulars=form.particulars, actor=self.person
        )

    def get_success_url(self) -> str:
        return _following(self.request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(organisation=self.organisation, **kwargs)


def _following(request: HttpRequest) -> str:
    """Back to the page the person came from, if it is one of ours."""
    following = request.GET.get("poi", "")
    if url_has_allowed_host_and_scheme(following, allowed_hosts={request.get_host()}):
        return following
    return reverse("applicants:organisations")
