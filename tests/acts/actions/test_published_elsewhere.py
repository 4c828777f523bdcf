"""Publication outside the portal: recorded after it, corrected by another record, never removed."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from tests.factories.accounts import PersonFactory
from tests.factories.acts import adopted, drafted, external, published
from tests.fixtures.database import Clock
from wecare.accounts.enums import Role
from wecare.acts import queries
from wecare.acts.actions import publication
from wecare.acts.enums import PublicationPlace
from wecare.acts.models import Act, PublicationRecord
from wecare.acts.policies import ActRefused
from wecare.acts.queries.publication import latest_of
from wecare.core.models import Event

pytestmark = pytest.mark.django_db
BUR, TRANSPARENCY = PublicationPlace.BUR, PublicationPlace.TRANSPARENCY


@pytest.fixture
def act(clock: Clock) -> Act:
    clock.set(datetime(2026, 6, 11, 9, tzinfo=UTC))
    act = published()
    clock.set(datetime(2026, 6, 20, 9, tzinfo=UTC))
    return act


def recorded(act: Act, place: PublicationPlace, on: date, **given: Any) -> PublicationRecord:
    officer = PersonFactory(roles=[Role.OFFICER])
    return publication.record(act=act, place=place, published_on=on, by=officer, **given)


def test_it_has_its_effects_from_the_day_in_amministrazione_trasparente(
    act: Act, clock: Clock
) -> None:
    assert (queries.published_on(act), queries.is_effective(act)) == (None, False)
    recorded(act, BUR, date(2026, 6, 18), number="BU25")
    assert not queries.is_effective(act)

    recorded(act, TRANSPARENCY, date(2026, 6, 19))

    assert queries.published_on(act) == date(2026, 6, 19)
    assert queries.is_effective(act)
    assert queries.is_effective(act, on=date(2026, 6, 19))
    assert not queries.is_effective(act, on=date(2026, 6, 18))
    clock.set(datetime(2026, 6, 18, 21, 59, tzinfo=UTC))  # 23:59 in Italy
    assert not queries.is_effective(act)
    clock.set(datetime(2026, 6, 18, 22, 0, tzinfo=UTC))
    assert queries.is_effective(act)


def test_a_correction_is_another_record_with_a_reason(act: Act) -> None:
    first = recorded(act, TRANSPARENCY, date(2026, 6, 12))

    with pytest.raises(ActRefused, match=r"c'è già il 12/06/2026: se era sbagliato"):
        recorded(act, TRANSPARENCY, date(2026, 6, 15))
    second = recorded(act, TRANSPARENCY, date(2026, 6, 15), reason="Data letta male")

    assert second.corrects == first
    assert latest_of(act) == {TRANSPARENCY: second}
    assert queries.published_on(act) == date(2026, 6, 15)
    assert queries.dates_of([act.pk]) == {act.pk: date(2026, 6, 15)}
    assert Event.objects.filter(name="act.publication_recorded").count() == 2


def test_the_same_said_again_adds_nothing(act: Act) -> None:
    first = recorded(act, BUR, date(2026, 6, 18), number="BU25")

    assert recorded(act, BUR, date(2026, 6, 18), number="BU25", reason="Di nuovo") == first


@pytest.mark.parametrize(
    ("place", "given", "about", "words"),
    [
        (BUR, {"on": date(2026, 6, 18)}, "number", "Numero del BUR: scrivilo"),
        (TRANSPARENCY, {"on": date(2026, 6, 21)}, "published_on", "il 21/06/2026 deve ancora"),
        (TRANSPARENCY, {"on": date(2026, 6, 10)}, "published_on", "che è del 11/06/2026"),
        (
            TRANSPARENCY,
            {"on": date(2026, 6, 18), "link": "javascript:alert(1)"},
            "link",
            "scrivilo come https://",
        ),
    ],
)
def test_what_cannot_be_is_refused(
    act: Act, place: PublicationPlace, given: dict[str, Any], about: str, words: str
) -> None:
    with pytest.raises(ActRefused, match=words) as refusal:
        recorded(act, place, **given)

    assert refusal.value.about == about
    assert not PublicationRecord.objects.exists()


@pytest.mark.parametrize("make", [drafted, adopted])
def test_what_is_not_published_here_is_not_elsewhere(make: Any) -> None:
    with pytest.raises(ActRefused, match="non è ancora pubblicato nel portale"):
        recorded(make(), TRANSPARENCY, date(2026, 6, 12))


def test_an_act_from_elsewhere_has_its_bulletin_too() -> None:
    act = external(adopted_on=date(2017, 5, 22))

    recorded(act, BUR, date(2017, 6, 8), number="BU23")

    assert latest_of(act)[BUR].number == "BU23"


def test_the_database_keeps_what_was_recorded(act: Act) -> None:
    record = recorded(act, TRANSPARENCY, date(2026, 6, 12))
    again = (
        "INSERT INTO acts_publicationrecord (act_id, place, number, published_on, link, reason,"
        " recorded_at, recorded_by_id) SELECT act_id, place, number, {}, link, reason,"
        " recorded_at, recorded_by_id FROM acts_publicationrecord WHERE id = %s"
    )

    for statement in (
        again.format("published_on"),
        again.format("date '2026-06-10'"),
        "DELETE FROM acts_publicationrecord WHERE id = %s",
        "UPDATE acts_publicationrecord SET number = 'x' WHERE id = %s",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [record.pk])
