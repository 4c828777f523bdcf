"""Pages of the people."""

from wecare.accounts.views.login import LoginView, logout
from wecare.accounts.views.password import PasswordView
from wecare.accounts.views.profile import ProfileView
from wecare.accounts.views.registration import RegistrationView
from wecare.accounts.views.throttle import throttled

__all__ = [
    "LoginView",
    "PasswordView",
    "ProfileView",
    "RegistrationView",
    "logout",
    "throttled",
]
