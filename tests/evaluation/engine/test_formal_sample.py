"""The sample: anybody draws it again, and nobody's place depends on the order of the list."""

from decimal import Decimal
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.engine.formal_sample import sample, size

SHARES = st.decimals("1", "100", places=2)


def test_the_draw_is_what_its_text_says() -> None:
    protocols = [f"{n}/2026" for n in range(1, 21)]

    drawn = sample("seed", protocols, Decimal("10.00"))

    by_hand = sorted(protocols, key=lambda each: sha256(f"seed|{each}".encode()).hexdigest())
    assert drawn == tuple(by_hand[:2])


@pytest.mark.parametrize(
    ("count", "share", "drawn"),
    [(1, "1", 1), (20, "10", 2), (21, "10", 3), (7, "100", 7), (1000, "0.99", None), (0, "50", 0)],
    ids=["at least one", "even", "rounded up", "all", "too little", "none"],
)
def test_how_many_are_drawn(count: int, share: str, drawn: int | None) -> None:
    if drawn is None:
        with pytest.raises(ValueError, match="cannot be drawn"):
            size(count, Decimal(share))
    else:
        assert size(count, Decimal(share)) == drawn


def test_a_protocol_is_named_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        sample("seed", ["1/2026", "1/2026"], Decimal(50))


@given(st.text(max_size=20), st.sets(st.integers(1, 9999), max_size=60), SHARES, st.randoms())
def test_the_order_of_the_list_changes_nothing(
    seed: str, numbers: set[int], share: Decimal, random: st.DataObject
) -> None:
    protocols = [f"{n}/2026" for n in numbers]
    mixed = list(protocols)
    random.shuffle(mixed)  # type: ignore[attr-defined]

    drawn = sample(seed, protocols, share)

    assert sample(seed, mixed, share) == drawn
    assert set(drawn) <= set(protocols)
    assert len(drawn) == size(len(protocols), share)


@given(st.sets(st.integers(1, 9999), min_size=1, max_size=60), SHARES, SHARES)
def test_a_greater_share_draws_the_same_and_more(
    numbers: set[int], one: Decimal, other: Decimal
) -> None:
    protocols = [f"{n}/2026" for n in numbers]
    few, many = sorted((sample("s", protocols, one), sample("s", protocols, other)), key=len)

    assert many[: len(few)] == few
