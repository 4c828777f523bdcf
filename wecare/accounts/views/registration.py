"""A person registers.

The answer is the same whether the address is new or known, and nobody is logged in by it: there is
no e-mail confirmation yet, and the page must not tell a stranger who has a profile here. The owner
of a known address is told by letter.
"""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from wecare.accounts.actions import people
from wecare.accounts.forms import RegistrationForm
from wecare.core.web import ActionFormMixin


class RegistrationView(ActionFormMixin, FormView):
    """The registration page."""

    form_class = RegistrationForm
    template_name = "accounts/register.html"
    success_url = reverse_lazy("accounts:login")
    success_message = _(
        "Abbiamo ricevuto la registrazione: accedi con l'indirizzo e la password. Se l'indirizzo "
        "era già registrato vale la password di prima, e ti abbiamo scritto un messaggio."
    )

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.user.is_authenticated:
            return redirect(self.came_for or "portal:desk")
        return super().dispatch(request, *args, **kwargs)

    @property
    def came_for(self) -> str:
        """The page of the portal that asked for a login; nothing if it is of another site."""
        asked: str = self.request.POST.get("next", self.request.GET.get("next", ""))
        here = url_has_allowed_host_and_scheme(
            asked, {self.request.get_host()}, require_https=self.request.is_secure()
        )
        return asked if here else ""

    def get_success_url(self) -> str:
        query = urlencode({"next": self.came_for}) if self.came_for else ""
        return "?".join(filter(None, [str(self.success_url), query]))

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(came_for=self.came_for, **context)

    def perform(self, form: RegistrationForm) -> None:
        people.sign_up(
            email=form.cleaned_data["email"],
            password=form.cleaned_data["password"],
            given_name=form.cleaned_data["given_name"],
            family_name=form.cleaned_data["family_name"],
        )
