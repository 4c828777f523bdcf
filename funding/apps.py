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
        from funding.labels import OUTCOME_LETTER, PAYMENT_LETTERS
        from funding.queries import payment_verification, verification
        from wecare.acts.engine.templates import register_template
        from wecare.core.verification import register
        from wecare.notices.engine import catalogue

        catalogue.register(OUTCOME_LETTER)
        for letter in PAYMENT_LETTERS:
            catalogue.register(letter)
        register_template(CONCESSION)
        for act in ACTS:
            register_template(act)
        register("funding.decrees", verification.decrees)
        register("funding.awards", verification.awards)
        register("funding.money", verification.money)
        register("funding.payments", payment_verification.payments)
        register("funding.payment_orders", payment_verification.orders)
