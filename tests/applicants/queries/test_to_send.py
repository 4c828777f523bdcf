"""The quick question at the press of the button gives what the whole one gives, whoever asks."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from applicants.actions import successions
from applicants.enums import MandateKind, Power, SuccessionKind
from applicants.models import Application
from applicants.queries.mandates import applications_of
from applicants.queries.sending import to_send
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_draft, an_organisation
from tests.factories.calls import published_call
from tests.factories.mandates import a_mandate
from tests.fixtures.database import Clock
from wecare.accounts.models import Person
from wecare.core.clock import now

pytestmark = pytest.mark.django_db
Holder = Callable[[Application], Person]


@pytest.fixture
def draft() -> Application:
    return a_draft(published_call(), actor=PersonFactory())


def over(kind: MandateKind = MandateKind.DELEGATE, scope: str = "", **values: object) -> Holder:
    def of(draft: Application) -> Person:
        person = PersonFactory()
        named = {"call": {"call": draft.call}, "application": {"application": draft}}
        a_mandate(person, draft.organisation, kind, **named.get(scope, {}), **values)
        return person

    return of


def over_another(scope: str) -> Holder:
    """Of the same organisation, but for another call or another application."""

    def of(draft: Application) -> Person:
        person = PersonFactory()
        organisation = draft.organisation
        other = a_draft(published_call(), actor=draft.created_by, organisation=organisation)
        named = {"call": {"call": other.call}, "application": {"application": other}}
        a_mandate(person, organisation, MandateKind.DELEGATE, **named[scope])
        return person

    return of


def an_heir(draft: Application) -> Person:
    person = PersonFactory()
    successions.succeed(
        organisation=draft.organisation,
        successor=an_organisation(person),
        kind=SuccessionKind.INCORPORATION,
        on=localdate(now()),
        deed="Atto del notaio",
        actor=draft.created_by,
    )
    return person


def a_stranger(_draft: Application) -> Person:
    person = PersonFactory()
    an_organisation(person)
    return person


@pytest.mark.parametrize(
    ("holder", "may"),
    [
        pytest.param(lambda draft: draft.created_by, True, id="who administers"),
        pytest.param(over(), True, id="a delegate"),
        pytest.param(over(MandateKind.LEGAL_REPRESENTATIVE), True, id="who represents it"),
        pytest.param(over(scope="call"), True, id="for the call"),
        pytest.param(over(scope="application"), True, id="for the application"),
        pytest.param(over(MandateKind.EDITOR, administers=True), True, id="writes and administers"),
        pytest.param(an_heir, True, id="of the successor"),
        pytest.param(over(MandateKind.EDITOR), False, id="who writes"),
        pytest.param(over(MandateKind.VIEWER), False, id="who reads"),
        pytest.param(over_another("call"), False, id="for another call"),
        pytest.param(over_another("application"), False, id="for another application"),
        pytest.param(a_stranger, False, id="of somebody else"),
    ],
)
def test_both_questions_have_one_answer(draft: Application, holder: Holder, may: bool) -> None:
    person = holder(draft)

    found = to_send(person, draft.public_id)

    assert (found == (draft, False)) is may
    assert applications_of(person, Power.SENDS).filter(pk=draft.pk).exists() is may


def test_a_mandate_that_expires_sends_no_more(draft: Application, clock: Clock) -> None:
    person = over(expires_at=now() + timedelta(hours=1))(draft)
    assert to_send(person, draft.public_id) == (draft, False)

    clock.shift(timedelta(hours=1))

    assert to_send(person, draft.public_id) is None


def test_who_stands_for_the_very_organisation_costs_one_statement(draft: Application) -> None:
    with CaptureQueriesContext(connection) as asked:
        to_send(draft.created_by, draft.public_id)

    assert len(asked) == 1
