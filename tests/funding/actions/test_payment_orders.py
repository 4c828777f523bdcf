"""Orders to the bank and what it answers: each payment once, all rows of a file or none."""

import csv
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from defusedxml import ElementTree as Safe
from django.db import IntegrityError, transaction

from funding.actions.payments import letters as payment_letters
from funding.actions.payments import orders as payment_orders
from funding.actions.payments import outcomes as payment_outcomes
from funding.actions.payments import requests
from funding.actions.payments.outcomes import OutcomesRefused
from funding.actions.payments.rules import PaymentRefused
from funding.models import Award, OutcomeImport, PaymentOrder, PaymentRequest, Transfer
from funding.queries import verification
from funding.queries.awards.standing import on_desk, standing
from funding.queries.decrees import live_awards
from funding.queries.payments import verification as payment_verification
from tests.factories.evaluation import officer
from tests.factories.funding import adopted_decree, an_award, published_decree
from tests.factories.payments import (
    OTHER_IBAN,
    answered,
    approved,
    asked,
    bank_says,
    checked,
    claim,
    fresh,
    ordered,
    planned,
    today,
)
from tests.factories.scrolls import renounced, scrolled, short_list
from tests.funding.engine.test_sepa import HOSTILE, broken_rules
from wecare.core import events, store
from wecare.core.uploads import UploadRefused
from wecare.ledger.actions import post
from wecare.ledger.models import Movement
from wecare.ledger.queries import problems
from wecare.notices.models import Letter

pytestmark = pytest.mark.django_db


def whole() -> list[str]:
    return [
        *verification.money(),
        *payment_verification.payments(),
        *payment_verification.orders(),
        *problems(),
        *events.verify_chain(),
    ]


def to_order(award: Award, **said: Any) -> PaymentRequest:
    planned(award)
    return approved(checked(asked(award, **said)))


def three() -> list[PaymentRequest]:
    """Three approved advances of three awards of one list."""
    ranked_list, _sent = short_list()
    published_decree(ranked_list)
    found = []
    for number, award in enumerate(live_awards(ranked_list.call).order_by("id")):
        desk = on_desk().get(pk=award.pk)
        found.append(to_order(desk, amount="8000.00", holder=f"Ente {number}"))
    return found


def take(content: bytes | str, filename: str = "esiti.csv") -> OutcomeImport:
    raw = content if isinstance(content, bytes) else content.encode()
    return payment_outcomes.take(content=raw, filename=filename, by=officer())


def test_an_order_is_the_sum_of_its_rows_in_a_file_that_banks_take() -> None:
    order = ordered(*three())

    xml = store.read(order.xml)
    assert broken_rules(xml) == []
    assert (order.total, order.count) == (24_000, 3)
    assert b"<CtrlSum>24000.00</CtrlSum>" in xml
    assert store.read(PaymentOrder.objects.get().xml) == xml
    rows = list(csv.reader(StringIO(store.read(order.csv).decode("utf-8-sig")), delimiter=";"))
    assert [row[1] for row in rows] == ["intestatario", "Ente 0", "Ente 1", "Ente 2"]
    assert [row[4] for row in rows[1:]] == ["8.000,00"] * 3
    assert whole() == []


@pytest.mark.parametrize("name", [each for each in HOSTILE if each.strip()])
def test_hostile_names_of_who_is_paid_are_plain_text_in_both_files(name: str) -> None:
    payment = to_order(an_award(), holder=name.replace("\u0000", "")[:140])

    order = ordered(payment)

    xml = store.read(order.xml)
    assert broken_rules(xml) == []
    assert len(Safe.fromstring(xml).findall(".//{*}CdtTrfTxInf")) == 1
    rows = list(csv.reader(StringIO(store.read(order.csv).decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 2
    assert not any(cell[:1] in tuple("=+@\t\r") for row in rows for cell in row)


def test_what_is_not_approved_is_in_no_order() -> None:
    award = an_award()
    planned(award)
    payment = checked(asked(award))

    with pytest.raises(PaymentRefused, match="nello stato «Da approvare»"):
        ordered(payment)
    with pytest.raises(PaymentRefused, match="Scegli almeno un pagamento"):
        ordered()
    with pytest.raises(PaymentRefused, match="non c'è"):
        payment_orders.issue(payments=[999_999], on=today(), by=officer())

    assert PaymentOrder.objects.count() == 0


def test_without_an_account_to_pay_from_there_is_no_order(settings: Any) -> None:
    payment = to_order(an_award())
    settings.PAYER_IBAN = ""

    with pytest.raises(PaymentRefused, match="PAYER_IBAN"):
        ordered(payment)


def test_a_payment_is_in_one_order_alone_says_the_database_too() -> None:
    payment = to_order(an_award())
    order = ordered(payment)

    with pytest.raises(PaymentRefused, match="nello stato «Ordinato"):
        ordered(payment)
    other = Transfer.objects.get()
    other.pk, other.end_to_end = None, "WCR-altro"
    with pytest.raises(IntegrityError, match="one_order_per_payment"), transaction.atomic():
        other.save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentOrder.objects.filter(pk=order.pk).update(total=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Transfer.objects.filter(order=order).update(iban=OTHER_IBAN)


def test_the_same_file_taken_again_changes_nothing() -> None:
    order = ordered(*three())
    said = bank_says(order)

    first, second = take(said), take(said)

    assert (first.executed, first.known) == (3, 0)
    assert (second.executed, second.rejected, second.known) == (0, 0, 3)
    assert Movement.objects.filter(key__startswith="payment/").count() == 3
    paid = Letter.objects.filter(template="funding/payment_paid")
    assert paid.count() == paid.values("key").distinct().order_by().count() == 3
    assert whole() == []


def test_what_the_bank_rejects_goes_back_is_corrected_and_paid_by_another_order() -> None:
    payment = to_order(an_award())
    answered(ordered(payment), "respinto", "Conto chiuso")

    payment = fresh(payment)
    assert (payment.state, payment.returned_because) == (
        "returned",
        "La banca ha respinto il bonifico: Conto chiuso",
    )
    assert Movement.objects.filter(key__startswith="payment/").count() == 0
    requests.resend(payment=payment, claim=claim(iban=OTHER_IBAN), actor=payment.asked_by)
    answered(ordered(approved(checked(fresh(payment)))))

    ids = Transfer.objects.order_by("id").values_list("end_to_end", "outcome")
    assert list(ids) == [
        (f"WCR-{payment.pk}-1", "rejected"),
        (f"WCR-{payment.pk}-2", "executed"),
    ]
    assert standing(on_desk().get()).paid == 32_000
    assert whole() == []


def test_one_row_that_is_wrong_and_nothing_is_taken() -> None:
    payments = three()
    order = ordered(*payments)
    good = bank_says(order).decode()
    lines = [
        good,
        "WCR-999999-1;26/11/2026;eseguito;",
        f"{order.transfers.order_by('id')[0].end_to_end};26/11/2026;eseguito;",
        "x y;26/11/2026;eseguito;",
        "WCR-1-9;ieri;eseguito;",
        "WCR-2-9;26/11/2026;forse;",
        "WCR-3-9;26/11/2026;respinto;",
    ]

    with pytest.raises(OutcomesRefused) as refused:
        take("\n".join(lines))

    assert refused.value.problems == (
        f"Riga 6: il codice {order.transfers.order_by('id')[0].end_to_end} è già alla riga 2.",
        "Riga 7: il codice «x y» non è leggibile.",
        "Riga 8: la data «ieri» non è come 23/11/2026.",
        "Riga 9: l'esito è «eseguito» o «respinto». Qui è «forse».",
        "Riga 10: per un pagamento respinto serve il motivo.",
    )
    with pytest.raises(OutcomesRefused, match=r"Riga 5: il codice WCR-999999-1 non è di un nostro"):
        take("\n".join(lines[:2]))
    assert {fresh(each).state for each in payments} == {"ordered"}
    assert OutcomeImport.objects.count() == 0


def test_another_outcome_or_a_day_to_come_is_refused() -> None:
    order = ordered(to_order(an_award()))

    with pytest.raises(OutcomesRefused, match=r"la data 1 gennaio 2100 è futura"):
        take(bank_says(order, on="01/01/2100"))
    answered(order)
    with pytest.raises(OutcomesRefused, match="già registrato un altro esito"):
        take(bank_says(order, "respinto", "Ripensamento"))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("a;b\n1;2", "Mancano le colonne: codice, data, esito, motivo"),
        ("codice;data;esito;motivo\n", "non ha righe"),
    ],
)
def test_a_file_of_another_shape_is_refused_with_what_is_missing(content: str, why: str) -> None:
    with pytest.raises(OutcomesRefused, match=why):
        take(content)


def test_a_file_that_is_no_table_is_refused() -> None:
    for content, name in ((b"%PDF-1.4", "esiti.csv"), (b"x", "esiti.exe"), (b"", "esiti.csv")):
        with pytest.raises(UploadRefused):
            take(content, name)


@pytest.mark.parametrize("survivors", [0, 1, 2])
def test_a_crash_in_the_middle_leaves_nothing(
    survivors: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    payments = three()
    order = ordered(*payments)
    told = payment_letters.tell_paid
    count = iter(range(99))

    def die(*args: Any) -> None:
        if next(count) == survivors:
            raise RuntimeError("Power is off.")
        told(*args)

    monkeypatch.setattr(payment_outcomes, "tell_paid", die)
    with pytest.raises(RuntimeError, match="Power is off"), transaction.atomic():
        take(bank_says(order))

    assert {fresh(each).state for each in payments} == {"ordered"}
    assert Movement.objects.filter(key__startswith="payment/").count() == 0
    assert OutcomeImport.objects.count() == Letter.objects.filter(template__contains="paid").count()
    assert whole() == []
    monkeypatch.undo()
    assert take(bank_says(order)).executed == 3
    assert whole() == []


def test_a_payment_of_an_award_granted_anew_meanwhile_moves_the_money_of_the_new_one() -> None:
    ranked_list, sent = short_list()
    published_decree(ranked_list)
    partly = on_desk().get(submission=sent[2])
    payment = to_order(partly, amount="8000.00")
    renounced(sent[0])
    adopted_decree(scrolled(ranked_list))

    with pytest.raises(PaymentRefused, match="non è più in essere"):
        ordered(payment)

    now = on_desk().get(submission=sent[2], state="granted")
    assert (now.amount, standing(now).paid) == (80_000, 0)
    assert whole() == []


def test_a_scroll_waits_for_the_bank_to_answer() -> None:
    ranked_list, sent = short_list()
    published_decree(ranked_list)
    order = ordered(to_order(on_desk().get(submission=sent[2]), amount="8000.00"))
    renounced(sent[0])
    following = scrolled(ranked_list)

    with pytest.raises(Exception, match=r"banca non ha ancora risposto.*8\.000,00"):
        adopted_decree(following)

    answered(order)
    assert whole() == []


def test_verification_sees_what_does_not_hold() -> None:
    payment = to_order(an_award())
    answered(ordered(payment))
    assert payment_verification.payments() == []

    award = on_desk().get()
    held = award.decree.ranked_list.call.code
    place = f"FSE/FSE2/unica/{held}/T/{award.submission.protocol.replace('/', '-')}"
    post(
        key="payment/999",
        kind="payment",
        postings=[(f"committed/{place}", Decimal(-1)), (f"paid/{place}", Decimal(1))],
        cause="Prova",
        reference="prova",
        actor=None,
    )

    assert payment_verification.payments() == ["movement payment/999: no request was paid by it"]
    assert payment_verification.orders() == ["movement payment/999: no request is behind it"]
