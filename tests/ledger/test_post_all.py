"""Posting many movements at once: as one by one, or not at all, and one event that tells of them."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import PersonFactory
from tests.factories.ledger import AVAILABLE, RESERVED, SOURCE, allocated
from wecare.core.models import Event
from wecare.ledger.actions import InsufficientFunds, Order, PostingRefused, post_all
from wecare.ledger.models import Movement, Posting
from wecare.ledger.queries import balances, digest_of_posted, problems

pytestmark = pytest.mark.django_db


def order(key: str, amount: str, *, out_of: str = SOURCE, into: str = AVAILABLE) -> Order:
    euros = Decimal(amount)
    return Order(
        key=key,
        kind="transfer",
        postings=[(out_of, -euros), (into, euros)],
        cause="Movimento di prova",
        reference="DGR 22-5076",
    )


def test_many_movements_are_posted_and_told_in_one_event() -> None:
    actor = PersonFactory()
    written: list[int] = []

    posted = post_all(
        [order("a", "10.00"), order("b", "4.00", out_of=AVAILABLE, into=RESERVED)],
        actor=actor,
        on_batch=written.append,
    )

    assert balances("") == {
        AVAILABLE: Decimal("6.00"),
        RESERVED: Decimal("4.00"),
        SOURCE: Decimal("-10.00"),
    }
    assert (posted.count, written) == (2, [2])
    (event,) = Event.objects.filter(name="movements.posted")
    assert (event.facts["count"], event.facts["digest"]) == (2, posted.digest)
    assert event.actor_id == actor.pk
    assert digest_of_posted(["b", "a"]) == (2, posted.digest)
    assert problems() == []


def test_what_a_movement_brings_another_takes_in_the_same_post() -> None:
    post_all(
        [order("a", "10.00"), order("b", "10.00", out_of=AVAILABLE, into=RESERVED)], actor=None
    )

    assert balances(AVAILABLE) == {AVAILABLE: Decimal("0.00")}


def test_money_that_is_not_there_leaves_nothing_written() -> None:
    allocated("5.00")

    with pytest.raises(InsufficientFunds, match="Restano 5,00"):
        post_all([order("a", "6.00", out_of=AVAILABLE, into=RESERVED)], actor=None)

    assert (Movement.objects.count(), Posting.objects.count()) == (1, 2)
    assert not Event.objects.filter(name="movements.posted").exists()


@pytest.mark.parametrize(
    ("orders", "refusal"),
    [
        pytest.param([order("a", "1.00"), order("a", "1.00")], "esiste già", id="twice"),
        pytest.param([order("known", "5.00")], "esiste già", id="known"),
        pytest.param(
            [order("a", "1.00"), Order("b", "transfer", [(SOURCE, Decimal(1))], "c", "r")],
            "non quadra",
            id="unbalanced",
        ),
        pytest.param([Order("b", "gift", [], "c", "r")], "tipo conosciuto", id="kind"),
    ],
)
def test_what_is_no_new_movement_is_refused(orders: list[Order], refusal: str) -> None:
    post_all([order("known", "5.00")], actor=None)

    with pytest.raises(PostingRefused, match=refusal):
        post_all(orders, actor=None)

    assert Movement.objects.count() == 1


def test_the_audit_chain_is_taken_after_everything_else() -> None:
    with CaptureQueriesContext(connection) as asked:
        post_all([order("a", "1.00")], actor=None)

    statements = [each["sql"] for each in asked]
    (chain,) = [at for at, each in enumerate(statements) if "wecare_end_of_chain" in each]
    (checked,) = [at for at, each in enumerate(statements) if "ALL IMMEDIATE" in each]
    written = [at for at, each in enumerate(statements) if 'INSERT INTO "ledger_' in each]
    assert max(written) < checked < chain


def test_many_movements_cost_no_more_statements_than_their_batches() -> None:
    allocated("5.00")

    with CaptureQueriesContext(connection) as few:
        post_all([order(f"few-{number}", "0.01") for number in range(3)], actor=None)
    with CaptureQueriesContext(connection) as many:
        post_all([order(f"many-{number}", "0.01") for number in range(900)], actor=None)

    assert len(many) == len(few)


def test_a_movement_that_changed_would_not_have_the_same_digest() -> None:
    one = post_all([order("a", "1.00")], actor=None)
    other = post_all([order("b", "1.00")], actor=None)

    assert one.digest != other.digest
    assert digest_of_posted(Movement.objects.filter(key="a").values("key")) == (1, one.digest)
