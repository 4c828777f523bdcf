"""The person changes the password; every other session of theirs ends."""

from typing import Any

from django.contrib.auth import update_session_auth_hash
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from wecare.accounts.actions import people
from wecare.accounts.forms import ChangePasswordForm
from wecare.accounts.queries import the_person
from wecare.core.web import ActionFormMixin, RoleRequiredMixin


class PasswordView(RoleRequiredMixin, ActionFormMixin, FormView):
    """The page with the old password and the new one."""

    permission_required = "accounts.view_own_profile"
    form_class = ChangePasswordForm
    template_name = "accounts/password.html"
    success_url = reverse_lazy("accounts:profile")
    success_message = _("La password è cambiata. Le altre sessioni aperte sono chiuse.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "person": self.request.user}

    def perform(self, form: ChangePasswordForm) -> None:
        person = people.change_password(
            person=the_person(self.request.user), password=form.cleaned_data["password"]
        )
        update_session_auth_hash(self.request, person)
