"""Costs, own funding, and the limits of the rulebook with their figures."""

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from applicants.engine import shares
from applicants.engine.budget import Budget, budget
from applicants.labels import sentence
from tests.factories.rules import rules

_RULES = rules()
_GOOD = {"prepare": Decimal("10000.00"), "work": Decimal("80000.00"), "spread": Decimal("10000.00")}
_OWN = Decimal("20000.00")


def _budget(costs: Mapping[str, Decimal] = _GOOD, own: Decimal = _OWN) -> Budget:
    return budget(_RULES, costs, own)


def test_a_budget_within_every_limit_adds_up_and_breaks_nothing() -> None:
    found = _budget()

    assert (found.value, found.requested) == (Decimal("100000.00"), Decimal("80000.00"))
    assert found.own_percent == Decimal("20.00")
    assert [row.percent for row in found.rows] == [
        Decimal("10.00"),
        Decimal("80.00"),
        Decimal("10.00"),
    ]
    assert found.broken == ()


def test_without_costs_no_percentage_is_invented() -> None:
    found = _budget({}, Decimal("0.00"))

    assert found.own_percent is None
    assert [row.percent for row in found.rows] == [None, None, None]
    assert [limit.code for limit in found.broken] == ["costs"]


def test_a_cost_outside_the_rulebook_is_an_error() -> None:
    with pytest.raises(KeyError):
        _budget({"party": Decimal("1.00")})


@pytest.mark.parametrize(
    ("costs", "own", "said"),
    [
        (
            {"prepare": "11000", "work": "73800", "spread": "15200"},
            "20000",
            (
                "Preparazione: 11.000,00 €, cioè 11,00 % del totale; il massimo è 10,00 % (art. 6). "
                "Sposta almeno 1.000,00 € su altre voci, oppure riducila di almeno 1.111,12 €."
            ),
        ),
        (
            {"prepare": "10000", "work": "69999.99", "spread": "20000.01"},
            "20000",
            (
                "Realizzazione: 69.999,99 €, cioè 70,00 % del totale; il minimo è 70,00 %. Sposta qui "
                "almeno 0,01 € da altre voci, oppure riduci le altre di almeno 0,02 €."
            ),
        ),
        (
            {"prepare": "6000", "work": "54000"},
            "12000",
            (
                "Il progetto vale 60.000,00 €; il minimo è 85.000,00 € (art. 5): mancano 25.000,00 €. "
                "Aggiungi spese o scegli un altro bando."
            ),
        ),
        (
            {"work": "400000.01"},
            "160000",
            (
                "Il progetto vale 400.000,01 €; il massimo è 400.000,00 € (art. 5). Riduci le spese di "
                "almeno 0,01 €."
            ),
        ),
        (
            {"work": "400000"},
            "140000",
            (
                "Il contributo richiesto è 260.000,00 €; il massimo è 250.000,00 € (art. 5). Aggiungi "
                "almeno 10.000,00 € di fondi propri o riduci le spese."
            ),
        ),
        (
            {"work": "100000"},
            "100000",
            (
                "I fondi propri sono 100.000,00 € e il progetto vale 100.000,00 €: non resta contributo "
                "da chiedere. Abbassa i fondi propri sotto il valore del progetto."
            ),
        ),
    ],
)
def test_a_broken_limit_says_rule_limit_value_and_way_out(
    costs: dict[str, str], own: str, said: str
) -> None:
    found = _budget({code: Decimal(amount) for code, amount in costs.items()}, Decimal(own))

    assert [sentence(limit).replace("\xa0", " ") for limit in found.broken] == [said]


def test_too_little_own_money_breaks_both_the_rate_and_the_own_share() -> None:
    found = _budget(own=Decimal("19999.99"))

    assert [sentence(limit).replace("\xa0", " ") for limit in found.broken] == [
        (
            "Il contributo richiesto è 80.000,01 €, cioè 80,00 % del valore; il massimo è 80,00 % "
            "(art. 5). Aggiungi almeno 0,01 € di fondi propri."
        ),
        (
            "I fondi propri sono 19.999,99 €, cioè 20,00 % del valore; il minimo è 20,00 % (art. 5). "
            "Aggiungi almeno 0,01 €."
        ),
    ]


def test_a_call_without_bounds_asks_only_that_something_be_requested() -> None:
    unbounded = rules(amounts={}, costs=[{"code": "work", "title": "Realizzazione"}])

    found = budget(unbounded, {"work": Decimal("1.00")}, Decimal("0.00"))

    assert [limit.code for limit in found.all_limits] == ["amounts.request"]


_AMOUNTS = st.decimals(min_value="0.01", max_value="999999.99", places=2)
_PERCENTS = st.decimals(min_value="0.01", max_value="99.99", places=2)
_CENT = Decimal("0.01")


@settings(deadline=None)
@given(_AMOUNTS, _AMOUNTS, _PERCENTS)
def test_the_way_out_of_a_maximum_is_enough_and_not_a_cent_more(
    part: Decimal, rest: Decimal, percent: Decimal
) -> None:
    whole = part + rest
    assume(shares.is_over(part, percent, whole))

    moved = shares.excess(part, percent, whole)
    cut = shares.cut(part, percent, whole)

    assert not shares.is_over(part - moved, percent, whole)
    assert shares.is_over(part - moved + _CENT, percent, whole)
    assert not shares.is_over(part - cut, percent, whole - cut)
    assert shares.is_over(part - cut + _CENT, percent, whole - cut + _CENT)


@settings(deadline=None)
@given(_AMOUNTS, _AMOUNTS, _PERCENTS)
def test_the_way_out_of_a_minimum_is_enough_and_not_a_cent_more(
    part: Decimal, rest: Decimal, percent: Decimal
) -> None:
    whole = part + rest
    assume(shares.is_under(part, percent, whole))

    moved = shares.shortage(part, percent, whole)
    cut = shares.cut_elsewhere(part, percent, whole)

    assert not shares.is_under(part + moved, percent, whole)
    assert shares.is_under(part + moved - _CENT, percent, whole)
    assert not shares.is_under(part, percent, whole - cut)
    assert shares.is_under(part, percent, whole - cut + _CENT)
