"""The evaluation app."""

from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "evaluation"
    label = "evaluation"
    verbose_name = "valutazione"

    def ready(self) -> None:
        from evaluation import permissions  # noqa: F401 -- it registers its predicates
        from evaluation.labels.letters import LETTERS
        from evaluation.queries import announcements, verification
        from wecare.core import dispatch
        from wecare.core.verification import register
        from wecare.notices.engine import catalogue

        for letter in LETTERS:
            catalogue.register(letter)
        dispatch.pending(
            "evaluation.announcements",
            task="evaluation.announce_list",
            query=announcements.pending,
            oldest=announcements.oldest,
        )
        register("evaluation.ranked_lists", verification.ranked_lists)
        register("evaluation.assessments", verification.assessments)
