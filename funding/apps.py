"""The funding app."""

from django.apps import AppConfig


class FundingConfig(AppConfig):
    name = "funding"
    label = "funding"
    verbose_name = "finanziamenti"

    def ready(self) -> None:
        from funding import permissions  # noqa: F401 -- it registers its predicates
        from funding.documents import CONCESSION
        from funding.documents.exits import ACTS
        from funding.labels import EXPENSE_LETTERS, OUTCOME_LETTER
        from funding.queries import expense_content, expense_imports, verification
        from wecare.acts.engine.templates import register_template
        from wecare.core import dispatch
        from wecare.core.verification import register
        from wecare.notices.engine import catalogue

        for letter in (OUTCOME_LETTER, *EXPENSE_LETTERS):
            catalogue.register(letter)
        register_template(CONCESSION)
        for act in ACTS:
            register_template(act)
        register("funding.decrees", verification.decrees)
        register("funding.awards", verification.awards)
        register("funding.money", verification.money)
        register("funding.expenses", expense_content.problems)
        dispatch.pending(
            "funding.expense_imports",
            task="funding.read_expenses",
            query=expense_imports.pending,
            oldest=expense_imports.oldest,
        )
