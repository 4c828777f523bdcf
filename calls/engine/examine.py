"""Read a whole draft, once for those who ask what lacks and for those who publish."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from calls.engine import (
    access_parts,
    districts_parts,
    partnership_parts,
    parts,
    phases_parts,
    spending_parts,
    terms_parts,
)
from calls.engine.checks import check_agreement
from calls.engine.facts import fact
from calls.engine.reading import Draft, Missing
from calls.engine.rulebook import Rulebook, Window
from calls.enums import ArticleTopic, EditorSection

_ORDER = list(EditorSection)


def examine(
    draft: Mapping[str, Any], *, call_code: str, fund: str
) -> tuple[Rulebook | None, tuple[Missing, ...]]:
    """Read the draft as a rulebook; there is none while anything is wrong."""
    problems: list[Missing] = []
    read = Draft(draft, problems)
    _check_sections(draft, problems)
    windows, window_article, procedure = parts.receiving(read)
    rules = _assembled(read, call_code=call_code, fund=fund, window_article=window_article)
    rules = replace(rules, **procedure)
    if windows:
        rules = replace(rules, window=windows[0], more_windows=windows[1:])
    if not problems:
        problems.extend(check_agreement(rules))
    ordered = tuple(sorted(problems, key=lambda each: _ORDER.index(each.section)))
    return (None if ordered else rules), ordered


def _check_sections(draft: Mapping[str, Any], problems: list[Missing]) -> None:
    known = {section.value for section in EditorSection}
    for name in sorted(set(draft) - known):
        stated = fact("unknown_field", where=(EditorSection.IDENTITY.value,), read=str(name)[:40])
        problems.append(Missing(EditorSection.IDENTITY, stated))


def _assembled(read: Draft, *, call_code: str, fund: str, window_article: str) -> Rulebook:
    never = datetime.fromisoformat("0001-01-02T00:00:00+00:00")
    kinds, eligibility_article, access = access_parts.eligibility(read)
    group, caps, conditions = partnership_parts.partnership(read)
    identity: dict[str, Any] = {**parts.identity(read)}
    criteria = parts.criteria(read)
    cost_groups, cost_categories = spending_parts.costs(read)
    articles = {
        ArticleTopic.WINDOW: window_article,
        ArticleTopic.ELIGIBILITY: eligibility_article,
        ArticleTopic.THRESHOLDS: criteria.pop("article"),
    }
    return Rulebook(
        call_code=call_code,
        **identity,
        window=Window(never, never),
        lots=parts.lots(read, fund=fund),
        eligible_kinds=kinds,
        amounts=spending_parts.amounts(read),
        sections=parts.sections(read),
        attachments=parts.attachments(read),
        cost_categories=cost_categories,
        cost_groups=cost_groups,
        **criteria,
        ties=parts.ties(read),
        access=access,
        partnership=group,
        caps=caps,
        conditions=conditions,
        districts=districts_parts.districts(read),
        phases=phases_parts.phases(read),
        terms=terms_parts.terms(read),
        duration=spending_parts.duration(read),
        articles={topic: text for topic, text in articles.items() if text},
    )
