"""Write a rulebook back as a draft: compiled again it gives the same rules.

The shape follows from the values. A field of the rulebook stands in the editor's section in which its
changes are told (`differences.SECTIONS`), under its own name; one that is alone in its section and
holds several parts is the list of that section; a part that is a value of its own gives its fields to
the section, and so do the parts of that one. So a rule that joins later comes along by itself; what
the page calls otherwise is in the tables below.
"""

import dataclasses
from collections import Counter
from collections.abc import Mapping
from typing import Any

from calls.engine import codec
from calls.engine.differences import SECTIONS, TOPICS
from calls.engine.rulebook import Rulebook
from calls.enums import EditorSection

INSTANTS = ("opens_at", "closes_at", "more")
NAMES = {"more_windows": "more"}
OWN_ARTICLES = {"desk": "desk_article"}  # beside the article of the whole section
ALONE = {"cost_categories": "cost_groups"}  # the whole section, unless the other says something
SWITCHES = {"partnership": "groups", "districts": "asked"}  # without it the draft says nothing
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
        other = ALONE.get(field.name)
        if isinstance(value, tuple) and (
            held[section] == 1 or (other is not None and not getattr(rules, other))
        ):
            draft[section.value] = written
            continue
        part = draft.setdefault(section.value, {})
        if not dataclasses.is_dataclass(value):
            part[NAMES.get(field.name, field.name)] = written
            continue
        part.update(_named(field.name, _flat(value, written)))
    _add_articles(draft, rules)
    _forget_fund(draft, fund)
    return draft


def undated(draft: Mapping[str, Any]) -> dict[str, Any]:
    """The draft without the instants of its windows and phases, which each call has of its own."""
    kept = dict(draft)
    window = draft.get(EditorSection.WINDOW.value)
    if isinstance(window, Mapping):
        kept[EditorSection.WINDOW.value] = _without_instants(window)
    phases = draft.get(EditorSection.PHASES.value)
    if isinstance(phases, list):
        kept[EditorSection.PHASES.value] = [_without_instants(each) for each in phases]
    return kept


def _without_instants(part: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in part.items() if name not in INSTANTS}


def _named(name: str, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields of a part as the section of the draft calls them."""
    if name in OWN_ARTICLES and "article" in fields:
        fields[OWN_ARTICLES[name]] = fields.pop("article")
    return {SWITCHES[name]: True, **fields} if name in SWITCHES else fields


def _flat(part: Any, written: dict[str, Any]) -> dict[str, Any]:
    """The fields of a part, those of the parts inside it in their place."""
    found: dict[str, Any] = {}
    for name, value in written.items():
        inner = getattr(part, name)
        found.update(_flat(inner, value) if dataclasses.is_dataclass(inner) else {name: value})
    return found


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
