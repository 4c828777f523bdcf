"""What the database holds by itself, whoever writes: each rule is tried by breaking it."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from tests.factories.ledger import AVAILABLE, RESERVED, SOURCE, allocated
from wecare.core import clock
from wecare.ledger.models import Account, Movement, Posting
from wecare.ledger.queries import balance

pytestmark = pytest.mark.django_db


def a_movement(key: str = "by-hand") -> Movement:
    return Movement.objects.create(
        key=key,
        kind="transfer",
        happened_at=clock.now(),
        effective_on=clock.today(),
        cause="A mano",
    )


def check_now() -> None:
    """Look at the deferred constraints without waiting for the commit."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def sql(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_postings_that_do_not_sum_to_zero_are_refused_at_the_commit() -> None:
    allocated("10.00")
    account = Account.objects.get(code=AVAILABLE)

    Posting.objects.create(movement=a_movement(), account=account, amount=Decimal("-1.00"))

    with pytest.raises(IntegrityError, match="not to zero"):
        check_now()
    transaction.set_rollback(True)


def test_a_movement_without_postings_is_refused_at_the_commit() -> None:
    a_movement()

    with pytest.raises(IntegrityError, match="has 0 postings"):
        check_now()
    transaction.set_rollback(True)


def test_a_posting_cannot_join_a_movement_that_is_written() -> None:
    movement = allocated("10.00")
    check_now()
    account = Account.objects.create(code=RESERVED, kind="reserved")

    with pytest.raises(IntegrityError, match="not to zero"), transaction.atomic():
        Posting.objects.create(movement=movement, account=account, amount=Decimal("1.00"))


def test_an_account_does_not_go_below_zero() -> None:
    allocated("10.00")
    account = Account.objects.get(code=AVAILABLE)

    with (
        pytest.raises(IntegrityError, match="ledger_account_is_not_below_zero"),
        transaction.atomic(),
    ):
        Posting.objects.create(movement=a_movement(), account=account, amount=Decimal("-10.01"))


def test_the_balance_follows_the_postings_without_the_action() -> None:
    allocated("10.00")
    movement = a_movement()
    source, available = (Account.objects.get(code=code) for code in (SOURCE, AVAILABLE))

    Posting.objects.create(movement=movement, account=source, amount=Decimal("2.00"))
    Posting.objects.create(movement=movement, account=available, amount=Decimal("-2.00"))
    check_now()

    assert (balance(SOURCE), balance(AVAILABLE)) == (Decimal("-8.00"), Decimal("8.00"))


@pytest.mark.parametrize("table", ["ledger_movement", "ledger_posting", "ledger_account"])
def test_nothing_is_removed(table: str) -> None:
    allocated("10.00")
    check_now()

    with pytest.raises(IntegrityError, match="only added"):
        sql(f"DELETE FROM {table}")
    with pytest.raises(IntegrityError, match="only added"):
        sql(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_movement SET cause = 'Altro'",
        "UPDATE ledger_movement SET key = 'altra'",
        "UPDATE ledger_posting SET amount = amount * 2",
        "UPDATE ledger_account SET code = 'paid/FSE/FSE2/unica' WHERE kind = 'available'",
        "UPDATE ledger_account SET kind = 'source'",
        "UPDATE ledger_account SET balance = balance + 1 WHERE kind = 'available'",
        "INSERT INTO ledger_account (code, kind, balance) VALUES ('paid/A/B/C', 'paid', 5)",
        "INSERT INTO ledger_account (code, kind, balance) VALUES ('paid/A/B/C', 'source', 0)",
        "INSERT INTO ledger_account (code, kind, balance) VALUES ('lent/A/B/C', 'lent', 0)",
    ],
)
def test_what_was_written_does_not_change(statement: str) -> None:
    allocated("10.00")
    check_now()

    with pytest.raises(IntegrityError):
        sql(statement)

    assert balance(AVAILABLE) == Decimal("10.00")


def test_a_posting_moves_something() -> None:
    account = Account.objects.create(code=AVAILABLE, kind="available")

    with (
        pytest.raises(IntegrityError, match="ledger_posting_moves_something"),
        transaction.atomic(),
    ):
        Posting.objects.create(movement=a_movement(), account=account, amount=Decimal("0.00"))


def test_a_movement_posts_once_to_an_account() -> None:
    movement = allocated("10.00")
    account = Account.objects.get(code=AVAILABLE)

    with (
        pytest.raises(IntegrityError, match="ledger_posting_is_one_per_account"),
        transaction.atomic(),
    ):
        Posting.objects.create(movement=movement, account=account, amount=Decimal("1.00"))


@pytest.mark.parametrize(
    "fields",
    [{"key": ""}, {"cause": ""}, {"kind": "gift"}],
    ids=["key", "cause", "kind"],
)
def test_a_movement_has_a_key_a_cause_and_a_known_kind(fields: dict[str, str]) -> None:
    values = {"key": "k", "kind": "transfer", "cause": "c"} | fields

    with pytest.raises(IntegrityError), transaction.atomic():
        Movement.objects.create(happened_at=clock.now(), effective_on=clock.today(), **values)


def test_a_key_belongs_to_one_movement() -> None:
    movement = allocated("10.00")

    with pytest.raises(IntegrityError, match="ledger_movement_key"), transaction.atomic():
        a_movement(key=movement.key)
