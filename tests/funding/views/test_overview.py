"""The office's list, picture and terms of awards: who sees them, what they say, how they are asked."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import tablib
from django.test import Client

from calls.engine.districts import Districts
from evaluation.actions import offers
from evaluation.enums import OfferReply
from evaluation.policies.departures import Reply
from funding.actions import money
from funding.actions.aid import repayments
from funding.actions.aid.repayments import Receipt
from funding.enums import AwardState, ReductionKind
from funding.models import Award
from funding.queries import expiries
from funding.queries.awards import listing
from funding.queries.awards.listing import Order, Sought
from funding.queries.awards.standing import on_desk
from funding.queries.seeing import forecast, overview, times
from tests.evaluation.views.conftest import browser_of
from tests.factories.accounts import PersonFactory
from tests.factories.acts import external
from tests.factories.aid import a_loan, today
from tests.factories.conditions import accepted
from tests.factories.evaluation import (
    GOOD,
    call_under_evaluation,
    judged,
    manager,
    officer,
    published_list,
    submitted,
)
from tests.factories.frozen import sent_with
from tests.factories.funding import an_award, ground, published_decree
from tests.factories.rules import rules as small_rules
from tests.factories.scrolls import short_list
from wecare.accounts.enums import Role
from wecare.core import clock
from wecare.core.money import format_plain

pytestmark = pytest.mark.django_db

EUR = Decimal
LIST = "/ufficio/contributi/"
PICTURE = f"{LIST}quadro/"
TERMS = f"{LIST}scadenze/"
FILE = f"{PICTURE}posti.csv"
FORMULA = "=cmd|' /C calc'!A0"


def awards(*names: str, requested: str = "2000.00") -> list[Award]:
    call = call_under_evaluation()
    sent = [
        submitted(call, name=each, requested=requested, total_cost="100000.00") for each in names
    ]
    judged(call, dict.fromkeys(sent, GOOD))
    published_decree(published_list(call))
    found = {award.submission_id: award for award in on_desk()}
    return [found[each.pk] for each in sent]


def keys(sought: Sought) -> list[int]:
    return [award.pk for award, _money in listing.page(sought).rows]


@pytest.mark.parametrize("address", [LIST, PICTURE, TERMS, FILE])
@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.OFFICER, 200),
        (Role.MANAGER, 200),
        (Role.AUDITOR, 200),
        (Role.ADMIN, 403),
        (Role.ASSESSOR, 403),
        (None, 403),
    ],
)
def test_who_sees_the_money(address: str, role: Role | None, status: int) -> None:
    person = PersonFactory(roles=[role] if role else [])

    assert browser_of(person).get(address).status_code == status
    assert Client().get(address).status_code == 302


def test_the_list_is_narrowed_by_name_code_protocol_call_and_state() -> None:
    beta, gamma = awards("Associazione Beta", "Consorzio Gamma")
    (other,) = awards("Altra beta")
    money.end(award=gamma, ground=ground("e", act=external()), by=manager())

    assert set(keys(Sought(text="BETA"))) == {beta.pk, other.pk}
    assert keys(Sought(text=gamma.organisation.fiscal_code)) == [gamma.pk]
    assert keys(Sought(text=beta.submission.protocol)) == [beta.pk]
    assert keys(Sought(text=str(other.submission.protocol_number))) == [other.pk]
    assert keys(Sought(call=other.decree.ranked_list.call.code)) == [other.pk]
    assert keys(Sought(state=AwardState.RELEASED)) == [gamma.pk]
    assert keys(Sought(text="%")) == keys(Sought(text="' OR 1=1")) == []


@pytest.mark.parametrize("order", list(Order))
def test_pages_in_each_order_lose_and_repeat_nothing(
    order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "PAGE", 2)
    for amount in ("3000.00", "1000.00", "3000.00", "2000.00"):
        awards("Uno", "Due", requested=amount)

    found, after = [], ""
    while True:
        page = listing.page(Sought(order=order), after=after)
        found += [award for award, _money in page.rows]
        if not (after := page.following):
            break

    column = order.value.lstrip("-")
    values = [getattr(award, column) for award in found]
    assert values == sorted(values, reverse=order.value.startswith("-"))
    assert len({award.pk for award in found}) == len(found) == 8


def test_what_cannot_be_read_narrows_nothing() -> None:
    (award,) = awards("Associazione Beta")
    client = browser_of(officer())

    for odd in (
        "stato=x",
        "ordine=x",
        "bando=x",
        "dopo=x~y",
        "dopo=1~2~3",
        "dopo=NaN~1&ordine=greatest",
    ):
        assert award.organisation.name in client.get(f"{LIST}?{odd}").content.decode(), odd
    empty = client.get(f"{LIST}?cerca=nessuno").content.decode()
    assert "Nessun contributo con questi filtri" in empty


@pytest.mark.parametrize("address", [LIST, PICTURE, TERMS])
def test_as_many_queries_for_many_awards_as_for_two(
    address: str, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    client = browser_of(officer())

    def asked() -> int:
        client.get(address)
        with django_assert_max_num_queries(20) as counter:
            assert client.get(address).status_code == 200
        return len(counter)

    awards("Uno", "Due")
    few = asked()
    awards(*(f"Associazione {number}" for number in range(20)))

    assert asked() == few


def test_the_picture_says_what_the_ledger_says() -> None:
    first, second = awards("Uno", "Due", requested="10000.00")
    by = officer()
    money.pay(award=first, amount=EUR(4000), ground=ground("p1"), by=by)
    money.reduce(
        award=first,
        kind=ReductionKind.PARTIAL_REVOCATION,
        amount=EUR("7000.01"),
        reason="Spese non ammesse",
        ground=ground("r1", act=external()),
        by=by,
    )
    money.take_back(award=first, amount=EUR("1000.01"), ground=ground("b1"), by=by)
    money.end(award=second, ground=ground("e1", act=external()), by=manager())

    found = overview.overview()

    moved = overview.Moved(EUR(20_000), EUR(16_000), EUR(4000), EUR("1000.01"), EUR(0))
    assert found.whole == moved
    assert found.places == ((("FSE2", "unica", "FSE"), moved),)
    assert found.years == ((clock.today().year, moved),)
    page = browser_of(by).get(PICTURE).content.decode()
    assert "16.000,00" in page
    assert "2.999,99" in page  # paid, and kept


def test_the_capital_of_loans_that_came_back_is_told_beside_what_was_recovered() -> None:
    disbursement = a_loan("60000")
    receipt = Receipt(disbursement, 1, EUR(3000), today(), "TRN-1")
    back = repayments.record(receipt=receipt, by=officer()).capital
    by_act = ground("e1", act=external())
    money.end(award=disbursement.award, ground=by_act, by=manager())
    money.take_back(award=disbursement.award, amount=EUR(1000), ground=ground("b1"), by=officer())

    found = overview.overview()

    assert 0 < back < EUR(3000)
    assert found.whole.recovered == back + 1000
    assert found.whole.kept == EUR(60_000) - back - 1000
    page = browser_of(officer()).get(PICTURE).content.decode()
    assert "Recuperati o rientrati" in page
    assert format_plain(back + 1000) in page


def test_each_table_goes_out_in_each_format_with_the_same_rows() -> None:
    awards("Uno", "Due", requested="10000.00")
    client = browser_of(officer())

    for what in ("posti", "anni", "previsione", "tempi", "distretti"):
        text = client.get(f"{PICTURE}{what}.csv").content.decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text)))
        for ending in ("xlsx", "ods"):
            content = client.get(f"{PICTURE}{what}.{ending}").content
            sheet = tablib.Dataset().load(io.BytesIO(content), format=ending)
            assert len(sheet) == len(rows), what
            assert list(sheet.headers or ()) == list(rows[0]) if rows else True
    assert client.get(f"{PICTURE}altro.csv").status_code == 404
    assert client.get(f"{PICTURE}posti.exe").status_code == 404


def test_the_money_of_a_project_of_two_districts_is_counted_once() -> None:
    call = call_under_evaluation(rules=replace(small_rules(), districts=Districts(most=2)))
    sent = [
        submitted(call, requested=amount, total_cost="100000.00")
        for amount in ("3000.00", "2000.00", "1000.00")
    ]
    judged(call, dict.fromkeys(sent, GOOD))
    published_decree(published_list(call))
    together, alone, _nowhere = (on_desk().get(submission=each) for each in sent)
    sent_with(
        together, districts=[{"code": code, "title": code.title()} for code in ("cuneo", "asti")]
    )
    sent_with(alone, districts=[{"code": "asti", "title": "Asti"}])
    money.pay(award=together, amount=EUR(500), ground=ground("p1"), by=officer())
    money.end(award=alone, ground=ground("e1", act=external()), by=manager())

    assert overview.districts() == [
        overview.OfDistrict("Asti", 0, EUR(0), EUR(0), EUR(0)),
        overview.OfDistrict("Asti / Cuneo", 1, EUR(3000), EUR(500), EUR(2500)),
        overview.OfDistrict("–", 1, EUR(1000), EUR(0), EUR(1000)),
    ]


def test_what_stands_committed_is_expected_when_the_project_ends() -> None:
    today = clock.today()
    dated, _undated = awards("Uno", "Due", requested="10000.00")
    sent_with(dated, starts_on="2030-01-31", months=13)
    money.pay(award=dated, amount=EUR(4000), ground=ground("p1"), by=officer())

    found = forecast.forecast()

    assert found.quarters == ((forecast.Quarter(2031, 1), EUR(6000)),)
    assert (found.undated, found.whole) == (EUR(10_000), EUR(16_000))
    sent_with(dated, starts_on="2020-01-31", months=1)
    assert forecast.forecast().quarters == ((forecast.quarter_of(today), EUR(6000)),)


def test_times_count_the_days_of_each_step() -> None:
    award = an_award()
    call = award.decree.ranked_list.call
    call.closed_at = clock.now()
    call.save(update_fields=["closed_at"])

    found = times.times()

    (row,) = found.calls
    assert row.code == call.code
    assert row.days == (-1, 1, 0, 0, 0)  # this call is published, for the test, after its deadline
    assert found.medians == row.days
    assert found.longest == row.days


def test_offers_and_ends_expire_until_they_are_dealt_with() -> None:
    ranked_list, sent = short_list()
    offered = sent[2]

    (term,) = expiries.expiring(clock.now() + timedelta(days=90))
    assert (term.protocol, term.what) == (offered.protocol, "Risposta a un'offerta parziale")
    assert [span.days for span in expiries.spans(clock.now()) if span.terms] == [30]
    page = browser_of(officer()).get(TERMS).content.decode()
    assert offered.organisation.name in page
    offers.answer(
        application=offered.application,
        reply=Reply(OfferReply.ACCEPTED, EUR(40_000)),
        by=offered.submitted_by,
    )
    assert expiries.expiring(clock.now() + timedelta(days=90)) == []

    published_decree(ranked_list)
    for each in on_desk():
        accepted(each)
    award = on_desk().filter(submission=sent[0]).get()
    sent_with(award, starts_on=str((clock.now() - timedelta(days=60)).date()), months=1)
    (term,) = expiries.expiring(clock.now() + timedelta(days=90))
    assert term.url == f"{LIST}{award.pk}/"
    assert [span.days for span in expiries.spans(clock.now()) if span.terms] == [None]
    money.pay(award=award, amount=award.amount, ground=ground("p"), by=officer())
    assert expiries.expiring(clock.now() + timedelta(days=90)) == []


def test_terms_are_in_the_calendar_of_the_office_alone() -> None:
    short_list()

    (term,) = expiries.office_terms(officer())

    assert term.path.startswith("/ufficio/")
    assert list(expiries.office_terms(PersonFactory())) == []
