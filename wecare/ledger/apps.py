"""The ledger app."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "wecare.ledger"
    label = "ledger"

    def ready(self) -> None:
        """Let `manage.py verify` read the ledger."""
        from wecare.core import verification
        from wecare.ledger import queries

        verification.register("ledger", queries.problems)
