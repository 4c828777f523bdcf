"""The printed list, read from the published document alone, and what the minutes of a session say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from evaluation.enums import Outcome
from evaluation.labels import OUTCOMES, why
from evaluation.labels.money import lot_said
from evaluation.models import Attendance, Decision, PanelSession

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


def minutes_context(
    session: PanelSession, attendances: Sequence[Attendance], decisions: Sequence[Decision]
) -> dict[str, Any]:
    """What the minutes say, frozen when the session closes; instants are ISO 8601 with their zone."""
    panel = session.panel
    assert session.opened_at is not None  # noqa: S101 -- only an open session is closed
    assert session.closed_at is not None  # noqa: S101 -- the action has just set it
    return {
        "call": {"code": panel.call.code, "title": panel.call.title},
        "act": str(panel.act),
        "number": session.number,
        "place": session.place,
        "convened_for": session.convened_for.isoformat(),
        "opened_at": session.opened_at.isoformat(),
        "closed_at": session.closed_at.isoformat(),
        "quorum": panel.quorum,
        "attendances": [
            {
                "person": str(each.member.person),
                "role": each.member.role,
                "presence": each.presence,
            }
            for each in attendances
        ],
        "agenda": list(session.agenda),
        "minutes": session.minutes,
        "decisions": [
            {
                "sequence": each.sequence,
                "protocol": "" if each.submission is None else each.submission.protocol,
                "text": each.text,
                "present": list(each.present),
                "taken_at": each.taken_at.isoformat(),
            }
            for each in decisions
        ],
    }
