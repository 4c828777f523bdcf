"""Calls: the programme, the calls and their rulebooks."""

from django.apps import AppConfig


class CallsConfig(AppConfig):
    name = "calls"
    verbose_name = "bandi"

    def ready(self) -> None:
        from calls import permissions  # noqa: F401 -- it registers its predicates
        from calls.queries import verification
        from wecare.core.verification import register

        register("calls.rulebooks", verification.rulebooks)
        register("calls.budgets", verification.budgets)
