"""Money on several funds that goes out, comes back and goes out again: exact, and never short of a cent."""

import random
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calls.engine.fund_parts import PartsRefused, added, drawn, less, summed
from calls.engine.lots import FundShare
from calls.engine.places import parts_of_lot
from calls.engine.rulebook import Lot
from wecare.core.money import CENT, ZERO, euro, total

FUNDS = ["FESR", "FSC", "FSE", "REG", "STATO"]
THERE = st.dictionaries(st.sampled_from(FUNDS), st.integers(0, 10**9), min_size=1).map(
    lambda found: {fund: euro(count * CENT) for fund, count in found.items()}
)


@settings(deadline=None)
@given(THERE, st.randoms(use_true_random=False))
def test_a_sum_is_drawn_whole_and_no_fund_gives_more_than_it_has(
    there: dict[str, Decimal], chance: random.Random
) -> None:
    most = total(there.values())
    amount = euro(chance.randrange(int(most / CENT) + 1) * CENT)

    found = drawn(there, amount)

    assert total(found.values()) == amount
    assert all(ZERO < part <= there[fund] for fund, part in found.items())
    assert drawn(dict(reversed(there.items())), amount) == found
    for fund, part in found.items():
        exact = Fraction(there[fund]) * Fraction(amount) / Fraction(most)
        assert abs(Fraction(part) - exact) < Fraction(len(there), 100)


def test_cent_by_cent_every_part_only_grows_until_all_is_gone() -> None:
    there = {"FESR": Decimal("0.37"), "FSC": Decimal("1.01"), "FSE": Decimal("0.00")}
    steps = [drawn(there, euro(count * CENT)) for count in range(139)]

    for before, after in pairwise(steps):
        assert sum(after.get(fund, ZERO) > before.get(fund, ZERO) for fund in there) == 1
        assert all(after.get(fund, ZERO) >= part for fund, part in before.items())
    assert steps[-1] == {"FESR": Decimal("0.37"), "FSC": Decimal("1.01")}


@pytest.mark.parametrize("amount", ["-0.01", "1.39"])
def test_more_than_there_is_or_less_than_nothing_is_not_drawn(amount: str) -> None:
    there = {"FESR": Decimal("0.37"), "FSC": Decimal("1.01")}

    with pytest.raises(PartsRefused):
        drawn(there, Decimal(amount))
    with pytest.raises(PartsRefused):
        drawn({**there, "FSE": Decimal("-0.01")}, Decimal("0.10"))


_SHARES = st.lists(st.integers(1, 9_999), min_size=1, max_size=4, unique=True).map(
    lambda cuts: tuple(
        FundShare(fund, Decimal(high - low) / 100)
        for fund, (low, high) in zip(FUNDS, pairwise([0, *sorted(cuts), 10_000]), strict=False)
    )
)


@settings(deadline=None, max_examples=60)
@given(_SHARES, st.integers(1, 10**9), st.randoms(use_true_random=False))
def test_whatever_is_granted_paid_freed_and_given_back_every_account_stays_at_zero_or_above(
    shares: tuple[FundShare, ...], cents: int, chance: random.Random
) -> None:
    """One account of each kind for every fund, as the ledger has for a lot and its awards."""
    lot = Lot("T", "T", euro(cents * CENT), shares[0].fund, shares=shares)
    whole = parts_of_lot(lot)
    lots = dict(whole)
    awards: list[dict[str, dict[str, Decimal]]] = []
    for _step in range(40):
        kind = chance.choice(["grant", "pay", "free", "return"])
        award = chance.choice(awards) if awards else None
        source = lots if kind == "grant" or award is None else award[_FROM[kind]]
        there = int(total(source.values()) / CENT)
        part = drawn(source, euro(chance.randrange(there + 1) * CENT))
        if kind == "grant" or award is None:
            awards.append({"committed": part, "paid": {}})
            lots = less(lots, part)
        elif kind == "pay":
            award["committed"] = less(award["committed"], part)
            award["paid"] = added(award["paid"], part)
        else:
            award[_FROM[kind]] = less(award[_FROM[kind]], part)
            lots = added(lots, part)
        accounts = [lots, *(stage for each in awards for stage in each.values())]
        assert all(amount > ZERO for each in accounts for amount in each.values())
        assert summed(accounts) == added(whole)


_FROM = {"pay": "committed", "free": "committed", "return": "paid"}
