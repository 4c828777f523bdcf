"""What an application says at one instant, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Self

from calls.enums import OrganisationKind
from wecare.core.money import ZERO, euro


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The content of an application: answers by question, costs by category, files by rule."""

    organisation_kind: OrganisationKind
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
            organisation_kind=OrganisationKind(content["organisation"]["kind"]),
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
