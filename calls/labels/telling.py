"""The values of a part of the rules, each with its name, as people read them.

It reads the part field by field, so a rule that joins later is told without a line here: its name is
in `FIELDS`, its unit in `calls.labels.differences`.
"""

import dataclasses
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from calls.engine.spending import OwnShareBracket
from calls.labels.differences import named, shown
from wecare.core.components import formats

_UNSAID: tuple[Any, ...] = (None, "", (), False)  # and so a bound of zero, which bounds nothing
_ARTICLE = "article"


@dataclasses.dataclass(frozen=True, slots=True)
class Saying:
    """One value: what it is, the value in words, the article that says it."""

    name: str
    value: str
    article: str


def sayings(part: Any) -> list[Saying]:
    """What a part says, in the order of its fields; what is empty is not said.

    `article` stands for the whole part, an article with a longer name for the fields since the last.
    """
    found: list[Saying] = []
    for names, article in _by_article(part):
        found.extend(
            Saying(named(name), _said(name, getattr(part, name)), article) for name in names
        )
    return found


def _by_article(part: Any) -> Iterator[tuple[list[str], str]]:
    waiting: list[str] = []
    whole = getattr(part, _ARTICLE, "")
    for field in dataclasses.fields(part):
        value = getattr(part, field.name)
        if field.name.endswith(f"_{_ARTICLE}"):
            yield waiting, value or whole
            waiting = []
        elif field.name != _ARTICLE and value not in _UNSAID:
            waiting.append(field.name)
    yield waiting, whole


def _said(name: str, value: Any) -> str:
    if isinstance(value, tuple) and all(isinstance(each, OwnShareBracket) for each in value):
        return "; ".join(_bracket(each) for each in value)
    return shown(name, value)


def _bracket(bracket: OwnShareBracket) -> str:
    facts = {
        "share": formats.percent(bracket.minimum_percent),
        "top": formats.euro(bracket.up_to),
    }
    if bracket.up_to is None:
        return _("%(share)s per progetti di valore più alto") % facts
    return _("%(share)s per progetti fino a %(top)s") % facts
