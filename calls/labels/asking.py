"""When a question is asked and what helps to answer it, in words."""

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


def help_of(question: Question) -> str:
    """What the call says to whoever answers: its explanation, then its example."""
    example = _("Esempio: %(example)s") % {"example": question.example} if question.example else ""
    return "\n".join(each for each in (question.help, example) if each)
