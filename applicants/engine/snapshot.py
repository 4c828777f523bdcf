"""What an application says at one instant, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from calls.enums import OrganisationKind
from wecare.core.money import euro


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

    @classmethod
    def of_content(cls, content: Mapping[str, Any]) -> Self:
        """Read the content that a submission freezes."""
        return cls(
            organisation_kind=OrganisationKind(content["organisation"]["kind"]),
            lot=content["lot"],
            title=content["title"],
            answers=content["answers"],
            costs={code: euro(amount) for code, amount in content["costs"].items()},
            own_funding=euro(content["own_funding"]),
            attachments=frozenset(each["requirement"] for each in content["attachments"]),
        )
