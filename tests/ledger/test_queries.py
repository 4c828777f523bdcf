"""Reading the ledger."""

from decimal import Decimal

import pytest
from django.db import connection

from tests.factories.ledger import AVAILABLE, RESERVED, SOURCE, allocated, committed_to, moved
from wecare.ledger.enums import AccountKind, Level
from wecare.ledger.models import Movement
from wecare.ledger.queries import (
    balance,
    balances,
    movements,
    problems,
    sums_by,
    sums_by_measure,
    total_under,
)

pytestmark = pytest.mark.django_db


def test_an_account_that_never_moved_holds_zero() -> None:
    assert balance("paid/FSE/FSE2/unica") == Decimal("0.00")


def test_a_place_is_not_a_prefix_of_its_neighbours_name() -> None:
    allocated("10.00", into="available/FSE/FSE2/unica")
    allocated("7.00", into="available/FSE/FSE21/unica")

    assert balances("available/FSE/FSE2") == {"available/FSE/FSE2/unica": Decimal("10.00")}
    assert balances("available/FSE/FSE2/") == {"available/FSE/FSE2/unica": Decimal("10.00")}
    assert total_under("available/FSE") == Decimal("17.00")


def test_the_sums_of_a_measure_come_by_kind_in_one_query(
    django_assert_num_queries: object,
) -> None:
    allocated("10.00")
    moved("4.00", out_of=AVAILABLE, into=RESERVED, kind="reservation")
    moved("1.00", out_of=RESERVED, into=committed_to("1-2026"), kind="commitment")
    moved("0.50", out_of=RESERVED, into=committed_to("2-2026"), kind="commitment")
    allocated("3.00", into="available/FESR/FESR/linea-1")

    with django_assert_num_queries(1):  # type: ignore[operator]
        sums = sums_by_measure()

    assert sums == {
        "FESR": _sums(source="-3.00", available="3.00"),
        "FSE2": _sums(source="-10.00", available="6.00", reserved="2.50", committed="1.50"),
    }


def test_sums_can_be_asked_for_the_lots_of_one_call() -> None:
    allocated("10.00")
    moved("4.00", out_of=AVAILABLE, into=RESERVED)
    moved("2.00", out_of=AVAILABLE, into="reserved/FSE/FSE2/unica/altro-bando/territoriale")

    sums = sums_by(Level.LOT, within={Level.CALL: "fse2-2026"})

    assert sums == {"territoriale": _sums(reserved="4.00")}


def test_movements_come_newest_first_with_the_running_total() -> None:
    allocated("10.00")
    moved("4.00", out_of=AVAILABLE, into=RESERVED)
    moved("1.50", out_of=RESERVED, into=AVAILABLE)

    page = movements("available/FSE/FSE2")

    assert [(row.amount, row.running) for row in page.rows] == [
        (Decimal("1.50"), Decimal("7.50")),
        (Decimal("-4.00"), Decimal("6.00")),
        (Decimal("10.00"), Decimal("10.00")),
    ]
    assert page.next_before is None


def test_pages_of_movements_join_without_hole_or_overlap() -> None:
    for number in range(1, 8):
        allocated(f"{number}.00")

    pages, before = [], None
    while True:
        page = movements("available", before=before, limit=3)
        pages.append([(row.amount, row.running) for row in page.rows])
        before = page.next_before
        if before is None:
            break

    assert [len(page) for page in pages] == [3, 3, 1]
    assert [amount for page in pages for amount, _running in page] == [
        Decimal(number) for number in range(7, 0, -1)
    ]
    assert [running for page in pages for _amount, running in page] == [
        Decimal(n * (n + 1) // 2) for n in range(7, 0, -1)
    ]


@pytest.mark.parametrize("rows", [1, 30])
def test_a_page_of_movements_costs_the_same_queries_whatever_its_length(
    rows: int, django_assert_num_queries: object
) -> None:
    for _number in range(rows):
        allocated("1.00")

    with django_assert_num_queries(3):  # type: ignore[operator]
        assert len(movements("available").rows) == rows


def test_a_whole_ledger_has_no_problems() -> None:
    allocated("10.00")
    moved("4.00", out_of=AVAILABLE, into=RESERVED)

    assert problems() == []


def test_what_was_forced_past_the_triggers_is_found() -> None:
    allocated("10.00")
    moved("4.00", out_of=AVAILABLE, into=RESERVED)
    kept = Movement.objects.earliest("pk")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "ALTER TABLE ledger_account DROP CONSTRAINT ledger_account_is_not_below_zero"
        )
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE ledger_account SET balance = -5 WHERE code = %s", [AVAILABLE])
        cursor.execute(
            "DELETE FROM ledger_posting WHERE movement_id = %s AND amount > 0", [kept.pk]
        )

    assert problems() == [
        "the sum of all the accounts is -11.00, not zero",
        f"account {AVAILABLE}: balance -5.00, postings -4.00",
        f"account {AVAILABLE} is below zero: -5.00",
        f"movement {kept.key} sums to -10.00, not to zero",
    ]
    assert balance(SOURCE) == Decimal("-10.00")


def _sums(**amounts: str) -> dict[AccountKind, Decimal]:
    return {kind: Decimal(amounts.get(kind, "0.00")) for kind in AccountKind}
