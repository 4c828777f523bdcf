"""A call in the hands of its panel, another with its list published, and one person of each kind."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from applicants.models import Submission
from calls.models import Call
from evaluation.models import PanelMember, RankedList
from tests.factories.accounts import PersonFactory
from tests.factories.acts import printed
from tests.factories.evaluation import (
    GOOD,
    appointed,
    call_under_evaluation,
    decided,
    declared,
    judged,
    members_of,
    published_list,
    signed,
    submitted,
)
from wecare.accounts.enums import Role
from wecare.accounts.models import Person

PEOPLE = (
    "officer",
    "manager",
    "auditor",
    "admin",
    "assessor",
    "stranger",
    "applicant",
    "anonymous",
)


@dataclass
class World:
    """What lies there: data of others that would leak, were a page careless."""

    call: Call
    readable: Submission
    conflicted: Submission
    seats: list[
        PanelMember
    ]  # the first signed, the second may read one of two, the third is to declare
    ranked_list: RankedList
    ranked: Submission
    people: dict[str, Person | None]

    def browser(self, who: str) -> Client:
        """A browser in which this person has logged in."""
        return browser_of(self.people[who])

    def address(self, text: str) -> str:
        """An address with the names of this world in place."""
        return text.format(
            call=self.call.code,
            prot=self.readable.protocol_path,
            listed=self.ranked_list.call.code,
            listed_prot=self.ranked.protocol_path,
            public_id=self.ranked.application.public_id,
        )


def browser_of(person: Person | None) -> Client:
    """A browser in which the person, if any, has logged in."""
    client = Client()
    if person is not None:
        client.force_login(person, backend="wecare.accounts.backends.PasswordBackend")
    return client


def status_of(answer: Any) -> int:
    """The status; a file is read to its end, and so closed."""
    if answer.streaming:
        b"".join(answer.streaming_content)
    return int(answer.status_code)


@pytest.fixture
def world(db: None) -> World:
    applicant = PersonFactory()
    call = call_under_evaluation()
    files = {"deed": b"%PDF lo statuto"}
    readable = decided(submitted(call, name="Associazione Leggibile", files=files))
    conflicted = decided(submitted(call, name="Cooperativa Parente", files=files))
    first, second, third = members_of(appointed(call))
    declared(first)
    declared(second, {conflicted.organisation: "Siede nel consiglio"})
    signed(first, readable, GOOD)
    done = call_under_evaluation()
    ranked = submitted(done, name="Associazione In Lista", people=[applicant])
    judged(done, {ranked: GOOD})
    ranked_list = published_list(done)
    printed(ranked_list.document)
    people: dict[str, Any] = {
        "officer": PersonFactory(roles=[Role.OFFICER]),
        "manager": PersonFactory(roles=[Role.MANAGER]),
        "auditor": PersonFactory(roles=[Role.AUDITOR]),
        "admin": PersonFactory(roles=[Role.ADMIN]),
        "assessor": second.person,
        "stranger": PersonFactory(roles=[Role.ASSESSOR]),
        "applicant": applicant,
        "anonymous": None,
    }
    return World(call, readable, conflicted, [first, second, third], ranked_list, ranked, people)
