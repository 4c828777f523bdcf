import threading
from typing import Any

import pytest
from django.db import connection

from tests.factories.accounts import PASSWORD, PersonFactory
from wecare.accounts.actions import people
from wecare.accounts.enums import Role
from wecare.accounts.models import IdentityLink, Person, RoleGrant
from wecare.accounts.queries import person_known_as, roles_of
from wecare.core import dispatch
from wecare.core.models import Event

pytestmark = pytest.mark.django_db

NEWCOMER = {"password": PASSWORD, "given_name": "Anna", "family_name": "Neri"}


def events_about(person: Person) -> list[str]:
    return [event.name for event in Event.objects.about(person)]


def test_a_registration_makes_a_person_with_a_password_and_an_identity() -> None:
    person = people.register(email=" Anna@Esempio.it", **NEWCOMER)

    assert person.email == "anna@esempio.it"
    assert person.check_password(PASSWORD)
    assert person_known_as(provider="password", subject=str(person.pk)) == person
    assert events_about(person) == ["person.identity_linked", "person.registered"]


def test_a_taken_address_is_refused_whatever_its_case() -> None:
    people.register(email="anna@esempio.it", **NEWCOMER)

    with pytest.raises(people.AddressInUse, match=r"anna@esempio\.it"):
        people.register(email="ANNA@esempio.it", **NEWCOMER)

    assert Person.objects.count() == 1


def test_signing_up_with_a_taken_address_changes_nothing_and_tells_the_owner(
    django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr(dispatch, "breaker", type(dispatch.breaker)())
    monkeypatch.setattr(
        "wecare.core.dispatch.current_app.send_task",
        lambda task, **options: asked.append((task, options["kwargs"])),
    )
    owner = PersonFactory(email="anna@esempio.it", given_name="Anna")

    with django_capture_on_commit_callbacks(execute=True):
        people.sign_up(
            email="Anna@esempio.it",
            password="un'altra frase lunga",
            given_name="Mallory",
            family_name="X",
        )

    owner.refresh_from_db()
    assert owner.given_name == "Anna"
    assert owner.check_password(PASSWORD)
    assert events_about(owner) == ["person.registration_repeated"]
    event = Event.objects.about(owner).get()
    assert asked == [
        (
            "notices.write_letter",
            {
                "key": f"registration-repeated-{event.pk}",
                "person_id": owner.pk,
                "template": "accounts/registration_repeated",
            },
        )
    ]


def test_a_profile_is_corrected_and_the_event_names_fields_not_values() -> None:
    person = PersonFactory(given_name="Anna", family_name="Neri")

    people.change_profile(
        person=person, given_name="Anna", family_name="Bianchi", fiscal_code="RCCMNL83S18D969H"
    )

    person.refresh_from_db()
    assert (person.family_name, person.fiscal_code) == ("Bianchi", "RCCMNL83S18D969H")
    event = Event.objects.about(person).get()
    assert (event.name, event.facts, event.actor_id) == (
        "person.profile_changed",
        {"fields": ["family_name", "fiscal_code"]},
        person.pk,
    )


def test_an_unchanged_profile_leaves_no_event() -> None:
    person = PersonFactory()

    people.change_profile(
        person=person,
        given_name=person.given_name,
        family_name=person.family_name,
        fiscal_code="",
    )

    assert events_about(person) == []


def test_the_fiscal_code_of_another_profile_is_refused() -> None:
    PersonFactory(fiscal_code="RCCMNL83S18D969H")
    person = PersonFactory()

    with pytest.raises(people.FiscalCodeInUse, match="RCCMNL83S18D969H"):
        people.change_profile(
            person=person, given_name="A", family_name="B", fiscal_code="RCCMNL83S18D969H"
        )

    person.refresh_from_db()
    assert person.fiscal_code == ""


def test_a_role_is_granted_by_an_act_and_counts_at_once() -> None:
    administrator, person = PersonFactory(roles=[Role.ADMIN]), PersonFactory()
    assert roles_of(person) == frozenset()

    grant = people.grant_role(
        person=person, role=Role.MANAGER, by=administrator, basis=" DGR 5-123/2026 "
    )

    assert roles_of(person) == frozenset({Role.MANAGER})
    assert (grant.basis, grant.granted_by) == ("DGR 5-123/2026", administrator)
    event = Event.objects.about(person).get()
    assert (event.name, event.actor_id, event.facts) == (
        "person.role_granted",
        administrator.pk,
        {"role": "manager", "basis": "DGR 5-123/2026"},
    )


def test_granting_a_held_role_again_returns_the_live_grant() -> None:
    person = PersonFactory()
    first = people.grant_role(person=person, role=Role.OFFICER, by=None, basis="DD 1")

    second = people.grant_role(person=person, role=Role.OFFICER, by=None, basis="DD 2")

    assert second == first
    assert second.basis == "DD 1"
    assert events_about(person) == ["person.role_granted"]


@pytest.mark.parametrize(
    ("active", "basis", "sentence"),
    [
        pytest.param(True, "  ", "indica l'atto", id="no act"),
        pytest.param(False, "DD 1", "disattivato", id="switched off"),
    ],
)
def test_a_role_without_its_ground_is_refused(active: bool, basis: str, sentence: str) -> None:
    person = PersonFactory(is_active=active)

    with pytest.raises(people.RoleRefused, match=sentence):
        people.grant_role(person=person, role=Role.OFFICER, by=None, basis=basis)

    assert not RoleGrant.objects.exists()


def test_a_role_ends_and_its_record_stays() -> None:
    person = PersonFactory(roles=[Role.OFFICER])
    assert roles_of(person) == frozenset({Role.OFFICER})

    grant = people.end_role(person=person, role=Role.OFFICER, by=None, basis="DD 9")

    assert roles_of(person) == frozenset()
    assert grant.ended_at is not None
    assert events_about(person) == ["person.role_ended"]


def test_a_role_nobody_holds_cannot_end() -> None:
    person = PersonFactory(given_name="Anna", family_name="Neri")

    with pytest.raises(people.RoleRefused, match="Anna Neri non ha il ruolo"):
        people.end_role(person=person, role=Role.OFFICER, by=None, basis="DD 9")


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_registrations_of_one_address_at_once_make_one_person() -> None:
    outcomes: list[str] = []
    barrier = threading.Barrier(2)

    def register() -> None:
        barrier.wait()
        try:
            people.register(email="anna@esempio.it", **NEWCOMER)
            outcomes.append("registered")
        except people.AddressInUse:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=register) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["refused", "registered"]
    assert Person.objects.count() == 1
    assert IdentityLink.objects.count() == 1
