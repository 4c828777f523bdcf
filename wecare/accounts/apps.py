"""The accounts app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "wecare.accounts"
    label = "accounts"
    verbose_name = _("Persone e ruoli")

    def ready(self) -> None:
        from wecare.accounts import permissions  # noqa: F401 -- registers the predicates
