"""Own share, flat rates and duration as an officer writes them and as people read them."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from calls.models import Call
from tests.calls.views.typed import part, rows, save, text_of
from tests.factories.calls import CallFactory, a_complete_draft, published_call
from tests.factories.rules import draft as a_draft

LOW = {"up_to": "100.000,00", "minimum_percent": "10"}
LAST = {"up_to": "", "minimum_percent": "20,00"}
STAFF = {"code": "staff", "title": "Personale"}
FLAT = {"code": "flat", "title": "Indiretti", "flat_rate": "7", "flat_base": "staff"}


@pytest.fixture
def call(db: None) -> Call:
    return CallFactory(empty=True)


def editor(call: Call, section: str) -> str:
    return reverse("calls:editor", args=[call.code, section])


def stored(call: Call, section: str) -> Any:
    return Call.objects.get(pk=call.pk).draft[section]


def test_brackets_are_stored_in_their_order_and_shown_again(office: Client, call: Call) -> None:
    typed = part(maximum_in_kind="50") | rows("own_share_brackets", LOW, LAST)

    response = save(office, editor(call, "amounts"), typed)

    assert response.status_code == 302
    assert stored(call, "amounts")["own_share_brackets"] == [
        {"up_to": "100000.00", "minimum_percent": "10.00"},
        {"up_to": None, "minimum_percent": "20.00"},
    ]
    assert 'value="100.000,00"' in text_of(office.get(editor(call, "amounts")))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (rows("own_share_brackets", LOW), "L'ultimo scaglione resta senza fine"),
        (rows("own_share_brackets", LAST, LAST), "Lo scaglione prima di questo non ha fine"),
        (
            rows("own_share_brackets", LOW, LOW | {"up_to": "99.999,99"}, LAST),
            "Lo scaglione prima arriva a 100.000,00\xa0€",
        ),
        (
            part(minimum_own_share="20") | rows("own_share_brackets", LAST),
            "Lasciala vuota: la quota propria è scritta per scaglioni.",
        ),
        (
            part(minimum_grant="10", maximum_grant="9,99") | rows("own_share_brackets"),
            "Il massimo (9,99\xa0€) è sotto il minimo (10,00\xa0€).",
        ),
        (
            part(minimum_rate="50", maximum_rate="49,99") | rows("own_share_brackets"),
            "Il massimo (49,99\xa0%) è sotto il minimo (50,00\xa0%).",
        ),
    ],
)
def test_amounts_that_contradict_themselves_are_said_and_kept(
    office: Client, call: Call, typed: dict[str, Any], said: str
) -> None:
    response = save(office, editor(call, "amounts"), typed)

    assert response.status_code == 422
    assert said in text_of(response)
    assert "amounts" not in Call.objects.get(pk=call.pk).draft


@pytest.mark.parametrize(
    ("flat", "said"),
    [
        ({"flat_base": ""}, "Scrivi su quali voci si calcola il forfait."),
        ({"flat_rate": ""}, "Scrivi la percentuale del forfait."),
        ({"flat_base": "flat"}, '"flat" non è una voce senza forfait. Scegli tra: staff.'),
        ({"flat_base": "<b>"}, '"<b>" non è una voce senza forfait.'),
    ],
)
def test_a_flat_rate_is_said_whole(
    office: Client, call: Call, flat: dict[str, str], said: str
) -> None:
    response = save(office, editor(call, "costs"), rows("costs", STAFF, FLAT | flat))

    assert response.status_code == 422
    assert said in text_of(response)


def test_a_flat_rate_is_stored_with_its_base(office: Client, call: Call) -> None:
    save(office, editor(call, "costs"), rows("costs", STAFF, FLAT))

    assert stored(call, "costs")[1]["flat_base"] == ["staff"]
    assert stored(call, "costs")[1]["flat_rate"] == "7.00"


def test_the_duration_is_read_in_italian_and_shown_again(office: Client, call: Call) -> None:
    save(
        office,
        editor(call, "duration"),
        part(minimum_months="6", maximum_months="12", starts_by="30/06/2027"),
    )

    assert stored(call, "duration") == {
        "minimum_months": 6,
        "maximum_months": 12,
        "starts_from": None,
        "starts_by": "2027-06-30",
        "article": "",
    }
    assert 'value="30/06/2027"' in text_of(office.get(editor(call, "duration")))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            {"minimum_months": "7", "maximum_months": "6"},
            "Il massimo (6 mesi) è sotto il minimo (7",
        ),
        (
            {"starts_from": "02/01/2027", "starts_by": "01/01/2027"},
            "L'ultimo giorno viene prima del primo (2 gennaio 2027).",
        ),
        ({"minimum_months": "0"}, "Scrivi un numero intero da 1 a 120."),
        ({"starts_by": "31/02/2027"}, "Scrivi la data come 23/11/2026."),
    ],
)
def test_a_duration_that_leaves_nothing_is_said(
    office: Client, call: Call, typed: dict[str, str], said: str
) -> None:
    response = save(office, editor(call, "duration"), part(**typed))

    assert response.status_code == 422
    assert said in text_of(response)


def test_the_rules_page_says_own_share_flat_rate_and_duration(client: Client, db: None) -> None:
    costs = [
        {"code": "staff", "title": "Personale"},
        {"code": "flat", "title": "Indiretti", "flat_rate": "7.00", "flat_base": ["staff"]},
    ]
    amounts = a_draft()["amounts"] | {
        "minimum_own_share": None,
        "maximum_rate": None,
        "minimum_grant": "1000.00",
        "minimum_rate": "40.00",
        "maximum_in_kind": "50.00",
        "own_share_brackets": [
            {"up_to": "100000.00", "minimum_percent": "10.00"},
            {"up_to": None, "minimum_percent": "20.00"},
        ],
    }
    duration = {"minimum_months": 6, "maximum_months": 12, "starts_by": "2027-06-30"}
    sections = {"amounts": amounts, "costs": costs, "duration": duration}
    call = published_call(draft=a_complete_draft(**sections))

    page = text_of(client.get(reverse("calls:rules", args=[call.code])))

    for said in (
        "10,00\xa0% per progetti fino a 100.000,00\xa0€",
        "20,00\xa0% per progetti di valore più alto",
        "Fino a 50,00\xa0% della quota propria",
        "A forfait, fino a 7,00\xa0% di: Personale",
        "12 mesi",
        "30 giugno 2027",
        "40,00\xa0%",
    ):
        assert said in page
