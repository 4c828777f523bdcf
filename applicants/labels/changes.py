"""What changed in a text, as people read it: whose, which field, before and after."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applicants.engine.changes import Change, changes
from applicants.labels.answers import answer_text
from calls.engine.rulebook import Rulebook
from wecare.core.money import euro, format_amount

LONGEST = 300  # characters of a value that are shown
_AMOUNTS = frozenset({"cost", "own_funding", "own_in_kind"})
_NAMES: Mapping[str, str | Promise] = {
    "title": gettext_lazy("Titolo del progetto"),
    "lot": gettext_lazy("Lotto"),
    "aid_form": gettext_lazy("Forma dell'aiuto"),
    "months": gettext_lazy("Durata in mesi"),
    "starts_on": gettext_lazy("Inizio"),
    "own_funding": gettext_lazy("Quota propria"),
    "own_in_kind": gettext_lazy("Quota propria in natura"),
    "organisation": gettext_lazy("Dati dell'ente"),
    "districts": gettext_lazy("Distretti"),
    "joined": gettext_lazy("È entrato nel gruppo"),
    "left": gettext_lazy("È uscito dal gruppo"),
}


@dataclass(frozen=True, slots=True)
class ChangeSaid:
    """One difference in words; before and after are blank where there is nothing to show."""

    who: str
    what: str
    before: str
    after: str


def changes_said(
    old: Mapping[str, Any], new: Mapping[str, Any], rules: Rulebook
) -> list[ChangeSaid]:
    """Every difference between two contents."""
    return [_said(each, rules) for each in changes(old, new)]


def _said(change: Change, rules: Rulebook) -> ChangeSaid:
    shown = change.kind not in {"organisation", "joined", "left"}
    return ChangeSaid(
        change.name,
        _named(change, rules),
        _value(change, change.before, rules) if shown else "",
        _value(change, change.after, rules) if shown else "",
    )


def _named(change: Change, rules: Rulebook) -> str:
    titles: dict[str, str] = {}
    match change.kind:
        case "answer":
            titles = {each.code: each.label for each in rules.questions}
        case "cost":
            titles = {each.code: each.title for each in rules.cost_categories}
        case "file":
            titles = {each.code: each.title for each in (*rules.uploads, *rules.partner_uploads)}
        case kind:
            return str(_NAMES[kind])
    return titles.get(change.code, change.code)


def _value(change: Change, value: Any, rules: Rulebook) -> str:
    if value in (None, "", []):
        return _("niente")
    if change.kind in _AMOUNTS:
        return format_amount(euro(value))
    if change.kind == "answer":
        asked = next((each for each in rules.questions if each.code == change.code), None)
        value = value if asked is None else answer_text(asked, value)
    if isinstance(value, list):
        value = ", ".join(map(str, value))
    text = str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
