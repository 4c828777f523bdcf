"""What an application says at one instant, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Self

from applicants.engine.eligibility import Profile
from calls.engine.rulebook import Rulebook
from calls.enums import OrganisationKind, OrganisationSize, Register
from wecare.core.money import ZERO, euro


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The content of an application: answers by question, costs by category, files by rule."""

    organisation: Profile
    lot: str
    title: str
    answers: Mapping[str, Any]
    costs: Mapping[str, Decimal]
    own_funding: Decimal
    attachments: frozenset[str]
    own_in_kind: Decimal = ZERO
    months: int | None = None
    starts_on: date | None = None

    @classmethod
    def of_content(cls, content: Mapping[str, Any]) -> Self:
        """Read the content that a submission freezes; older contents say less."""
        starts_on = content.get("starts_on")
        return cls(
            organisation=_profile(content["organisation"]),
            lot=content["lot"],
            title=content["title"],
            answers=content["answers"],
            costs={code: euro(amount) for code, amount in content["costs"].items()},
            own_funding=euro(content["own_funding"]),
            attachments=frozenset(each["requirement"] for each in content["attachments"]),
            own_in_kind=euro(content.get("own_in_kind", "0.00")),
            months=content.get("months"),
            starts_on=date.fromisoformat(starts_on) if starts_on else None,
        )


def _profile(organisation: Mapping[str, Any]) -> Profile:
    """Read who applies; a register that was not asked for is not said."""
    seat = organisation.get("seat") or {}
    size, registers = organisation.get("size"), organisation.get("registers")
    return Profile(
        kind=OrganisationKind(organisation["kind"]),
        province=seat.get("province") or None,
        municipality=seat.get("municipality") or None,
        size=OrganisationSize(size) if size else None,
        nonprofit=organisation.get("nonprofit"),
        registers=None if registers is None else frozenset(Register(each) for each in registers),
    )


def under(content: Mapping[str, Any], rules: Rulebook) -> dict[str, Any]:
    """The content as far as the rules ask for it.

    A draft follows the rules in force: an answer, a cost or a file of which a correction took the
    question away stays stored, and is no part of what is judged or sent.
    """
    questions = {question.code for question in rules.questions}
    categories = {category.code for category in rules.cost_categories}
    files = {rule.code for rule in rules.attachments} | questions
    return {
        **content,
        "answers": {key: value for key, value in content["answers"].items() if key in questions},
        "costs": {key: value for key, value in content["costs"].items() if key in categories},
        "attachments": [each for each in content["attachments"] if each["requirement"] in files],
    }
