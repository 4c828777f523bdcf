"""What changes between two versions of a call's rules, part by part and field by field.

Parts that have a code are followed by it, so a lot that changes place is the same lot; parts without
one (the rules for ties) are compared as a whole, for their order is what they say.
"""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from calls.engine.rulebook import Rulebook
from calls.enums import ArticleTopic, EditorSection

SECTIONS: dict[str, EditorSection] = {
    "title": EditorSection.IDENTITY,
    "summary": EditorSection.IDENTITY,
    "responsible_office": EditorSection.IDENTITY,
    "contact": EditorSection.IDENTITY,
    "procedure": EditorSection.WINDOW,
    "window": EditorSection.WINDOW,
    "more_windows": EditorSection.WINDOW,
    "desk": EditorSection.WINDOW,
    "phases": EditorSection.PHASES,
    "lots": EditorSection.LOTS,
    "eligible_kinds": EditorSection.ELIGIBILITY,
    "access": EditorSection.ELIGIBILITY,
    "partnership": EditorSection.PARTNERSHIP,
    "caps": EditorSection.PARTNERSHIP,
    "conditions": EditorSection.PARTNERSHIP,
    "districts": EditorSection.DISTRICTS,
    "amounts": EditorSection.AMOUNTS,
    "duration": EditorSection.DURATION,
    "sections": EditorSection.SECTIONS,
    "attachments": EditorSection.ATTACHMENTS,
    "cost_categories": EditorSection.COSTS,
    "cost_groups": EditorSection.COSTS,
    "classes": EditorSection.CRITERIA,
    "criteria": EditorSection.CRITERIA,
    "total_threshold": EditorSection.CRITERIA,
    "aggregation": EditorSection.CRITERIA,
    "assessors": EditorSection.CRITERIA,
    "judging": EditorSection.CRITERIA,
    "ties": EditorSection.TIES,
    "terms": EditorSection.TERMS,
}
PLACE = frozenset(
    {"call_code", "measure", "line", "demonstration", "format"}
)  # no rule of the call
TOPICS: dict[EditorSection, ArticleTopic] = {
    EditorSection.WINDOW: ArticleTopic.WINDOW,
    EditorSection.ELIGIBILITY: ArticleTopic.ELIGIBILITY,
    EditorSection.CRITERIA: ArticleTopic.THRESHOLDS,
}
_ORDER = list(EditorSection)


class ChangeKind(StrEnum):
    """What became of a part or of a field."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `path` names the parts from the outside in; `field` is empty for a whole part.

    `before` and `after` are values of the rulebook: a decimal, an instant, a text, a tuple of parts.
    """

    section: EditorSection
    kind: ChangeKind
    path: tuple[str, ...] = ()
    field: str = ""
    before: Any = None
    after: Any = None
    article: str = ""


def differences(old: Rulebook, new: Rulebook) -> tuple[Change, ...]:
    """Every difference from one version to the next, in the order of the editor."""
    found: list[Change] = []
    for field in dataclasses.fields(Rulebook):
        if field.name in PLACE or field.name == "articles":
            continue
        section = SECTIONS[field.name]
        topic = TOPICS.get(section)
        walk = _Walk(section, article=new.article(topic) if topic else "")
        found.extend(walk.field(field.name, getattr(old, field.name), getattr(new, field.name)))
    found.extend(_articles(old, new))
    return tuple(sorted(found, key=lambda change: _ORDER.index(change.section)))


def sections_changed(changes: tuple[Change, ...]) -> frozenset[EditorSection]:
    """The parts of the editor in which something changes."""
    return frozenset(change.section for change in changes)


def _articles(old: Rulebook, new: Rulebook) -> Iterator[Change]:
    for section, topic in TOPICS.items():
        yield from _Walk(section).field("article", old.article(topic), new.article(topic))


@dataclass(frozen=True, slots=True)
class _Walk:
    """Where the comparison stands: the editor's section, the parts around, the article said there."""

    section: EditorSection
    path: tuple[str, ...] = ()
    article: str = ""

    def field(self, name: str, old: Any, new: Any) -> Iterator[Change]:
        """The differences of one field, and of the parts it holds."""
        if old == new:
            return
        if dataclasses.is_dataclass(new) and dataclasses.is_dataclass(old):
            yield from self.fields(old, new)
        elif _has_codes(old) and _has_codes(new) and (old or new):
            yield from self._parts(name, old, new)
        else:
            yield self.told(ChangeKind.CHANGED, field=name, before=old, after=new)

    def fields(self, old: Any, new: Any) -> Iterator[Change]:
        """The differences of a part, field by field."""
        inside = dataclasses.replace(self, article=getattr(new, "article", "") or self.article)
        for each in dataclasses.fields(new):
            yield from inside.field(each.name, getattr(old, each.name), getattr(new, each.name))

    def _parts(self, name: str, old: tuple[Any, ...], new: tuple[Any, ...]) -> Iterator[Change]:
        before = {part.code: part for part in old}
        after = {part.code: part for part in new}
        for code, part in before.items():
            if code not in after:
                yield self._inside(part).told(ChangeKind.REMOVED, before=part)
        for code, part in after.items():
            if code in before:
                yield from self._inside(part).fields(before[code], part)
            else:
                yield self._inside(part).told(ChangeKind.ADDED, after=part)
        kept = [code for code in before if code in after]
        placed = [code for code in after if code in before]
        if kept != placed:
            titles = tuple(_title(before[code]) for code in kept)
            moved = tuple(_title(after[code]) for code in placed)
            yield self.told(ChangeKind.MOVED, field=name, before=titles, after=moved)

    def _inside(self, part: Any) -> "_Walk":
        article = getattr(part, "article", "") or self.article
        return _Walk(self.section, (*self.path, _title(part)), article)

    def told(self, kind: ChangeKind, **facts: Any) -> Change:
        """The difference of this place."""
        return Change(self.section, kind, path=self.path, article=self.article, **facts)


def _has_codes(value: Any) -> bool:
    return isinstance(value, tuple) and all(hasattr(part, "code") for part in value)


def _title(part: Any) -> str:
    return str(getattr(part, "title", "") or getattr(part, "label", "") or part.code)
