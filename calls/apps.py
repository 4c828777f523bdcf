"""Calls: the programme, the calls and their rulebooks."""

from django.apps import AppConfig


class CallsConfig(AppConfig):
    name = "calls"
    verbose_name = "bandi"

    def ready(self) -> None:
        from calls import permissions  # noqa: F401 -- it registers its predicates
        from calls.actions import quarantine
        from calls.documents import ACTS
        from calls.labels.letters import LETTERS
        from calls.queries import calls, imports, verification
        from wecare.acts.engine.templates import register_template
        from wecare.core import dispatch, scanning
        from wecare.core.verification import register
        from wecare.notices.engine import catalogue

        for letter in LETTERS:
            catalogue.register(letter)
        scanning.when_quarantined(quarantine.tell)
        dispatch.pending(
            "calls.closing",
            task="calls.close_call",
            query=calls.calls_to_close,
            oldest=calls.oldest_call_to_close,
        )
        dispatch.pending(
            "calls.imports",
            task="calls.carry_on_import",
            query=imports.imports_to_carry_on,
            oldest=imports.oldest_import_to_carry_on,
        )
        for act in ACTS:
            register_template(act)
        register("calls.imports", imports.problems)
        register("calls.rulebooks", verification.rulebooks)
        register("calls.budgets", verification.budgets)
