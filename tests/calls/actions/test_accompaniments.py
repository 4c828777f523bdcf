"""Who accompanies which project: over time, not twice at the same time, and ended once."""

import threading
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from calls.actions import accompaniments
from calls.models import Accompaniment, District
from calls.policies.contracts import ContractRefused
from calls.queries.contracts import help_of, mark_of, with_help
from tests.calls.actions.test_territory import a_district
from tests.factories.contracts import a_contract, an_accompaniment, helps
from tests.fixtures.racing import race
from wecare.core.models import Event

pytestmark = pytest.mark.django_db
NEW_YEAR, MARCH = date(2020, 1, 1), date(2020, 3, 1)


def refused(sentence: str) -> Any:
    return pytest.raises(ContractRefused, match=sentence)


def seen_of(accompaniment: Accompaniment) -> str:
    return mark_of(help_of(accompaniment))


def rewritten(accompaniment: Accompaniment, seen: str = "", **values: Any) -> Accompaniment:
    return accompaniments.rewrite(
        accompaniment=accompaniment,
        said=helps(**values),
        seen=seen or seen_of(accompaniment),
        actor=None,
    )


def ended(accompaniment: Accompaniment, on: date, seen: str = "") -> Accompaniment:
    return accompaniments.end(
        accompaniment=accompaniment, on=on, seen=seen or seen_of(accompaniment), actor=None
    )


def test_a_body_accompanies_a_project_of_several_districts() -> None:
    for code in ("asti", "casale"):
        a_district(code, code.title())

    an_accompaniment(districts=("asti", "casale"), since=NEW_YEAR, note="Chiamare il lunedì")

    stored = Accompaniment.objects.get()
    told = Event.objects.get(name="accompaniment.entered")
    assert help_of(stored) == helps(
        districts=("asti", "casale"), since=NEW_YEAR, note="Chiamare il lunedì"
    )
    assert (told.facts["districts"], told.facts["contract"]) == (["asti", "casale"], "fase-1")
    assert told.facts["note"] is True


def test_a_project_has_several_bodies_over_time_and_together() -> None:
    an_accompaniment(body="Alfa", until=NEW_YEAR)
    an_accompaniment(body="Beta", since=NEW_YEAR)
    an_accompaniment(body="Gamma", since=NEW_YEAR)
    an_accompaniment(body="Alfa", since=NEW_YEAR, until=MARCH)  # and again later

    assert Accompaniment.objects.count() == 4


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {}),
        ({}, {"since": NEW_YEAR, "until": MARCH}),
        ({"since": NEW_YEAR}, {"until": MARCH}),
        ({"since": NEW_YEAR, "until": MARCH}, {"since": date(2020, 2, 29)}),
        ({}, {"body": "SOCIETÀ ALFA", "project": "ben essere in valle"}),
        ({"fiscal_code": "00000000000"}, {"fiscal_code": "00000000000", "body": "Alfa srl"}),
    ],
    ids=["unknown", "within", "meeting", "last day", "spelling", "fiscal code"],
)
def test_a_body_does_not_help_a_project_twice_at_the_same_time(
    first: dict[str, Any], second: dict[str, Any]
) -> None:
    an_accompaniment(**first)
    other = an_accompaniment(project="Un altro progetto")

    with refused("Società Alfa accompagna già «Ben Essere in Valle»"):
        an_accompaniment(**second)
    with refused("registra prima la fine"):
        rewritten(other, **second)
    assert Accompaniment.objects.count() == 2


def test_days_in_the_wrong_order_are_refused_with_both() -> None:
    with refused("dal 1 marzo 2020: non può finire il 1 gennaio 2020"):
        an_accompaniment(since=MARCH, until=NEW_YEAR)
    with refused("non può finire il 1 marzo 2020"):
        an_accompaniment(since=MARCH, until=MARCH)
    assert not Accompaniment.objects.exists()


def test_an_accompaniment_ends_once_and_after_it_began() -> None:
    accompaniment = an_accompaniment(since=NEW_YEAR)

    with refused("dal 1 gennaio 2020: non può finire il 1 gennaio 2020"):
        ended(accompaniment, NEW_YEAR)
    ended(accompaniment, MARCH)
    accompaniment.refresh_from_db()
    with refused("L'accompagnamento di Società Alfa è già finito il 1 marzo 2020"):
        ended(accompaniment, date(2021, 1, 1))

    assert accompaniment.until == MARCH
    assert Event.objects.get(name="accompaniment.ended").facts["on"] == "2020-03-01"


def test_nobody_is_overwritten_in_silence() -> None:
    a_district("asti", "Asti")
    accompaniment = an_accompaniment()
    seen = seen_of(accompaniment)
    rewritten(accompaniment, districts=("asti",))

    with refused("Un'altra persona ha salvato l'accompagnamento di Società Alfa"):
        rewritten(accompaniment, seen=seen, lead="Un altro capofila")
    with refused("Un'altra persona ha salvato l'accompagnamento di Società Alfa"):
        ended(accompaniment, MARCH, seen=seen)
    stored = Accompaniment.objects.get()
    assert (stored.lead, stored.until) == ("Consorzio capofila", None)
    assert [each.code for each in stored.districts.order_by("pk")] == ["asti"]


def test_each_day_has_who_may_be_helping_in_one_more_query(django_assert_num_queries: Any) -> None:
    for number in range(3):
        a_district(f"d{number}", f"Distretto {number}")
    an_accompaniment(body="Alfa", districts=("d0", "d1"), until=NEW_YEAR)
    an_accompaniment(body="Beta", districts=("d0",), since=NEW_YEAR)
    an_accompaniment(body="Gamma", districts=("d1",))

    def helping(on: date) -> list[list[str]]:
        with django_assert_num_queries(2):
            found = list(with_help(District.objects.order_by("code"), on))
        return [[each.body for each in district.helped_by] for district in found]

    assert helping(date(2019, 12, 31)) == [["Alfa"], ["Alfa", "Gamma"], []]
    assert helping(NEW_YEAR) == [["Beta"], ["Gamma"], []]


def test_the_database_holds_what_an_accompaniment_is() -> None:
    row = an_accompaniment()
    known = {"contract": row.contract, "measure": row.measure, "project": "X", "body": "X"}

    for values, constraint in (
        ({"source_mark": ""}, "says_whence_it_is_known"),
        ({"source_mark": "X", "since": MARCH, "until": MARCH}, "begins_before_it_ends"),
        (
            {"source_mark": "X", "project": row.project.upper(), "body": row.body.lower()},
            "body_helps_a_project_once",
        ),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            Accompaniment.objects.create(**(known | values))


def both_enter(**values: Any) -> list[Any]:
    with transaction.atomic():
        contract = a_contract()
    said = helps(until=MARCH, **values)
    return race(2, lambda _n: accompaniments.enter(contract=contract, said=said, actor=None))


@pytest.fixture
def both_look_first(monkeypatch: pytest.MonkeyPatch) -> threading.Barrier:
    """Both have looked whether the body helps the project already, before either enters it."""
    looked = threading.Barrier(2)
    check = accompaniments.check_help

    def slow(*args: Any, **options: Any) -> None:
        check(*args, **options)
        looked.wait(timeout=20)

    monkeypatch.setattr(accompaniments, "check_help", slow)
    return looked


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_two_who_enter_the_same_at_once_one_is_told() -> None:
    outcomes = both_enter()

    refusals = [each for each in outcomes if isinstance(each, ContractRefused)]
    assert (len(refusals), Accompaniment.objects.count()) == (1, 1)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_without_the_turns_at_the_measure_both_would_enter(
    both_look_first: threading.Barrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlocked = accompaniments.Measure.objects
    monkeypatch.setattr(
        accompaniments, "_lock", lambda codes: {each: unlocked.get(code=each) for each in codes}
    )

    outcomes = both_enter()

    assert [type(each) for each in outcomes] == [Accompaniment, Accompaniment]
    assert Accompaniment.objects.count() == 2
