"""The funding app."""

from django.apps import AppConfig


class FundingConfig(AppConfig):
    name = "funding"
    label = "funding"
    verbose_name = "finanziamenti"

    def ready(self) -> None:
        from funding import permissions, registration  # noqa: F401 -- predicates register themselves

        registration.register_all()
