"""Scenarios of a call, and what a scenario is made from: the frozen input of a list."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from applicants.models import Submission
from calls.labels import ORGANISATION_KINDS
from calls.models import Call
from evaluation.engine.entries import LAST_EDITION, Entry, RankingRules
from evaluation.engine.scenarios import About
from evaluation.enums import Outcome
from evaluation.labels import OUTCOMES
from evaluation.labels.scenarios import MOVES, SIMULATION
from evaluation.models import RankedList, Scenario

MOST = 4  # scenarios side by side with the list
HEAD = (
    "nota",
    "lotto",
    "protocollo",
    "ente",
    "progetto",
    "richiesti_euro",
    "posto_graduatoria",
    "punti_graduatoria",
    "assegnati_euro_graduatoria",
    "esito_graduatoria",
    "posto_simulazione",
    "punti_simulazione",
    "assegnati_euro_simulazione",
    "esito_simulazione",
    "che_cosa_cambia",
)


def standing(call: Call) -> RankedList | None:
    """The list that scenarios of the call stand beside: its last version, a draft too."""
    return (
        RankedList.objects.filter(call=call)
        .select_related("rulebook", "call")
        .defer("data")
        .order_by("-version")
        .first()
    )


def beside(ranked_list: RankedList) -> QuerySet[Scenario]:
    """The last made on the input that the list has now: comparable with it, and with one another."""
    return of_call(ranked_list.call).filter(
        ranked_list=ranked_list, input_digest=ranked_list.input_digest
    )[:MOST]


def of_call(call: Call) -> QuerySet[Scenario]:
    """The scenarios of the call, the last made first."""
    return (
        Scenario.objects.filter(ranked_list__call=call)
        .select_related("made_by", "ranked_list__call")
        .defer("ranked_list__input", "ranked_list__data", "rules")
        .order_by("-made_at", "-id")
    )


def input_of(ranked_list: RankedList) -> tuple[tuple[Entry, ...], RankingRules]:
    """Entries and rules as they were frozen with the list."""
    given = ranked_list.input
    rules = RankingRules.from_json(given["rules"], edition=LAST_EDITION)
    return tuple(Entry.from_json(each) for each in given["entries"]), rules


def about(call: Call) -> dict[str, About]:
    """Distretti and kind of body by protocol, out of what was sent."""
    found = Submission.objects.filter(call=call).values_list(
        "protocol_number", "protocol_year", "content__districts", "content__organisation__kind"
    )
    return {
        f"{number}/{year}": About(
            tuple((each["code"], each["title"]) for each in districts or ()), kind or ""
        )
        for number, year, districts, kind in found.order_by("pk").iterator()
    }


def kind_words(code: str) -> str:
    """The kind of a body in words."""
    known = {kind.value: words for kind, words in ORGANISATION_KINDS.items()}
    return str(known.get(code, code or "–"))


def table(scenario: Scenario) -> Iterator[tuple[Any, ...]]:
    """One line per application, each saying that it is a simulation."""
    for line in scenario.result["lines"]:
        yield (
            str(SIMULATION),
            line["lot"],
            line["protocol"],
            line["organisation_name"],
            line["title"],
            line["requested"],
            *_side(line["before"]),
            *_side(line["after"]),
            str(MOVES.get(line["moves"], "")),
        )


def _side(side: dict[str, Any]) -> tuple[Any, ...]:
    return (
        "" if side["position"] is None else side["position"],
        side["points"] or "",
        side["granted"],
        str(OUTCOMES[Outcome(side["outcome"])][0]),
    )


def document(scenario: Scenario) -> dict[str, Any]:
    """The scenario as data. Its format is no list's: nothing verifies it as one."""
    return {
        "format": "wecare-simulation/1",
        "simulation": True,
        "note": str(SIMULATION),
        "call": scenario.ranked_list.call.code,
        "compared_with_version": scenario.ranked_list.version,
        "name": scenario.name,
        "input_digest": scenario.input_digest,
        "changes": scenario.changes,
        "rules": scenario.rules,
        **scenario.result,
    }
