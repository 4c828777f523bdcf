"""Write a rulebook back as a draft: compiled again it gives the same rules.

The shape follows from the values. A field of the rulebook stands in the editor's section in which its
changes are told (`differences.SECTIONS`), under its own name; one that is alone in its section and
holds several parts is the list of that section; a part that is a value of its own gives its fields to
the section. So a rule that joins later comes along by itself.
"""

import dataclasses
from collections import Counter
from collections.abc import Mapping
from typing import Any

from calls.engine import codec
from calls.engine.differences import SECTIONS, TOPICS
from calls.engine.rulebook import Rulebook
from calls.enums import EditorSection

INSTANTS = ("opens_at", "closes_at")
_BLANK: tuple[Any, ...] = (None, "", [])


def draft_of(rules: Rulebook, *, fund: str = "") -> dict[str, Any]:
    """The draft of these rules; lots that spend `fund`, the one of the call, do not name it."""
    draft: dict[str, Any] = {}
    held = Counter(SECTIONS.values())
    for field in dataclasses.fields(Rulebook):
        value = getattr(rules, field.name)
        if field.name not in SECTIONS or value is None or value == field.default:
            continue
        section = SECTIONS[field.name]
        written = _without_blanks(codec.to_json(value))
        if isinstance(value, tuple) and held[section] == 1:
            draft[section.value] = written
            continue
        part = draft.setdefault(section.value, {})
        part.update(written if dataclasses.is_dataclass(value) else {field.name: written})
    _add_articles(draft, rules)
    _forget_fund(draft, fund)
    return draft


def undated(draft: Mapping[str, Any]) -> dict[str, Any]:
    """The draft without the instants of its window, which each call has of its own."""
    window = draft.get(EditorSection.WINDOW.value)
    if not isinstance(window, Mapping):
        return dict(draft)
    kept = {name: value for name, value in window.items() if name not in INSTANTS}
    return {**draft, EditorSection.WINDOW.value: kept}


def _add_articles(draft: dict[str, Any], rules: Rulebook) -> None:
    for section, topic in TOPICS.items():
        if article := rules.article(topic):
            draft.setdefault(section.value, {})["article"] = article


def _forget_fund(draft: dict[str, Any], fund: str) -> None:
    for lot in draft.get(EditorSection.LOTS.value, []):
        if lot.get("fund") == fund:
            del lot["fund"]


def _without_blanks(data: Any) -> Any:
    if isinstance(data, dict):
        return {name: _without_blanks(each) for name, each in data.items() if each not in _BLANK}
    return [_without_blanks(each) for each in data] if isinstance(data, list) else data
