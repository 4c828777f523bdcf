"""The printed list, read from the published document alone: parts by lot, words for what is stored.

And what letters about lists say: plain values, in the language in which they are asked for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from evaluation.enums import DepartureKind, ObservationAnswer, Outcome
from evaluation.labels import OUTCOMES, sentence, why
from evaluation.labels.money import lot_said
from evaluation.labels.publication import DEPARTURES, OBSERVATION_ANSWERS, last_day
from evaluation.models import Departure, Observation, RankedRow
from wecare.core.components import formats
from wecare.core.money import format_amount

_PLAIN = frozenset({"place", "place_over_threshold", "funded", "money_ended"})


@dataclass(frozen=True, slots=True)
class PrintedPart:
    """One lot of the document, with the rows in place and those left out."""

    code: str
    title: str
    amount: str
    granted: str
    left: str
    ranked: tuple[Mapping[str, Any], ...]
    excluded: tuple[Mapping[str, Any], ...]
    money: tuple[str, ...]
    reserves: tuple[str, ...]
    funds: tuple[str, ...]


def printed_parts(document: Mapping[str, Any]) -> tuple[PrintedPart, ...]:
    """The lots of a published document in their order."""
    rules = {lot["code"]: lot for lot in document["rules"]["lots"]}
    rows: dict[str, list[Mapping[str, Any]]] = {}
    for row in document["rows"]:
        rows.setdefault(row["lot"], []).append(row)
    return tuple(
        PrintedPart(
            code=lot["code"],
            title=rules[lot["code"]]["title"],
            amount=lot["amount"],
            granted=lot["granted"],
            left=lot["left"],
            ranked=tuple(r for r in rows.get(lot["code"], []) if r["position"] is not None),
            excluded=tuple(r for r in rows.get(lot["code"], []) if r["position"] is None),
            money=tuple(lot_said(lot, rules)),
            reserves=tuple(each["code"] for each in lot.get("reserves", [])),
            funds=tuple(each["fund"] for each in lot.get("funds", [])),
        )
        for lot in document["lots"]
    )


def outcome_words(outcome: str) -> str | Promise:
    """The outcome as people read it."""
    return OUTCOMES[Outcome(outcome)][0]


def why_words(facts: list[Mapping[str, Any]]) -> str:
    """Why this place and this amount, in sentences."""
    return why(facts)


def _is_computed(stated: Mapping[str, Any]) -> bool:
    return str(stated["code"]).startswith("computed_")


@dataclass(frozen=True, slots=True)
class Remark:
    """What is particular to a row: a tie, an offer in part."""

    position: int
    protocol: str
    words: str


def remarks(part: PrintedPart) -> list[Remark]:
    """What places and amounts do not tell by themselves, row by row."""
    found = []
    for row in part.ranked:
        facts = [
            each for each in row["why"] if each["code"] not in _PLAIN and not _is_computed(each)
        ]
        if facts:
            found.append(Remark(row["position"], row["protocol"], why(facts)))
    return found


def computed_remarks(part: PrintedPart) -> list[Remark]:
    """What the criteria that nobody judged looked at and gave, row by row."""
    found = []
    for row in part.ranked:
        facts = [each for each in row["why"] if _is_computed(each)]
        if facts:
            found.append(Remark(row["position"], row["protocol"], why(facts)))
    return found


def list_context(row: RankedRow) -> dict[str, Any]:
    """What the letter of a published list says of one's own row, and of nobody else's."""
    ranked_list = row.ranked_list
    call = ranked_list.call
    until = ranked_list.observations_until
    lot = next(each for each in ranked_list.rulebook.rules.lots if each.code == row.lot)
    return {
        "call_code": call.code,
        "call_title": call.title,
        "stage": ranked_list.stage,
        "cause": ranked_list.cause,
        "version": ranked_list.version,
        "published_at": formats.instant(ranked_list.published_at),
        "last_day": "" if until is None else last_day(until),
        "lot": lot.title,
        "protocol": row.protocol,
        "title": row.title,
        "outcome_label": str(outcome_words(row.outcome)),
        "position": row.position,
        "points": None if row.points is None else formats.points(row.points),
        "requested": format_amount(row.requested),
        "granted": format_amount(row.granted),
        "reasons": own_reasons(row),
        "application": str(row.submission.application.public_id),
    }


def own_reasons(row: RankedRow) -> list[str]:
    """Why, in sentences; for a formal refusal, what the office wrote to this applicant alone."""
    said = [sentence(each) for each in row.why]
    if row.outcome in {Outcome.INADMISSIBLE.value, Outcome.IRRECEIVABLE.value}:
        said.append(row.submission.admissibility.reasons)
    return said


def observation_context(observation: Observation) -> dict[str, Any]:
    """What the letter that answers an observation says."""
    call = observation.submission.application.call
    return {
        "call_code": call.code,
        "call_title": call.title,
        "version": observation.ranked_list.version,
        "protocol": observation.submission.protocol,
        "title": observation.submission.title,
        "filed_at": formats.instant(observation.filed_at),
        "answer": observation.answer,
        "answer_label": str(OBSERVATION_ANSWERS[ObservationAnswer(observation.answer)][0]),
        "reasons": observation.reasons,
        "application": str(observation.submission.application.public_id),
    }


def departure_context(departure: Departure, row: RankedRow) -> dict[str, Any]:
    """What the letter that confirms a departure says."""
    call = row.ranked_list.call
    return {
        "call_code": call.code,
        "call_title": call.title,
        "protocol": row.protocol,
        "title": row.title,
        "kind": departure.kind,
        "kind_label": str(DEPARTURES[DepartureKind(departure.kind)]),
        "granted": format_amount(row.granted),
        "reason": departure.reason,
        "act": "" if departure.act is None else str(departure.act),
        "recorded_at": formats.instant(departure.recorded_at),
        "application": str(row.submission.application.public_id),
    }
