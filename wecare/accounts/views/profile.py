"""The person's own profile: data, roles with their legal source, ways of logging in."""

from typing import Any

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from wecare.accounts import identity, queries
from wecare.accounts.actions import people
from wecare.accounts.enums import AssuranceLevel, Role
from wecare.accounts.forms import ProfileForm
from wecare.accounts.labels import ASSURANCE_LEVELS, ROLES
from wecare.accounts.roles import office
from wecare.core.web import ActionFormMixin, RoleRequiredMixin


class ProfileView(RoleRequiredMixin, ActionFormMixin, FormView):
    """The profile of whoever is logged in, never another's."""

    permission_required = "accounts.view_own_profile"
    form_class = ProfileForm
    template_name = "accounts/profile.html"
    success_url = reverse_lazy("accounts:profile")
    success_message = _("I tuoi dati sono salvati.")

    def get_initial(self) -> dict[str, Any]:
        person = self.request.user
        return {name: getattr(person, name) for name in ProfileForm.base_fields}

    def perform(self, form: ProfileForm) -> None:
        people.change_profile(person=queries.the_person(self.request.user), **form.cleaned_data)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        person = queries.the_person(self.request.user)
        grants = [
            {"grant": grant, "label": ROLES[Role(grant.role)], "office": office(Role(grant.role))}
            for grant in queries.grants_of(person)
        ]
        links = [
            {"label": _label(link.provider), "level": ASSURANCE_LEVELS[AssuranceLevel(link.level)]}
            for link in queries.links_of(person)
        ]
        return super().get_context_data(grants=grants, links=links, **context)


def _label(code: str) -> object:
    try:
        return identity.provider(code).label
    except LookupError:  # a provider that is no longer offered
        return code
