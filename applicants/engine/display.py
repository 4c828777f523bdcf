"""Which questions are asked, after what was answered to those before."""

from collections.abc import Mapping
from typing import Any

from calls.engine.rulebook import Rulebook


def shown(rules: Rulebook, answers: Mapping[str, Any]) -> frozenset[str]:
    """The codes of the questions that are asked; what hangs on a hidden one is hidden too."""
    found: set[str] = set()
    for question in rules.questions:
        if not question.shown_if or (
            question.shown_if in found and answers.get(question.shown_if) in question.shown_values
        ):
            found.add(question.code)
    return frozenset(found)


def without_hidden(rules: Rulebook, content: Mapping[str, Any]) -> dict[str, Any]:
    """The content with no answer and no file of a question that is not asked."""
    asked = shown(rules, content["answers"])
    hidden = {question.code for question in rules.questions} - asked
    return {
        **content,
        "answers": {key: each for key, each in content["answers"].items() if key not in hidden},
        "attachments": [
            each for each in content["attachments"] if each["requirement"] not in hidden
        ],
    }
