"""Whatever is asked of the ledger, it adds up."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.ledger import AVAILABLE, RESERVED, SOURCE, committed_to
from wecare.core.money import ZERO, total
from wecare.ledger.actions import InsufficientFunds, PostingRefused, post
from wecare.ledger.models import Movement
from wecare.ledger.queries import balances, movements, problems

pytestmark = pytest.mark.django_db

ACCOUNTS = (SOURCE, AVAILABLE, RESERVED, committed_to("1-2026"), committed_to("2-2026"))
amounts = st.integers(min_value=1, max_value=10**8).map(lambda cents: Decimal(cents).scaleb(-2))
steps = st.tuples(st.sampled_from(ACCOUNTS), st.sampled_from(ACCOUNTS), amounts, st.integers(0, 12))


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(asked=st.lists(steps, max_size=15))
def test_random_movements_keep_every_invariant(db: None, asked: list) -> None:
    expected = dict.fromkeys(ACCOUNTS, ZERO) | balances("")
    seen = set(Movement.objects.values_list("key", flat=True))
    batch = Movement.objects.count()

    for out_of, into, amount, number in asked:
        key = f"{batch}/{number}"
        try:
            post(
                key=key,
                kind="transfer",
                postings=[(out_of, -amount), (into, amount)],
                cause="Prova",
                reference="",
                actor=None,
            )
        except (InsufficientFunds, PostingRefused):
            continue
        if key not in seen:
            expected[out_of] -= amount
            expected[into] += amount
            seen.add(key)

    found = dict.fromkeys(ACCOUNTS, ZERO) | balances("")
    assert found == expected
    assert total(found.values()) == ZERO
    assert all(amount >= 0 for code, amount in found.items() if code != SOURCE)
    assert Movement.objects.count() == len(seen)
    assert problems() == []


def test_the_running_total_of_an_account_ends_at_its_balance() -> None:
    for number in range(5):
        post(
            key=str(number),
            kind="allocation",
            postings=[(SOURCE, Decimal(-number - 1)), (AVAILABLE, Decimal(number + 1))],
            cause="Prova",
            reference="",
            actor=None,
        )

    assert movements(AVAILABLE).rows[0].running == balances(AVAILABLE)[AVAILABLE]
