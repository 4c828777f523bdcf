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
        from funding.queries import dossiers, expiries, verification
        from wecare.acts.engine.templates import register_template
        from wecare.core import dispatch
        from wecare.core.verification import register
        from wecare.notices.engine import catalogue, terms

        catalogue.register(OUTCOME_LETTER)
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
        register("funding.decrees", verification.decrees)
        register("funding.awards", verification.awards)
        register("funding.money", verification.money)
