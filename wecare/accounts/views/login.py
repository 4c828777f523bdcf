"""Coming in and going out."""

from typing import Any

from django.conf import settings
from django.contrib import auth, messages
from django.contrib.auth import views as auth_views
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from wecare.accounts import identity
from wecare.accounts.actions import sessions
from wecare.accounts.forms import LoginForm
from wecare.accounts.models import Person
from wecare.accounts.queries import the_person

PASSWORD_BACKEND = "wecare.accounts.backends.PasswordBackend"  # noqa: S105 -- a path


def open_session(request: HttpRequest, person: Person, *, provider: str) -> None:
    """Begin a session with a new key for whom the provider identified."""
    facts = sessions.logged_in(person=person, provider=provider)
    auth.login(request, person, backend=PASSWORD_BACKEND)
    request.session[identity.SESSION_KEY] = facts


class LoginView(auth_views.LoginView):
    """The password form, and the way to every other identity provider."""

    form_class = LoginForm
    template_name = "accounts/login.html"
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        open_session(self.request, the_person(form.get_user()), provider=identity.PASSWORD)
        return HttpResponseRedirect(self.get_success_url())

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        if form.has_error("__all__", code="invalid_login"):
            sessions.login_refused(email=form.cleaned_data["username"], provider=identity.PASSWORD)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(providers=identity.other_providers(), **context)


@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """End the session; only by POST, so that no link or picture can do it."""
    if isinstance(request.user, Person):
        sessions.logged_out(person=request.user)
    auth.logout(request)
    messages.info(request, gettext("Sei fuori dall'area personale."))
    return redirect(settings.LOGOUT_REDIRECT_URL)
