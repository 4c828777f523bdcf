"""The money of the programme as files: every row, in every format, with no cell that runs."""

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
import tablib
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from calls.actions import budgets
from calls.queries.figures import standing, summed
from calls.resources import neutral
from tests.factories.accounts import PersonFactory
from tests.factories.budgets import FSE2_FSC, disposed, increase, programme, transfer
from tests.factories.calls import an_act, published_call
from wecare.accounts.enums import Role

pytestmark = pytest.mark.django_db

BACKEND = "wecare.accounts.backends.PasswordBackend"
FORMULA = '=HYPERLINK("http://example.org";"A")'


@pytest.fixture
def desk(client: Client) -> Client:
    programme()
    client.force_login(PersonFactory(roles=[Role.AUDITOR]), backend=BACKEND)
    return client


def table(client: Client, what: str, ending: str) -> list[dict[str, Any]]:
    response = client.get(reverse("calls:programme_export", args=[what, ending]))
    assert response.status_code == 200
    assert f'filename="programma-{what}.{ending}"' in response["Content-Disposition"]
    content = response.content
    if ending == "csv":
        return tablib.Dataset().load(content.decode("utf-8-sig"), format="csv").dict
    if ending == "xlsx":
        return tablib.Dataset().load(content, format="xlsx").dict
    return tablib.Dataset().load(BytesIO(content), format="ods").dict


@pytest.mark.parametrize("ending", ["csv", "xlsx", "ods"])
def test_each_movement_is_a_row_with_its_places_and_its_act(desk: Client, ending: str) -> None:
    disposed(transfer("300.50", into=FSE2_FSC), reason="CIPE 41/2020")

    rows = table(desk, "movimenti", ending)

    assert [row["tipo"] for row in rows] == ["dotazione", "spostamento"]
    moved = rows[1]
    assert Decimal(str(moved["importo"])) == Decimal("300.50")
    assert (moved["da"], moved["a"]) == ("FSE2/unica/FSE", "FSE2/unica/FSC")
    assert (moved["causale"], moved["atto_numero"]) == ("CIPE 41/2020", "DGR 50-2397")
    assert str(moved["atto_data"]) == "2017-05-22"


@pytest.mark.parametrize("ending", ["csv", "xlsx", "ods"])
def test_the_figures_of_the_file_are_the_ledgers(desk: Client, ending: str) -> None:
    published_call()
    whole = summed(standing().values())

    rows = table(desk, "cifre", ending)

    for column, amount in (("prenotati", whole.reserved), ("liberi", whole.available)):
        assert sum(Decimal(str(row[column])) for row in rows) == amount


@pytest.mark.parametrize("ending", ["csv", "xlsx", "ods"])
def test_a_cell_that_a_spreadsheet_would_run_is_only_text(desk: Client, ending: str) -> None:
    budgets.move(
        change=increase("1.00"),
        act=an_act("+39-1", subject=FORMULA),
        actor=None,
        reason="@SUM(A1)",
    )

    row = table(desk, "movimenti", ending)[-1]

    assert row["atto_oggetto"] == f"'{FORMULA}"
    assert (row["causale"], row["atto_numero"]) == ("'@SUM(A1)", "'+39-1")


def test_no_cell_of_a_workbook_is_a_formula(desk: Client) -> None:
    disposed(increase("1.00"), reason=FORMULA)

    response = desk.get(reverse("calls:programme_export", args=["movimenti", "xlsx"]))

    sheet = load_workbook(BytesIO(response.content)).active
    assert sheet is not None
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "|", "%"])
def test_whatever_begins_a_formula_is_neutralised(begin: str) -> None:
    assert neutral(f"{begin}1") == f"'{begin}1"
    assert neutral(Decimal("-1.00")) == Decimal("-1.00")


@pytest.mark.parametrize("address", ["movimenti.pdf", "persone.csv"])
def test_a_file_that_is_not_made_is_not_found(desk: Client, address: str) -> None:
    assert desk.get(f"/ufficio/programma/{address}").status_code == 404


@pytest.mark.parametrize(
    ("roles", "status"),
    [(None, 302), ([], 403), ([Role.ASSESSOR], 403), ([Role.OFFICER], 200), ([Role.ADMIN], 200)],
    ids=["nobody", "applicant", "panel", "officer", "admin"],
)
def test_files_are_for_the_office(client: Client, roles: Any, status: int) -> None:
    if roles is not None:
        client.force_login(PersonFactory(roles=roles), backend=BACKEND)

    address = reverse("calls:programme_export", args=["movimenti", "csv"])

    assert client.get(address).status_code == status


def test_a_file_costs_the_same_queries_for_20_and_for_200_movements(desk: Client) -> None:
    address = reverse("calls:programme_export", args=["movimenti", "csv"])
    costs = []

    for begin, end in ((0, 20), (20, 200)):
        for number in range(begin, end):
            disposed(increase("0.01"), number=f"DGR 8-{number}")
        with CaptureQueriesContext(connection) as asked:
            assert len(desk.get(address).content.splitlines()) == end + 2
        costs.append(len(asked))

    assert costs[0] == costs[1]
