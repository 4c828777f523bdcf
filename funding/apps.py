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
        from funding.labels import OUTCOME_LETTER
        from funding.labels_conditions import OFFER, REMINDER
        from funding.queries import adhesion, verification, verification_conditions
        from wecare.acts.engine.templates import register_template
        from wecare.core import dispatch
        from wecare.core.verification import register
        from wecare.notices.engine import catalogue, terms

        catalogue.register(OUTCOME_LETTER)
        register_template(CONCESSION)
        for act in ACTS:
            register_template(act)
        register("funding.decrees", verification.decrees)
        register("funding.awards", verification.awards)
        register("funding.money", verification.money)
        for letter in (OFFER, REMINDER):
            catalogue.register(letter)
        terms.register("funding.acceptances", adhesion.terms_of)
        dispatch.pending(
            "funding.acceptance_reminders",
            task="funding.remind_acceptance",
            query=adhesion.reminders_to_write,
        )
        register("funding.shares", verification_conditions.shares)
        register("funding.conditions", verification_conditions.conditions)
