"""Behind every figure, its movements: they add up to it, in pages, each with its act."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from calls.actions import budgets
from calls.labels.money import Stage
from calls.queries import figures
from calls.queries.movements import PAGE
from tests.calls.views.typed import text_of
from tests.factories.accounts import PersonFactory
from tests.factories.budgets import FSE2, FSE2_FSC, FSE3, disposed, increase, programme, transfer
from tests.factories.calls import an_act, published_call
from tests.factories.ledger import moved
from wecare.accounts.enums import Role
from wecare.core.money import parse_amount
from wecare.ledger.enums import Level
from wecare.ledger.queries import balances

pytestmark = pytest.mark.django_db

ROUTE = "calls:movements"
LINK = re.compile(r'<a href="(/misure/movimenti/[^"]*)">(-?[0-9.,]+)<')


@pytest.fixture
def story(db: None) -> str:
    """Money given in 2017, moved to another fund in 2020, reserved, committed and paid."""
    programme()
    call = published_call(code="FSE2-2026")
    act = an_act("DGR 50-2397", adopted_on=past_date(2020))
    budgets.move(change=transfer("400.00", into=FSE2_FSC), act=act, actor=None)
    disposed(transfer("100.00", into=FSE3), number="DGR 1-1")
    lot = f"FSE/FSE2/unica/{call.code}/T"
    moved("700.00", out_of=f"reserved/{lot}", into=f"committed/{lot}/1-2026", kind="commitment")
    moved("50.00", out_of=f"committed/{lot}/1-2026", into=f"paid/{lot}/1-2026", kind="payment")
    return call.code


def past_date(year: int) -> date:
    return date(year, 11, 27)


def links_of(response: Any) -> list[tuple[str, Decimal]]:
    """Every figure of the page that leads to movements, with its address."""
    return [
        (address.replace("&amp;", "&"), parse_amount(amount))
        for address, amount in LINK.findall(response.content.decode())
    ]


@pytest.mark.parametrize("page", ["measures", "measure"])
def test_every_public_figure_is_what_its_movements_come_to(
    client: Client, story: str, page: str
) -> None:
    arguments = ["FSE2"] if page == "measure" else []

    links = links_of(client.get(reverse(f"calls:{page}", args=arguments)))

    assert len(links) > 20
    for address, amount in links:
        rows = client.get(address).context["rows"]
        assert (rows[0][0].after if rows else Decimal(0)) == amount, address
        assert sum(row.amount for row, _kind in rows) == amount, address


def test_public_figures_are_the_ledgers(client: Client, story: str) -> None:
    accounts = balances("")

    whole = client.get(reverse("calls:measures")).context["whole"]

    for stage, kind in (("available", "available"), ("reserved", "reserved")):
        of_kind = [held for code, held in accounts.items() if code.startswith(f"{kind}/")]
        assert getattr(whole, stage) == sum(of_kind)
    assert whole.allocated == -sum(
        held for code, held in accounts.items() if code.startswith("source/")
    )
    assert sum(accounts.values()) == 0


def test_each_year_ends_as_its_acts_left_it(story: str) -> None:
    by_fund = {fund: dict(figures.by_year(within={Level.FUND: fund})) for fund in ("FSE", "FSC")}

    assert by_fund["FSC"][2020].allocated == Decimal("400.00")
    assert by_fund["FSE"][2017].allocated == Decimal("7201000.00")
    assert by_fund["FSE"][2020].allocated == Decimal("7200600.00")
    assert 2017 not in by_fund["FSC"]


def test_a_movement_shows_its_cause_its_act_and_its_day(client: Client, story: str) -> None:
    response = client.get(reverse(ROUTE), {"misura": "FSE2", "fondo": "FSC"})

    page = text_of(response)
    (row,) = [row for row, _kind in response.context["rows"]]
    assert (row.amount, row.after) == (Decimal("400.00"), Decimal("400.00"))
    assert reverse("acts:act", args=[row.act.pk]) in page
    for said in ("DGR 50-2397", "27/11/2020", "Spostamento FSE2/unica/FSE → FSE2/unica/FSC"):
        assert said in page


def test_a_reservation_and_a_commitment_name_their_acts_too(client: Client, story: str) -> None:
    rows = client.get(reverse(ROUTE), {"voce": "prenotati", "bando": story}).context["rows"]

    acts = {str(row.act) for row, _kind in rows if row.kind == "reservation"}
    assert acts == {f"DD 12/A2203A/2026 {story}"}


def test_pages_follow_one_another_without_gaps_or_repeats(client: Client) -> None:
    programme()
    for number in range(2 * PAGE + 5):
        disposed(increase("0.01"), number=f"DGR 9-{number}")
    found: list[str] = []
    address = reverse(ROUTE) + "?misura=FSE2&voce=liberi"

    while address:
        response = client.get(address)
        found += [row.cause + str(row.act) for row, _kind in response.context["rows"]]
        following = response.context["following"]
        address = reverse(ROUTE) + following if following else ""

    assert len(found) == len(set(found)) == 2 * PAGE + 6


@pytest.mark.parametrize("name", ["movements", "measures", "measure"])
def test_pages_cost_the_same_queries_for_20_and_for_200_movements(
    client: Client, name: str
) -> None:
    programme()
    address = reverse(f"calls:{name}", args=["FSE2"] if name == "measure" else [])
    costs = []

    for begin, end in ((0, 20), (20, 200)):
        for number in range(begin, end):
            allocated_more(number)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        costs.append(len(asked))

    assert costs[0] == costs[1] <= 12


def allocated_more(number: int) -> None:
    moved(
        "0.01",
        out_of=FSE2.source,
        into=FSE2.account,
        kind="increase",
        key=f"more-{number}",
    )


@pytest.mark.parametrize(
    "query",
    [
        "voce=niente",
        "misura=%00",
        "misura=FSE2/unica",
        "misura=FSE9",
        "anno=duemila",
        "anno=99999",
        "dopo=-1",
        "dopo=1e9",
        "lotto=%ED%A0%80",
    ],
)
def test_an_address_that_names_no_figure_is_not_found(client: Client, query: str) -> None:
    assert client.get(f"{reverse(ROUTE)}?{query}").status_code in {400, 404}


def test_a_part_where_nothing_moved_says_what_will_be_there(client: Client) -> None:
    programme()

    response = client.get(reverse(ROUTE), {"misura": "FSE3"})

    assert response.status_code == 200
    assert "Nessun movimento" in text_of(response)


@pytest.mark.parametrize(
    ("roles", "status"),
    [(None, 302), ([], 403), ([Role.ASSESSOR], 403), ([Role.AUDITOR], 200), ([Role.ADMIN], 200)],
    ids=["nobody", "applicant", "panel", "auditor", "admin"],
)
def test_the_movements_of_the_desk_are_for_the_office(
    client: Client, roles: Any, status: int
) -> None:
    if roles is not None:
        client.force_login(
            PersonFactory(roles=roles), backend="wecare.accounts.backends.PasswordBackend"
        )

    assert client.get(reverse("calls:desk_movements")).status_code == status


def test_the_stages_are_the_words_of_the_addresses(client: Client, story: str) -> None:
    for stage in Stage:
        response = client.get(reverse(ROUTE), {"voce": stage.value})

        assert response.status_code == 200
        assert response.context["figure"].stage is stage


def test_what_acts_did_to_a_measure_is_told_with_places_and_days(
    client: Client, story: str
) -> None:
    page = text_of(client.get(reverse("calls:measure", args=["FSE2"])))

    assert "Spostamento di 400,00\xa0€ dal fondo FSE al fondo FSC" in page
