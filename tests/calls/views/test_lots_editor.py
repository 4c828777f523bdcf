"""Reserves and leftovers of lots as an officer writes them and as people read them."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from calls.engine.compile import compile_rulebook
from calls.engine.differences import differences
from calls.engine.lots import Reserve
from calls.engine.missing import missing_for_publication
from calls.engine.rulebook import Rulebook
from calls.labels import sentence
from calls.labels.differences import told
from calls.models import Call
from tests.calls.views.typed import rows, save, text_of
from tests.factories.calls import CallFactory, a_complete_draft, published_call
from tests.factories.rules import draft, rules

KEPT = {
    "code": "M",
    "title": "Aree montane",
    "percent": "20.00",
    "question": "field",
    "answers": ["casa"],
    "article": "art. 7",
}
LOT = {"code": "T", "title": "Territoriale", "amount": "100.000,00", "allocation": "offer_rest"}
OTHER = LOT | {"code": "R", "title": "Regionale", "leftover_to": "T"}
TYPED = {
    "lot": "T",
    "code": "M",
    "title": "Aree montane",
    "percent": "20",
    "question": "field",
    "answers": "casa",
    "article": "art. 7",
}


def lots(*reserves: dict[str, Any], **first: Any) -> list[dict[str, Any]]:
    """The small call's lots, the first with these reserves."""
    one, other = draft()["lots"]
    return [{**one, **first, "reserves": list(reserves)}, other]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (
            lots(KEPT | {"amount": "5"}),
            "Lotti e fondi, T/M: quanto si riserva? Scrivi un importo oppure una percentuale",
        ),
        (lots(KEPT | {"percent": ""}), "T/M: quanto si riserva?"),
        (lots(KEPT | {"kinds": ["ets_aps"]}), "T/M: per chi è la riserva?"),
        (lots({**KEPT, "question": "", "answers": []}), "T/M: per chi è la riserva?"),
        (
            lots(KEPT | {"answers": []}),
            "T/M: la riserva dipende da una domanda e dalle sue risposte. Scrivi tutte e due.",
        ),
        (
            lots(KEPT | {"question": "need"}),
            (
                "T/M: la riserva dipende dalla risposta a “need”, che non è una scelta da un elenco. "
                "Scegli tra: field."
            ),
        ),
        (
            lots(KEPT | {"answers": ["luna"]}),
            "T/M: “luna” non si può avere. Scegli tra: casa, lavoro.",
        ),
        (lots(KEPT, KEPT), "Lotti e fondi, T: il codice “M” c'è già. Danne uno diverso."),
        (
            lots(KEPT | {"percent": "60"}, KEPT | {"code": "N", "percent": "40.01"}),
            "Lotti e fondi, T: le riserve sommano 2.900.290,00\xa0€, il lotto ha 2.900.000,00\xa0€.",
        ),
        (
            lots(KEPT | {"percent": "101"}),
            "la percentuale del lotto è 101,00, il massimo è 100,00.",
        ),
        (lots(KEPT | {"code": ""}), "Lotti e fondi, n. 1: devi ancora scrivere il codice."),
        (
            lots(leftover_to="Z"),
            "Lotti e fondi, T: quello che resta va al lotto “Z”, che non c'è tra gli altri (R).",
        ),
        (lots(leftover_to="T"), "quello che resta va al lotto “T”, che non c'è tra gli altri (R)."),
        (
            lots(leftover_to="R", fund="FESR"),
            (
                "T: quello che resta va al lotto R, ma i soldi sono del fondo FESR e i suoi del fondo "
                "fund. Scegli un lotto dello stesso fondo."
            ),
        ),
        (
            [{**each, "leftover_to": to} for each, to in zip(lots(), ("R", "T"), strict=True)],
            "Lotti e fondi: quello che resta gira in tondo tra i lotti T, R.",
        ),
    ],
)
def test_a_reserve_or_a_leftover_that_cannot_be_stops_the_publication(
    written: list[dict[str, Any]], said: str
) -> None:
    missing = missing_for_publication(draft(lots=written))

    assert any(said in sentence(each) for each in missing), [sentence(each) for each in missing]


def test_reserves_and_leftovers_read_back_from_their_json_and_are_told() -> None:
    book = rules(lots=lots(KEPT, leftover_to="R"))

    assert Rulebook.from_json(book.to_json()) == book
    assert compile_rulebook(draft(), call_code="x", fund="FSE").lot("T").reserves == ()
    found = {each.kind.value: told(each) for each in differences(rules(), book)}
    assert found["added"].where == "Territoriale › Aree montane"
    assert "La percentuale del lotto: 20,00\xa0%" in found["added"].after
    assert (found["changed"].what, found["changed"].after) == (
        "A quale lotto va quello che resta",
        "R",
    )


@pytest.mark.parametrize(
    ("reserve", "whole", "expected"),
    [
        ({"percent": "33.33"}, "100.01", "33.33"),
        ({"percent": "100.00"}, "100.01", "100.01"),
        ({"amount": "12.50"}, "100.01", "12.50"),
    ],
)
def test_a_percentage_is_down_to_the_cent(
    reserve: dict[str, str], whole: str, expected: str
) -> None:
    from decimal import Decimal

    values = {name: Decimal(text) for name, text in reserve.items()}

    assert str(Reserve("M", "M", **values).of(Decimal(whole))) == expected


@pytest.fixture
def call(db: None) -> Call:
    return CallFactory(empty=True)


def editor(call: Call) -> str:
    return reverse("calls:editor", args=[call.code, "lots"])


def test_the_office_writes_a_reserve_and_a_leftover_and_finds_them_again(
    office: Client, call: Call
) -> None:
    typed = rows("lots", LOT, OTHER) | rows("reserves", TYPED)

    response = save(office, editor(call), typed)

    assert response.status_code == 302, text_of(response)
    first, second = Call.objects.get(pk=call.pk).draft["lots"]
    assert first["reserves"] == [KEPT | {"amount": None, "kinds": []}]
    assert (second["leftover_to"], "reserves" in second) == ("T", False)
    page = text_of(office.get(editor(call)))
    assert 'value="Aree montane"' in page
    assert 'name="reserves-0-lot" value="T"' in page
    again = rows("lots", LOT, OTHER) | rows("reserves", TYPED)
    save(office, editor(call), again, version=2)
    assert Call.objects.get(pk=call.pk).draft["lots"][0] == first


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            rows("lots", LOT, OTHER | {"leftover_to": "Z"}),
            '"Z" non è un altro lotto di questo bando. Gli altri sono: T.',
        ),
        (rows("lots", LOT | {"leftover_to": "T"}), "Gli altri sono: nessuno."),
        (
            rows("lots", LOT) | rows("reserves", TYPED | {"lot": "Z"}),
            'Il lotto "Z" non c\'è. I lotti sono: T.',
        ),
        (
            rows("lots", LOT) | rows("reserves", TYPED, TYPED),
            'Il codice "M" c\'è già. Danne uno diverso.',
        ),
        (
            rows("lots", LOT) | rows("reserves", TYPED | {"percent": ""}),
            "Scrivi l'importo oppure la percentuale: uno dei due.",
        ),
        (
            rows("lots", LOT) | rows("reserves", TYPED | {"kinds": ["ets_aps"]}),
            "Scegli i tipi di ente oppure scrivi una domanda: una delle due cose.",
        ),
        (
            rows("lots", LOT) | rows("reserves", TYPED | {"answers": ""}),
            "Servono il codice della domanda e le sue risposte.",
        ),
    ],
)
def test_what_does_not_hold_is_said_at_the_field(
    office: Client, call: Call, typed: dict[str, Any], said: str
) -> None:
    response = save(office, editor(call), typed)

    assert response.status_code == 422
    assert said in text_of(response)
    assert "lots" not in Call.objects.get(pk=call.pk).draft


@pytest.mark.django_db
def test_everybody_reads_reserves_and_leftovers_on_the_rules_page(client: Client) -> None:
    firms = {
        "code": "C",
        "title": "Cooperative",
        "amount": "100000.00",
        "kinds": ["social_cooperative"],
    }
    call = published_call(draft=a_complete_draft(lots=lots(KEPT, firms, leftover_to="R")))

    page = " ".join(text_of(client.get(reverse("calls:rules", args=[call.code]))).split())

    assert "Quello che resta va al lotto «Regionale»" in page
    assert (
        "Aree montane: 580.000,00 € (20,00 % del lotto) per chi a «Ambito» risponde: casa (art. 7)."
        in page
    )
    assert "Cooperative: 100.000,00 € per Cooperativa sociale." in page
