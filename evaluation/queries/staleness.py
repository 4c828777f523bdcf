"""What moved under a list since it was drawn up: which applications, and what of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from calls.models import Rulebook
from calls.queries.calls import current_rulebook
from evaluation.engine.drawing import input_json
from evaluation.engine.draws import seeded
from evaluation.enums import AdmissibilityOutcome
from evaluation.labels import ADMISSIBILITY_OUTCOMES
from evaluation.models import RankedList
from evaluation.queries.ranking_input import entries_of, rules_of


@dataclass(frozen=True, slots=True)
class MovedPoint:
    """One thing that is other than when the list was drawn up; without protocol, it is the rules."""

    code: str
    sentence: str
    protocol: str = ""


def moved_since(ranked_list: RankedList) -> tuple[MovedPoint, ...]:
    """Everything that moved, in the order of the protocols; nothing if the list is up to date.

    Asked only of a call whose gate is open, since otherwise there is nothing to compare with.

    :raises ScoresIncomplete: if an admissible application has no signed points.
    """
    rulebook = current_rulebook(ranked_list.call) or ranked_list.rulebook
    return tuple(_moved(ranked_list.input, _now(ranked_list, rulebook)))


def _now(ranked_list: RankedList, rulebook: Rulebook) -> dict[str, Any]:
    entries = entries_of(ranked_list.call, rulebook)
    rules = seeded(rules_of(rulebook), rulebook.digest, entries)
    return input_json(entries, rules)


def _moved(before: dict[str, Any], now: dict[str, Any]) -> Iterator[MovedPoint]:
    was, is_now = dict(before["rules"], draw_seed=""), dict(now["rules"], draw_seed="")
    if was != is_now:
        yield MovedPoint("rules", _("Sono cambiate le regole del bando che ordinano e assegnano."))
    former = {each["protocol"]: each for each in before["entries"]}
    later = {each["protocol"]: each for each in now["entries"]}
    for protocol in sorted({*former, *later}, key=_order):
        yield from _of_one(protocol, former.get(protocol), later.get(protocol))


def _of_one(
    protocol: str, was: dict[str, Any] | None, is_now: dict[str, Any] | None
) -> Iterator[MovedPoint]:
    facts = {"protocol": protocol}
    if was is None or is_now is None:
        words = (
            _("Prot. %(protocol)s: la domanda è arrivata dopo.")
            if was is None
            else _("Prot. %(protocol)s: la domanda non c'è più.")
        )
        yield MovedPoint("entry", words % facts, protocol)
        return
    if was["outcome"] != is_now["outcome"]:
        outcome = ADMISSIBILITY_OUTCOMES[AdmissibilityOutcome(is_now["outcome"])][0]
        words = _("Prot. %(protocol)s: l'esito dell'istruttoria ora è “%(outcome)s”.")
        yield MovedPoint("admissibility", words % {**facts, "outcome": outcome}, protocol)
    elif (was["points"], was.get("computed")) != (is_now["points"], is_now.get("computed")):
        yield MovedPoint(
            "points", _("Prot. %(protocol)s: sono cambiati i punti.") % facts, protocol
        )
    elif _said(was, is_now) != _said(is_now, was):
        yield MovedPoint(
            "content", _("Prot. %(protocol)s: sono cambiati i dati.") % facts, protocol
        )


def _said(entry: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """What both say; names are frozen with what was sent, and not all are published."""
    return {name: entry[name] for name in entry if name in other and name != "organisation_name"}


def _order(protocol: str) -> tuple[int, int]:
    number, _bar, year = protocol.partition("/")
    return int(year), int(number)
