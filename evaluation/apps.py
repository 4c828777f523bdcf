"""The evaluation app."""

from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "evaluation"
    label = "evaluation"
    verbose_name = "valutazione"

    def ready(self) -> None:
        from evaluation import permissions  # noqa: F401 -- it registers its predicates
        from evaluation.labels.letters import LETTERS
        from evaluation.queries import verification
        from wecare.core.verification import register
        from wecare.notices.engine import catalogue

        for letter in LETTERS:
            catalogue.register(letter)
        register("evaluation.ranked_lists", verification.ranked_lists)
        register("evaluation.assessments", verification.assessments)
