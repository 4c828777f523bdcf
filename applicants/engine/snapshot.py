"""What an application says at one instant, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Self

from applicants.engine.eligibility import Profile
from calls.engine.rulebook import Rulebook
from calls.enums import OrganisationKind, OrganisationSize, Register
from wecare.core.money import ZERO, euro, total


@dataclass(frozen=True, slots=True)
class Member:
    """An organisation that takes part, known by its fiscal code, with what a partner fills itself.

    `costs` are euro by category; contents from before partners had costs say none.
    """

    fiscal_code: str
    name: str
    profile: Profile
    answers: Mapping[str, Any] = field(default_factory=dict)
    attachments: frozenset[str] = frozenset()
    costs: Mapping[str, Decimal] = field(default_factory=dict)
    own_funding: Decimal = ZERO
    own_in_kind: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Body:
    """A body that manages the services of a Distretto; its fiscal code is blank where not known."""

    name: str
    fiscal_code: str = ""


@dataclass(frozen=True, slots=True)
class Covered:
    """A Distretto that the project covers, with who manages its services."""

    code: str
    title: str
    bodies: tuple[Body, ...] = ()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The content of an application: answers by question, costs by category, files by rule.

    Costs and own funding are those of the whole group: what partners do not have is the lead's.
    `organisation` is the profile of the lead, `name` and `fiscal_code` are its own. `aid_form` is the
    form in which the aid is asked for, where the lot lets one choose.
    """

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
    name: str = ""
    fiscal_code: str = ""
    aid_form: str = ""
    partners: tuple[Member, ...] = ()
    districts: tuple[Covered, ...] = ()

    @property
    def members(self) -> tuple[Member, ...]:
        """All who take part, the lead first."""
        return (self.lead, *self.partners)

    @property
    def lead(self) -> Member:
        """The lead, with the costs and the own funding that are no partner's."""
        shares = self.partners
        return Member(
            self.fiscal_code,
            self.name,
            self.organisation,
            self.answers,
            self.attachments,
            {
                code: amount - total(each.costs.get(code, ZERO) for each in shares)
                for code, amount in self.costs.items()
            },
            self.own_funding - total(each.own_funding for each in shares),
            self.own_in_kind - total(each.own_in_kind for each in shares),
        )

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
            name=content["organisation"].get("name", ""),
            fiscal_code=content["organisation"].get("fiscal_code", ""),
            aid_form=content.get("aid_form", ""),
            partners=tuple(_partner(each) for each in content.get("partners", ())),
            districts=tuple(_covered(each) for each in content.get("districts", ())),
        )


def _partner(partner: Mapping[str, Any]) -> Member:
    return Member(
        fiscal_code=partner["fiscal_code"],
        name=partner["name"],
        profile=_profile(partner),
        answers=partner["answers"],
        attachments=frozenset(each["requirement"] for each in partner["attachments"]),
        costs={code: euro(amount) for code, amount in partner.get("costs", {}).items()},
        own_funding=euro(partner.get("own_funding", "0.00")),
        own_in_kind=euro(partner.get("own_in_kind", "0.00")),
    )


def _covered(district: Mapping[str, Any]) -> Covered:
    bodies = tuple(Body(each["name"], each["fiscal_code"]) for each in district["bodies"])
    return Covered(district["code"], district["title"], bodies)


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
    categories = {category.code for category in rules.cost_categories}
    questions = {question.code for question in rules.questions}
    kept = {
        **content,
        **_filled(content, questions, {rule.code for rule in rules.uploads}),
        "costs": {key: value for key, value in content["costs"].items() if key in categories},
    }
    if "partners" in content:
        asked = {each.code for section in rules.partner_sections for each in section.questions}
        files = {rule.code for rule in rules.partner_uploads}
        kept["partners"] = [
            {**each, **_filled(each, asked, files), **_spent(each, categories)}
            for each in content["partners"]
        ]
    return kept


def _spent(part: Mapping[str, Any], categories: set[str]) -> dict[str, Any]:
    """The costs of a partner that are still asked for; older contents have none."""
    if "costs" not in part:
        return {}
    return {"costs": {key: value for key, value in part["costs"].items() if key in categories}}


def _filled(part: Mapping[str, Any], questions: set[str], files: set[str]) -> dict[str, Any]:
    """The answers and files of the lead or of a partner that are still asked for."""
    return {
        "answers": {key: value for key, value in part["answers"].items() if key in questions},
        "attachments": [each for each in part["attachments"] if each["requirement"] in files],
    }
