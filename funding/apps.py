"""The funding app."""

from django.apps import AppConfig


class FundingConfig(AppConfig):
    name = "funding"
    label = "funding"
    verbose_name = "finanziamenti"

    def ready(self) -> None:
        from evaluation.policies.departures import hinder
        from funding import permissions  # noqa: F401 -- it registers its predicates
        from funding.actions.exit_effects import EFFECTS
        from funding.documents import CONCESSION
        from funding.documents.exit_letters import LETTERS
        from funding.documents.exits import ACTS
        from funding.labels import OUTCOME_LETTER
        from funding.policies import closed
        from funding.queries import aid_verification, exit_terms, verification
        from wecare.acts.engine import effects
        from funding.labels import OUTCOME_LETTER, PAYMENT_LETTERS
        from funding.queries import payment_verification, verification
        from funding.labels_conditions import OFFER, REMINDER
        from funding.queries import adhesion, verification, verification_conditions
        from funding.labels import EXPENSE_LETTERS, OUTCOME_LETTER
        from funding.queries import expense_content, expense_imports, verification
        from funding.queries import dossiers, expiries, verification
        from wecare.acts.engine.templates import register_template
        from wecare.core import dispatch
        from wecare.core.verification import register
        from wecare.notices.engine import catalogue, terms

        for letter in (OUTCOME_LETTER, *LETTERS):
        catalogue.register(OUTCOME_LETTER)
        for letter in PAYMENT_LETTERS:
        for letter in (OUTCOME_LETTER, *EXPENSE_LETTERS):
            catalogue.register(letter)
        dispatch.pending(
            "funding.dossiers",
            task="funding.write_dossier",
            query=dossiers.pending,
            oldest=dossiers.SHELF.oldest,
        )
        terms.register("funding.expiries", expiries.office_terms)
        register_template(CONCESSION)
        for act in ACTS:
            register_template(act)
        for template, effect in EFFECTS.items():
            effects.register(template, effect)
        register("funding.decrees", verification.decrees)
        register("funding.awards", verification.awards)
        register("funding.money", verification.money)
        register("funding.recoveries", verification.recoveries)
        register("funding.exits", verification.exits)
        terms.register("funding.exits", exit_terms.of_beneficiary)
        terms.register("funding.exits_office", exit_terms.of_office)
        hinder("funding.closed", closed)
        register("funding.aid", aid_verification.aid)
        register("funding.payments", payment_verification.payments)
        register("funding.payment_orders", payment_verification.orders)
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
        register("funding.expenses", expense_content.problems)
        dispatch.pending(
            "funding.expense_imports",
            task="funding.read_expenses",
            query=expense_imports.pending,
            oldest=expense_imports.oldest,
        )
