"""Macro-items and kinds of expense as an officer writes them and as people read them."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from calls.models import Call
from tests.calls.views.typed import rows, save, text_of
from tests.factories.calls import CallFactory, a_complete_draft, published_call
from tests.factories.macro_items import macro_items

GROUP = {"code": "1", "title": "Preparazione", "maximum_percent": "10", "article": "art. 6"}
STAFF = {"code": "1.staff", "title": "Personale", "group": "1"}
REST = {"code": "rest", "title": "Il resto"}
OLD = [{"code": "staff", "title": "Personale", "maximum_percent": "30.00"}]


@pytest.fixture
def call(db: None) -> Call:
    return CallFactory(empty=True)


def editor(call: Call) -> str:
    return reverse("calls:editor", args=[call.code, "costs"])


def stored(call: Call) -> Any:
    return Call.objects.get(pk=call.pk).draft.get("costs")


def written(call: Call, costs: Any) -> None:
    Call.objects.filter(pk=call.pk).update(draft={"costs": costs})


def test_macro_items_are_stored_with_their_kinds_and_shown_again(
    office: Client, call: Call
) -> None:
    typed = rows("cost_groups", GROUP) | rows("costs", STAFF, REST)

    response = save(office, editor(call), typed)

    assert response.status_code == 302, text_of(response)
    held = stored(call)
    assert held["cost_groups"] == [
        {
            "code": "1",
            "title": "Preparazione",
            "help": "",
            "minimum_percent": None,
            "maximum_percent": "10.00",
            "article": "art. 6",
        }
    ]
    assert [(each["code"], each["group"]) for each in held["cost_categories"]] == [
        ("1.staff", "1"),
        ("rest", ""),
    ]
    page = text_of(office.get(editor(call)))
    assert 'name="cost_groups-0-title" value="Preparazione"' in page
    assert 'name="costs-0-group" value="1"' in page
    save(office, editor(call), typed, version=2)
    assert stored(call) == held


def test_a_blank_macro_item_is_none_and_the_kinds_stay_a_list(office: Client, call: Call) -> None:
    save(office, editor(call), rows("cost_groups", {"code": ""}) | rows("costs", REST))

    assert [each["code"] for each in stored(call)] == ["rest"]


def test_a_page_opens_with_no_macro_item_and_asks_for_none(office: Client, call: Call) -> None:
    page = text_of(office.get(editor(call)))

    assert 'name="cost_groups-TOTAL_FORMS" value="0"' in page
    assert "Aggiungi una macrovoce" in page


def test_a_list_written_before_there_were_macro_items_opens_and_takes_one(
    office: Client, call: Call
) -> None:
    written(call, OLD)
    page = text_of(office.get(editor(call)))
    assert 'name="costs-0-title" value="Personale"' in page
    assert 'value="30,00"' in page

    typed = OLD[0] | {"maximum_percent": "30"}
    save(office, editor(call), rows("costs", typed))  # a page that had no such table yet
    assert stored(call)[0]["group"] == ""

    again = rows("cost_groups", GROUP) | rows("costs", typed | {"group": "1"})
    save(office, editor(call), again, version=2)
    assert stored(call)["cost_categories"][0]["group"] == "1"


@pytest.mark.parametrize("costs", ["tante", {"cost_groups": 3}, None])
def test_what_cannot_be_read_opens_as_an_empty_page(office: Client, call: Call, costs: Any) -> None:
    written(call, costs)

    assert office.get(editor(call)).status_code == 200


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            rows("cost_groups", GROUP) | rows("costs", STAFF | {"group": "2"}),
            '"2" non è una macrovoce di questa pagina. Scegli tra: 1.',
        ),
        (
            rows("costs", STAFF),
            '"1" non è una macrovoce di questa pagina. Scegli tra: nessuna.',
        ),
        (
            rows("cost_groups", GROUP) | rows("costs", STAFF | {"group": "<b>"}),
            "Usa lettere senza accento, cifre, punto e trattino",
        ),
        (
            rows("cost_groups", GROUP, GROUP) | rows("costs", STAFF),
            'Il codice "1" c\'è già. Danne uno diverso.',
        ),
        (
            rows("cost_groups", GROUP) | rows("costs", STAFF, REST | {"code": "1"}),
            'Il codice "1" c\'è già. Danne uno diverso.',
        ),
        (
            rows("cost_groups", GROUP | {"minimum_percent": "10,01"}) | rows("costs", STAFF),
            "Il massimo (10,00\xa0%) è sotto il minimo (10,01\xa0%).",
        ),
    ],
)
def test_what_does_not_hold_is_said_at_the_field(
    office: Client, call: Call, typed: dict[str, Any], said: str
) -> None:
    response = save(office, editor(call), typed)

    assert response.status_code == 422
    assert said in text_of(response)
    assert stored(call) is None


def test_the_page_saves_macro_items_by_itself(office: Client, call: Call) -> None:
    address = reverse("calls:editor_saving", args=[call.code, "costs"])

    answer = office.post(
        address, {"version": 1} | rows("cost_groups", GROUP) | rows("costs", STAFF)
    )

    assert answer.status_code == 200, answer.content
    assert [each["code"] for each in stored(call)["cost_groups"]] == ["1"]


@pytest.mark.django_db
def test_everybody_reads_macro_items_on_the_rules_page(client: Client) -> None:
    call = published_call(draft=a_complete_draft(costs=macro_items()))

    page = " ".join(text_of(client.get(reverse("calls:rules", args=[call.code]))).split())

    places = [page.index(title) for title in ("1. Preparazione", "2. Realizzazione", "3. Costi")]
    assert places == sorted(places)
    assert "Prima di cominciare." in page
    assert (
        "A forfait, fino a 7,00 % di: 1. Preparazione › Personale, 2. Realizzazione › Personale"
        in page
    )
    assert page.count('<tr class="wc-group">') == 2
    assert page.count('<tr class="wc-inside">') == 4
