"""What stood before mandates: members of then administer now, and back."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from applicants.models import Mandate, Seat
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import an_organisation

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE, AFTER = "people_hold_mandates", "members_become_administrators"


def migrate(intent: str) -> None:
    executor = MigrationExecutor(connection)
    known = [key for key in executor.loader.disk_migrations if key[0] == "applicants"]
    executor.migrate([key for key in known if key[1].endswith(intent)])


@pytest.fixture
def forward_again() -> Iterator[None]:
    yield
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes("applicants"))


def test_members_become_administrators_and_seats_begin(forward_again: None) -> None:
    person = PersonFactory()
    organisation = an_organisation(person)

    migrate(BEFORE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT person_id, organisation_id FROM applicants_membership")
        members = cursor.fetchall()
        cursor.execute("DELETE FROM applicants_mandate")
        cursor.execute("DELETE FROM applicants_seat")
    migrate(AFTER)

    assert members == [(person.pk, organisation.pk)]
    mandate = Mandate.objects.get()
    assert (mandate.person_id, mandate.organisation_id) == (person.pk, organisation.pk)
    assert (mandate.kind, mandate.administers, mandate.granted_by_id) == ("editor", True, None)
    assert (mandate.call_id, mandate.expires_at, mandate.ended_at) == (None, None, None)
    seat = Seat.objects.get()
    assert (seat.kind, seat.municipality, seat.valid_from) == ("legal", "Cuneo", None)
