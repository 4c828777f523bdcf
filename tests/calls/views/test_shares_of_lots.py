"""Several funds that pay one lot, as an officer writes them and as people read them."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from calls.actions.publication import publish_by_act
from calls.engine.codec import FormatRefused
from calls.engine.compile import compile_rulebook
from calls.engine.differences import differences
from calls.engine.drafting import draft_of
from calls.engine.missing import missing_for_publication
from calls.engine.rulebook import Rulebook
from calls.labels import sentence
from calls.labels.differences import told
from calls.models import Call
from calls.policies import CallRefused
from tests.calls.views.typed import rows, save, text_of
from tests.factories.calls import (
    CallFactory,
    FundFactory,
    a_complete_draft,
    allocated,
    an_act,
    published_call,
)
from tests.factories.rules import draft, rules
from wecare.core import clock

LOT = {"code": "T", "title": "Territoriale", "amount": "100.000,00", "allocation": "offer_rest"}
PAYING = [{"fund": "FSE", "percent": "85.00"}, {"fund": "FSC", "percent": "15.00"}]
TYPED = ({"lot": "T", "fund": "FSE", "percent": "85"}, {"lot": "T", "fund": "FSC", "percent": "15"})


def lots(*shares: dict[str, Any], **first: Any) -> list[dict[str, Any]]:
    """The small call's lots, the first paid by these funds."""
    one, other = draft()["lots"]
    return [{**one, **first, "shares": list(shares)}, other]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (lots(PAYING[0]), "T: i fondi che pagano insieme sono 1, devono essere da 2 a 10."),
        (
            lots(PAYING[0], {"fund": "FSC", "percent": "15.01"}),
            "Lotti e fondi, T: le quote dei fondi sommano 100,01\xa0%, devono fare 100,00 %.",
        ),
        (lots(*PAYING, PAYING[0]), "il codice “FSE” c'è già. Danne uno diverso."),
        (lots(PAYING[0], {"fund": "FSC"}), "devi ancora scrivere la percentuale del lotto."),
        (lots(PAYING[0], {"percent": "15.00"}), "devi ancora scrivere il fondo."),
        (
            lots({"fund": "FSE", "percent": "100"}, {"fund": "FSC", "percent": "0.00"}),
            "la percentuale del lotto è 100,00, il massimo è 99,99.",
        ),
        (
            lots(PAYING[0], {"fund": "FSC", "percent": "0.00"}),
            "la percentuale del lotto è 0,00, il minimo è 0,01.",
        ),
        (lots(PAYING[0], {"fund": "F S", "percent": "15"}), "“F S”"),
        (
            lots(*PAYING, leftover_to="R"),
            "T: quello che resta va al lotto R, ma i fondi che lo pagano o le loro quote sono altri.",
        ),
    ],
)
def test_funds_that_cannot_pay_together_stop_the_publication(
    written: list[dict[str, Any]], said: str
) -> None:
    missing = missing_for_publication(draft(lots=written))

    assert any(said in sentence(each) for each in missing), [sentence(each) for each in missing]


def test_what_is_left_goes_to_a_lot_that_the_same_funds_pay_in_whatever_order() -> None:
    one, other = lots(*PAYING, leftover_to="R")
    written = [one, {**other, "shares": PAYING[::-1]}]

    assert missing_for_publication(draft(lots=written)) == ()


def test_the_funds_read_back_from_their_json_come_along_in_a_copy_and_are_told() -> None:
    book = rules(lots=lots(*PAYING))

    assert Rulebook.from_json(book.to_json()) == book
    assert draft_of(book)["lots"][0]["shares"] == PAYING
    assert compile_rulebook(draft(), call_code="x", fund="FSE").lot("T").shares == ()
    (change,) = differences(rules(), book)
    assert (told(change).where, told(change).what) == (
        "Territoriale",
        "I fondi che pagano insieme, ognuno la sua quota",
    )
    assert told(change).after == (
        "Il fondo: FSE, La percentuale del lotto: 85,00\xa0%; "
        "Il fondo: FSC, La percentuale del lotto: 15,00\xa0%"
    )
    with pytest.raises(FormatRefused, match="unknown fields"):
        Rulebook.from_json(book.to_json() | {"format": 4})


@pytest.fixture
def call(db: None) -> Call:
    for code in ("FSE", "FSC"):
        FundFactory(code=code)
    return CallFactory(empty=True)


def editor(call: Call) -> str:
    return reverse("calls:editor", args=[call.code, "lots"])


def test_the_office_writes_the_funds_of_a_lot_and_finds_them_again(
    office: Client, call: Call
) -> None:
    response = save(office, editor(call), rows("lots", LOT) | rows("shares", *TYPED))

    assert response.status_code == 302, text_of(response)
    (stored,) = Call.objects.get(pk=call.pk).draft["lots"]
    assert stored["shares"] == PAYING
    page = text_of(office.get(editor(call)))
    assert 'name="shares-1-fund" value="FSC"' in page
    assert 'name="shares-1-lot" value="T"' in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ((TYPED[0], TYPED[1] | {"lot": "Z"}), 'Il lotto "Z" non c\'è. I lotti sono: T.'),
        ((TYPED[0], TYPED[0]), 'Il codice "FSE" c\'è già. Danne uno diverso.'),
        ((TYPED[0], TYPED[1] | {"fund": "LUNA"}), 'Il fondo "LUNA" non c\'è. I fondi sono: '),
        (
            (TYPED[0], TYPED[1] | {"percent": "14,99"}),
            'Le quote dei fondi del lotto "T" sommano 99,99\xa0%: devono fare 100,00 %.',
        ),
        ((TYPED[0], TYPED[1] | {"percent": ""}), ""),
    ],
)
def test_what_does_not_hold_is_said_at_the_field(
    office: Client, call: Call, typed: tuple[dict[str, str], ...], said: str
) -> None:
    response = save(office, editor(call), rows("lots", LOT) | rows("shares", *typed))

    assert response.status_code == 422
    assert said in text_of(response)
    assert "lots" not in Call.objects.get(pk=call.pk).draft


@pytest.mark.django_db
def test_everybody_reads_who_pays_on_the_rules_page(client: Client) -> None:
    call = CallFactory(draft=a_complete_draft(lots=lots(*PAYING)), fund__code="FSE")
    allocated(call.line, "435000.00", fund=FundFactory(code="FSC"))
    _publish(call)

    page = " ".join(text_of(client.get(reverse("calls:rules", args=[call.code]))).split())

    assert "FSE 85,00 %, FSC 15,00 %" in page
    assert "Ogni contributo lo pagano insieme più fondi, ognuno la sua quota" in page


@pytest.mark.django_db
def test_without_several_funds_the_rules_page_says_nothing_of_them(client: Client) -> None:
    call = published_call()

    page = text_of(client.get(reverse("calls:rules", args=[call.code])))

    assert "Ogni contributo lo pagano insieme" not in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("codes", "said"),
    [
        (("FSE",), "è pagato dal fondo «FSC», che non c'è. I fondi sono: "),
        (
            ("FSE", "FSC", "OTHER"),
            "stanno sul fondo OTHER, che non è tra quelli che lo pagano (FSE, FSC).",
        ),
    ],
)
def test_a_call_is_not_published_when_a_fund_is_not_there(
    codes: tuple[str, ...], said: str
) -> None:
    for code in codes[:-1]:
        FundFactory(code=code)
    call = CallFactory(draft=a_complete_draft(lots=lots(*PAYING)), fund__code=codes[-1])

    with pytest.raises(CallRefused) as refused:
        _publish(call)

    assert said in str(refused.value)


def _publish(call: Call) -> None:
    allocated(call.line, "20000000.00", fund=call.fund, act=an_act("DGR 1-1"))
    publish_by_act(
        call=call,
        kind="DD",
        number_text="DD 2/A2203A/2026",
        adopted_on=clock.today(),
        subject="Approvazione",
        actor=call.created_by,
    )
