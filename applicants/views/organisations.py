"""The organisations a person acts for."""

from django.db.models import QuerySet
from django.urls import reverse, reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, ListView

from applicants.actions import organisations
from applicants.forms import OrganisationForm
from applicants.models import Organisation
from applicants.queries.organisations import of_person
from applicants.views.base import PersonMixin
from calls.enums import OrganisationKind
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
        values = {**form.cleaned_data, "kind": OrganisationKind(form.cleaned_data["kind"])}
        return organisations.create(**values, actor=self.person)

    def get_success_url(self) -> str:
        """Back to the call the person was applying for, if any."""
        following = self.request.GET.get("poi", "")
        if url_has_allowed_host_and_scheme(following, allowed_hosts={self.request.get_host()}):
            return following
        return reverse("applicants:organisations")
