"""The evaluation app."""

from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "evaluation"
    label = "evaluation"
    verbose_name = "valutazione"

    def ready(self) -> None:
        from applicants.queries.verification import register_holder
        from evaluation import permissions  # noqa: F401 -- it registers its predicates
        from evaluation.documents.acts import ACTS
        from evaluation.labels.formal_letters import FORMAL
        from evaluation.labels.letters import LETTERS
        from evaluation.models import RequestAnswer
        from evaluation.queries import access, announcements, formal_terms, verification
        from wecare.acts.engine.templates import register_template
        from wecare.core import dispatch
        from wecare.core.verification import register
        from wecare.notices.engine import catalogue, terms

        for letter in (*LETTERS, *FORMAL):
            catalogue.register(letter)
        terms.register("evaluation.requests", formal_terms.of_applicant)
        terms.register("evaluation.checks", formal_terms.of_officer)
        register_holder(RequestAnswer)
        register("evaluation.formal_answers", verification.formal_answers)
        register("evaluation.samples", verification.samples)
        dispatch.pending(
            "evaluation.announcements",
            task="evaluation.announce_list",
            query=announcements.pending,
            oldest=announcements.oldest,
        )
        dispatch.pending(
            "evaluation.accesses",
            task="evaluation.write_access",
            query=access.pending,
            oldest=access.SHELF.oldest,
        )
        for act in ACTS:
            register_template(act)
        register("evaluation.ranked_lists", verification.ranked_lists)
        register("evaluation.assessments", verification.assessments)
