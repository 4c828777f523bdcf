"""Districts and their bodies: who was there on which day, who follows whom, what is refused."""

from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from calls.actions import territory
from calls.models import District, ManagingBody
from calls.policies.territory import TerritoryRefused
from calls.queries.territory import districts_on, in_office
from wecare.core.models import Event

pytestmark = pytest.mark.django_db
MERGER = date(2025, 1, 1)


def a_district(code: str = "pinerolese", name: str = "Pinerolese") -> District:
    return territory.write_district(
        district=None, code=code, name=name, health_authority="TO3", source_mark="", actor=None
    )


def a_body(district: District, name: str, **values: Any) -> ManagingBody:
    return territory.enter_body(district=district, name=name, actor=None, **values)


def merged(*bodies: ManagingBody, name: str = "CISS del Pinerolese") -> ManagingBody:
    return territory.succeed(
        bodies=bodies, name=name, fiscal_code="", on=MERGER, source_mark="", actor=None
    )


def names_on(day: date) -> list[str]:
    return [body.name for body in in_office(day)]


def test_bodies_that_merge_give_way_on_the_day_and_stay_in_what_was_before() -> None:
    district = a_district()
    ciss, union = a_body(district, "CISS Pinerolo"), a_body(district, "Unione montana")

    after = merged(ciss, union)

    assert names_on(date(2024, 12, 31)) == ["CISS Pinerolo", "Unione montana"]
    assert names_on(MERGER) == ["CISS del Pinerolese"]
    assert {each.successor for each in ManagingBody.objects.exclude(pk=after.pk)} == {after}
    told = Event.objects.get(name="managing_body.succeeded")
    assert told.facts["follows"] == ["CISS Pinerolo", "Unione montana"]


def test_a_body_may_keep_its_name_when_it_takes_another_in() -> None:
    district = a_district()
    ciss, union = a_body(district, "CISS Pinerolo"), a_body(district, "Unione montana")

    after = merged(ciss, union, name="CISS Pinerolo")

    assert names_on(MERGER) == ["CISS Pinerolo"]
    assert after.pk != ciss.pk


def test_each_day_has_its_bodies_in_two_queries_however_many_districts(
    django_assert_num_queries: Any,
) -> None:
    for number in range(20):
        district = a_district(f"d{number:02d}", f"Distretto {number:02d}")
        a_body(district, "Consorzio", valid_from=date(2020, 1, 1))

    with django_assert_num_queries(2):
        before = [each.bodies_that_day for each in districts_on(date(2019, 12, 31))]
    with django_assert_num_queries(2):
        after = [len(each.bodies_that_day) for each in districts_on(date(2020, 1, 1))]

    assert (before, after) == ([[]] * 20, [1] * 20)


def refused(sentence: str) -> Any:
    return pytest.raises(TerritoryRefused, match=sentence)


def test_a_district_is_entered_once() -> None:
    a_district()

    with refused('C\'è già il Distretto "Pinerolese", con il codice pinerolese.'):
        a_district("altro", "PINEROLESE")
    with refused("con il codice pinerolese"):
        a_district("Pinerolese", "Un altro")
    assert District.objects.count() == 1


def test_two_bodies_of_a_district_do_not_share_a_name() -> None:
    district = a_district()
    a_body(district, "CISS Pinerolo")

    with refused('"ciss pinerolo" è già tra gli enti gestori di Pinerolese.'):
        a_body(district, "ciss pinerolo")


def test_a_body_ends_once_and_after_it_began() -> None:
    body = a_body(a_district(), "CISS", valid_from=date(2020, 1, 1))

    with refused("gestisce i servizi dal 1 gennaio 2020: non può cessare il 1 gennaio 2020"):
        territory.end_body(body=body, on=date(2020, 1, 1), actor=None)
    territory.end_body(body=body, on=date(2020, 1, 2), actor=None)
    with refused("è già cessato il 2 gennaio 2020"):
        territory.end_body(body=body, on=date(2021, 1, 1), actor=None)


def test_only_bodies_of_one_district_merge_and_nothing_is_half_done() -> None:
    here, there = a_body(a_district(), "CISS"), a_body(a_district("chieri", "Chieri"), "Consorzio")

    with refused("Hai scelto: Chieri; Pinerolese."):
        merged(here, there)
    with refused("Scegli almeno un ente"):
        merged()
    assert ManagingBody.objects.filter(valid_until__isnull=False).count() == 0


def test_the_database_holds_the_order_of_days() -> None:
    district = a_district()

    with pytest.raises(IntegrityError, match="begins_before_it_ends"), transaction.atomic():
        ManagingBody.objects.create(
            district=district, name="X", valid_from=MERGER, valid_until=MERGER
        )
    body, other = a_body(district, "Y"), a_body(district, "Z")
    with pytest.raises(IntegrityError, match="with_successor_has_ended"), transaction.atomic():
        ManagingBody.objects.filter(pk=body.pk).update(successor=other)


def test_the_thirty_districts_are_loaded_once_and_what_people_wrote_stays() -> None:
    call_command("load_territory", verbosity=0)
    bra = District.objects.get(code="bra")
    territory.write_district(
        district=bra,
        code="bra",
        name="Bra e dintorni",
        health_authority="CN2",
        source_mark="atto",
        actor=None,
    )

    call_command("load_territory", verbosity=0)

    assert District.objects.count() == 30
    assert District.objects.get(code="bra").name == "Bra e dintorni"
    assert "CISS del Pinerolese" in names_on(date(2026, 1, 1))
    assert "CISS del Pinerolese" not in names_on(date(2024, 1, 1))
    assert not District.objects.filter(source_mark="").exists()
