from datetime import UTC, datetime
from itertools import permutations

import pytest

from tests.factories.receipts import a_bounce, a_receipt, daticert
from wecare.notices.engine.receipts import proves_it_left, read, state_after
from wecare.notices.enums import DeliveryState, ReceiptKind

REFERENCE = "0123456789abcdef0123456789abcdef"
MESSAGE_ID = f"<{REFERENCE}@localhost>"
CERTIFIED = [kind for kind in ReceiptKind if kind is not ReceiptKind.BOUNCE]


@pytest.mark.parametrize("kind", CERTIFIED)
def test_a_receipt_says_what_it_is_of_what_and_when(kind: ReceiptKind) -> None:
    facts = read(a_receipt(kind.value, MESSAGE_ID, identifier="opec1@pec.esempio.it"))

    assert facts is not None
    assert (facts.kind, facts.reference, facts.identifier) == (
        kind,
        REFERENCE,
        "opec1@pec.esempio.it",
    )
    assert facts.at == datetime(2026, 11, 24, 9, 15, 30, tzinfo=UTC)
    assert facts.is_sound
    assert facts.reason == ""


def test_a_receipt_in_summer_has_the_hour_of_summer() -> None:
    content = a_receipt("accettazione", MESSAGE_ID, day="01/07/2026", zone="+0200")

    facts = read(content)

    assert facts is not None
    assert facts.at == datetime(2026, 7, 1, 8, 15, 30, tzinfo=UTC)


def test_why_it_was_not_delivered_is_told() -> None:
    facts = read(
        a_receipt(
            "errore-consegna", MESSAGE_ID, error="no-dest", long_error="5.1.1 - casella  piena"
        )
    )

    assert facts is not None
    assert facts.reason == "no-dest: 5.1.1 - casella piena"


BILLION = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    '<postacert tipo="accettazione">&b;</postacert>'
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    '<postacert tipo="accettazione">&a;</postacert>'
)


@pytest.mark.parametrize(
    "xml",
    [
        "",
        "<postacert",
        "niente",
        "<altro/>",
        BILLION,
        OUTSIDE,
        "<postacert tipo='accettazione'/>",
        daticert("accettazione", MESSAGE_ID, day="31/02/2026"),
        daticert("accettazione", MESSAGE_ID, zone="Europe/Rome"),
        daticert("accettazione", "<altra@localhost>"),
        daticert("avvenuta-consegna", MESSAGE_ID),
        '<?xml version="1.0" encoding="nessuna"?><postacert/>',
    ],
    ids=[
        "empty", "cut", "no xml", "another root", "entities", "outside", "no data", "no such day",
        "no offset", "another letter", "another kind", "no encoding",
    ],
)  # fmt: skip
def test_certified_data_that_cannot_be_read_or_disagree_are_believed_in_nothing(xml: str) -> None:
    facts = read(a_receipt("accettazione", MESSAGE_ID, xml=xml))

    assert facts is not None
    assert not facts.is_sound
    assert facts.reference == REFERENCE


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"Subject: ciao\r\n\r\ntesto",
        b"X-Ricevuta: altro\r\n\r\n",
        b"X-Ricevuta: bounce\r\nX-Riferimento-Message-ID: <a@b>\r\n\r\n",
        b"Content-Type: multipart/report\r\n\r\n",
    ],
)
def test_what_is_no_receipt_is_none(content: bytes) -> None:
    assert read(content) is None


@pytest.mark.parametrize("headers_only", [False, True])
def test_a_bounce_names_the_letter_that_came_back(headers_only: bool) -> None:
    facts = read(a_bounce(MESSAGE_ID, headers_only=headers_only))

    assert facts is not None
    assert (facts.kind, facts.reference) == (ReceiptKind.BOUNCE, REFERENCE)
    assert facts.reason == "5.1.1 smtp; 550 5.1.1 User unknown"
    assert facts.at == datetime(2026, 11, 24, 9, 20, tzinfo=UTC)


def test_a_delay_is_no_failure_and_a_relayed_letter_no_news() -> None:
    delayed, relayed = (
        read(a_bounce(MESSAGE_ID, action="delayed")),
        read(a_bounce(MESSAGE_ID, action="relayed")),
    )

    assert delayed is not None
    assert delayed.kind is ReceiptKind.WARNING
    assert relayed is None


ENDS = {
    ("accettazione",): DeliveryState.ACCEPTED,
    ("non-accettazione",): DeliveryState.NOT_ACCEPTED,
    ("accettazione", "avvenuta-consegna"): DeliveryState.DELIVERED,
    ("accettazione", "preavviso-errore-consegna"): DeliveryState.LATE,
    ("accettazione", "preavviso-errore-consegna", "avvenuta-consegna"): DeliveryState.DELIVERED,
    ("accettazione", "preavviso-errore-consegna", "errore-consegna"): DeliveryState.NOT_DELIVERED,
    ("presa-in-carico",): DeliveryState.UNKNOWN,
    ("bounce",): DeliveryState.NOT_DELIVERED,
}


@pytest.mark.parametrize(("words", "end"), ENDS.items())
def test_the_end_is_the_same_in_whatever_order_receipts_come(
    words: tuple[str, ...], end: DeliveryState
) -> None:
    for order in permutations(words):
        state = DeliveryState.UNKNOWN
        for word in order:
            state = state_after(state, ReceiptKind(word))

        assert state is end


def test_only_what_the_server_had_proves_that_it_left() -> None:
    proving = {kind for kind in ReceiptKind if proves_it_left(kind)}

    assert proving == set(ReceiptKind) - {ReceiptKind.NOT_ACCEPTED, ReceiptKind.TAKEN_OVER}
