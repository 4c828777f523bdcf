"""Sharing money out among the Distretti."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calls.engine.apportionment import ApportionmentRefused, apportion
from calls.labels import sentence
from wecare.core.money import total

PEOPLE = {"torino": 880_000, "alba": 110_000, "bra": 10_000}


@pytest.mark.parametrize(
    ("fixed", "cap", "shares"),
    [
        ("100.00", None, ("333333.34", "333333.33", "333333.33")),
        ("0.00", None, ("880000.00", "110000.00", "10000.00")),
        ("40.00", None, ("661333.34", "199333.33", "139333.33")),
        ("0.00", "500000.00", ("500000.00", "458333.33", "41666.67")),
    ],
)
def test_a_fixed_share_and_the_inhabitants_under_a_cap(
    fixed: str, cap: str | None, shares: tuple[str, ...]
) -> None:
    found = apportion(
        Decimal("1000000.00"),
        PEOPLE,
        fixed_percent=Decimal(fixed),
        cap=Decimal(cap) if cap else None,
    )

    assert tuple(str(found[code]) for code in PEOPLE) == shares


def test_a_cap_may_move_money_until_all_are_at_it() -> None:
    found = apportion(
        Decimal("900.00"), PEOPLE, fixed_percent=Decimal("0.00"), cap=Decimal("300.00")
    )

    assert set(found.values()) == {Decimal("300.00")}


@pytest.mark.parametrize(
    ("people", "fixed", "cap", "said"),
    [
        ({}, "0", None, "Scegli almeno un Distretto tra cui ripartire."),
        (
            {"alba": 10, "bra": 0},
            "50.00",
            None,
            (
                "Per ripartire secondo gli abitanti servono gli abitanti di: bra. Scrivili nel territorio, o "
                "porta la quota fissa a 100,00 %."
            ),
        ),
        (
            {"alba": 10, "bra": 5},
            "50.00",
            "49.99",
            (
                "Con un tetto di 49,99 € per Distretto, 2 Distretti prendono al massimo 99,98 €: restano "
                "fuori 0,02 € di 100,00 €. Alza il tetto."
            ),
        ),
    ],
)
def test_what_cannot_be_shared_out_is_refused(
    people: dict[str, int], fixed: str, cap: str | None, said: str
) -> None:
    with pytest.raises(ApportionmentRefused) as refusal:
        apportion(
            Decimal("100.00"),
            people,
            fixed_percent=Decimal(fixed),
            cap=Decimal(cap) if cap else None,
        )

    assert sentence(refusal.value.fact).replace("\xa0", " ") == said


def test_without_inhabitants_a_wholly_fixed_share_is_enough() -> None:
    found = apportion(
        Decimal("1.00"), {"alba": 0, "bra": 0}, fixed_percent=Decimal("100.00"), cap=None
    )

    assert set(found.values()) == {Decimal("0.50")}


@given(
    cents=st.integers(min_value=1, max_value=10**10),
    people=st.dictionaries(
        st.text("abcdef", min_size=1, max_size=3),
        st.integers(min_value=1, max_value=10**6),
        min_size=1,
        max_size=8,
    ),
    fixed=st.integers(min_value=0, max_value=10_000),
    room=st.integers(min_value=0, max_value=10**6),
)
def test_shares_add_up_to_the_cent_and_nobody_is_over_the_cap(
    cents: int, people: dict[str, int], fixed: int, room: int
) -> None:
    amount = Decimal(cents).scaleb(-2)
    cap = Decimal(-(-cents // len(people)) + room).scaleb(-2)

    found = apportion(amount, people, fixed_percent=Decimal(fixed).scaleb(-2), cap=cap)

    assert total(found.values()) == amount
    assert max(found.values()) <= cap
    assert min(found.values()) >= 0
