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


def partner_answers(
    rules: Rulebook, lead: Mapping[str, Any], own: Mapping[str, Any]
) -> dict[str, Any]:
    """What conditions look at for a partner: its own answers, and the lead's to what only it fills."""
    each = {question.code for part in rules.partner_sections for question in part.questions}
    return {**{key: value for key, value in lead.items() if key not in each}, **own}


def without_hidden(rules: Rulebook, content: Mapping[str, Any]) -> dict[str, Any]:
    """The content with no answer and no file of a question that is not asked."""
    kept = {**content, **_asked(rules, content, shown(rules, content["answers"]))}
    if "partners" in content:
        kept["partners"] = [
            {
                **each,
                **_asked(
                    rules,
                    each,
                    shown(rules, partner_answers(rules, content["answers"], each["answers"])),
                ),
            }
            for each in content["partners"]
        ]
    return kept


def _asked(rules: Rulebook, part: Mapping[str, Any], asked: frozenset[str]) -> dict[str, Any]:
    hidden = {question.code for question in rules.questions} - asked
    return {
        "answers": {key: each for key, each in part["answers"].items() if key not in hidden},
        "attachments": [each for each in part["attachments"] if each["requirement"] not in hidden],
    }
