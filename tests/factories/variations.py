"""Changes of partners after sending, brought forward by the portal's own actions."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from applicants.actions import variations
from applicants.actions.variations import Change
from applicants.engine.variation import Part
from applicants.models import Application, Organisation, Variation
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import an_organisation, fresh, sent
from tests.factories.calls import an_act
from tests.factories.partners import Joined, a_group_call, a_lead, accepted
from tests.factories.phases import opened
from tests.fixtures.database import Clock
from tests.fixtures.scenes import scene
from wecare.accounts.models import Person

NOTHING = Part()


@dataclass(frozen=True)
class Newcomer:
    """An organisation that may come in, with one of its people."""

    organisation: Organisation
    person: Person


def a_sent_group(clock: Clock, **sections: Any) -> tuple[Application, Joined]:
    """A sent application of a lead and one partner, opened to the office."""
    call = a_group_call(**sections)
    application = a_lead(call)
    joined = accepted(application)
    sent(fresh(application))
    opened(call, clock)
    return fresh(application), joined


@scene
def a_newcomer(**values: Any) -> Newcomer:
    person = PersonFactory()
    return Newcomer(an_organisation(person, **values), person)


def a_change(
    *,
    leaves: list[str] | None = None,
    enters: list[Newcomer] | None = None,
    parts: Mapping[str, Part] | None = None,
) -> Change:
    codes = tuple(each.organisation.fiscal_code for each in enters or [])
    return Change(frozenset(leaves or []), codes, dict.fromkeys(codes, NOTHING) | dict(parts or {}))


@scene
def asked(application: Application, change: Change, **values: Any) -> Variation:
    given = {"reason": "Un ente ha chiuso.", "actor": application.created_by} | values
    return variations.ask(application=application, change=change, **given)


def answers(variation: Variation, newcomer: Newcomer, *, accepted: bool = True) -> Any:
    entrant = variation.entrants.get(organisation=newcomer.organisation)
    return variations.answer(
        entrant=entrant,
        accepted=accepted,
        reason="" if accepted else "Non ora.",
        actor=newcomer.person,
    )


@scene
def decided(variation: Variation, *, approved: bool = True, reason: str = "") -> Variation:
    return variations.decide(
        variation=variation,
        approved=approved,
        reason=reason or ("" if approved else "Manca l'adesione."),
        act=an_act(f"DD {900 + variation.pk}", kind="DD", subject="Variazione"),
        actor=PersonFactory(),
    )


def spends(amount: str, own: str = "0.00") -> Part:
    return Part({"work": Decimal(amount)}, Decimal(own))
