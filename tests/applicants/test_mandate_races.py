"""Two who administer remove each other at once, and two ask at once; each with a control."""

from collections.abc import Iterator
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from applicants.actions import joining, mandates
from applicants.actions.mandates import Terms
from applicants.enums import MandateKind
from applicants.models import JoinRequest, Mandate, Organisation
from applicants.policies.organisations import JoinRefused
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import an_organisation
from tests.factories.mandates import a_mandate
from tests.fixtures.racing import race
from wecare.core.errors import DomainError
from wecare.core.events import verify_chain

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def two() -> list[Mandate]:
    """Two who administer the same organisation, and nobody else."""
    organisation = an_organisation(PersonFactory())
    a_mandate(PersonFactory(), organisation, administers=True)
    return list(Mandate.objects.select_related("person", "organisation").order_by("id"))


def remove_each_other(two: list[Mandate]) -> list[Any]:
    return race(2, lambda runner: mandates.end(mandate=two[1 - runner], actor=two[runner].person))


def left() -> int:
    return Mandate.objects.filter(administers=True, ended_at=None).count()


def test_two_who_remove_each_other_at_once_leave_one(two: list[Mandate]) -> None:
    outcomes = remove_each_other(two)

    assert left() == 1
    assert [isinstance(each, DomainError) for each in outcomes].count(True) == 1
    assert verify_chain() == []


def test_two_who_leave_at_once_leave_one(two: list[Mandate]) -> None:
    race(2, lambda runner: mandates.end(mandate=two[runner], actor=two[runner].person))

    assert left() == 1


def test_two_who_give_up_administration_at_once_leave_one(two: list[Mandate]) -> None:
    def change(runner: int) -> Mandate:
        terms = Terms(MandateKind.EDITOR)
        return mandates.change(mandate=two[runner], terms=terms, actor=two[runner].person)

    race(2, change)

    assert left() == 1


@pytest.fixture
def without_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits at the organisation, and both have looked before either ends anything."""
    looked, check = Barrier(2), mandates.check_somebody_administers

    def unlocked(organisation: Organisation) -> Organisation:
        return Organisation.objects.get(pk=organisation.pk)

    def slow(*args: Any, **options: Any) -> None:
        check(*args, **options)
        looked.wait(timeout=20)

    monkeypatch.setattr(mandates, "locked", unlocked)
    monkeypatch.setattr(mandates, "check_somebody_administers", slow)


@pytest.fixture
def without_trigger() -> Iterator[None]:
    """The database lets an organisation be administered by nobody."""
    name = "applicants_mandate_somebody_administers"
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE applicants_mandate DISABLE TRIGGER {name}")
    yield
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE applicants_mandate ENABLE TRIGGER {name}")


def test_without_the_lock_the_trigger_leaves_one(two: list[Mandate], without_lock: None) -> None:
    remove_each_other(two)

    assert left() == 1


def test_without_lock_and_trigger_nobody_is_left(
    two: list[Mandate], without_lock: None, without_trigger: None
) -> None:
    """The races above prove something."""
    remove_each_other(two)

    assert left() == 0


def test_one_who_asks_many_times_at_once_has_asked_once() -> None:
    organisation, person = an_organisation(PersonFactory()), PersonFactory()

    outcomes = race(8, lambda _r: joining.ask(organisation=organisation, message="", actor=person))

    assert JoinRequest.objects.count() == 1
    assert [isinstance(each, JoinRefused) for each in outcomes].count(True) == 7


@pytest.fixture
def without_index() -> Iterator[None]:
    """The database lets one person ask twice."""
    constraint = next(
        each for each in JoinRequest._meta.constraints if each.name.endswith("one_open")
    )
    with connection.schema_editor() as editor:
        editor.remove_constraint(JoinRequest, constraint)
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("DELETE FROM applicants_joinrequest")
        cursor.execute("SET session_replication_role = DEFAULT")
    with connection.schema_editor() as editor:
        editor.add_constraint(JoinRequest, constraint)


def test_without_the_index_there_are_many_requests(without_index: None) -> None:
    """The race above proves something."""
    organisation, person = an_organisation(PersonFactory()), PersonFactory()

    race(4, lambda _r: joining.ask(organisation=organisation, message="", actor=person))

    assert JoinRequest.objects.count() == 4


def test_two_answers_at_once_are_one() -> None:
    owner, organisation = PersonFactory(), None
    organisation = an_organisation(owner)
    request = joining.ask(organisation=organisation, message="", actor=PersonFactory())

    def answer(runner: int) -> Any:
        if runner:
            return joining.refuse(request=request, reason="No.", actor=owner)
        return joining.accept(request=request, terms=Terms(MandateKind.VIEWER), actor=owner)

    outcomes = race(2, answer)

    assert [isinstance(each, JoinRefused) for each in outcomes].count(True) == 1
    request.refresh_from_db()
    assert (request.mandate_id is not None) is (request.state == "accepted")
