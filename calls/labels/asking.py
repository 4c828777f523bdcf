"""When a question is asked, in words."""

from django.utils.translation import gettext as _

from calls.engine.asking import Question
from calls.engine.rulebook import Rulebook


def condition_of(question: Question, rules: Rulebook) -> str:
    """The sentence that says when the question is asked; empty when it always is."""
    if not question.shown_if:
        return ""
    return _("Si risponde solo se a «%(question)s» hai scelto: %(values)s.") % {
        "question": rules.question(question.shown_if).label,
        "values": ", ".join(question.shown_values),
    }
