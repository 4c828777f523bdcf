"""Budget years as a blank of an act: what is read, what is refused, what is printed."""

from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wecare.acts.engine import years
from wecare.acts.engine.variables import Variable, printed, refusals_of, stored
from wecare.acts.engine.years import YearShare, year_shares
from wecare.acts.enums import VariableKind
from wecare.acts.labels import refusal_sentence

YEARS = Variable("years", "Annualità", VariableKind.YEARS)


@pytest.mark.parametrize(
    "value",
    [
        "2026 40\n2027 60",
        " 2026: 40 %\r\n\n2027 - 60,00%",
        "2026\t40\n2027\t60",
        "2026;40\n2027;60",
        [[2026, "40"], [2027, "60.00"]],
    ],
)
def test_a_line_for_each_year_is_read_however_it_is_typed(value: Any) -> None:
    assert year_shares(value) == (YearShare(2026, Decimal(40)), YearShare(2027, Decimal(60)))


@pytest.mark.parametrize("value", ["2026", " 2026 \n", "2026 100", 2026, [[2026, "100"]]])
def test_a_year_alone_is_the_whole(value: Any) -> None:
    assert stored((YEARS,), {"years": value}) == {"years": [[2026, "100"]]}
    assert printed((YEARS,), {"years": value}) == {"years": "2026"}


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("dopo", 'Annualità: scrivi una riga per anno, come "2026 40". Abbiamo letto "dopo".'),
        (
            "2026\n2027 60",
            'Annualità: scrivi una riga per anno, come "2026 40". Abbiamo letto "2026".',
        ),
        (
            "2026 33,333\n2027 66,667",
            'Annualità: scrivi una riga per anno, come "2026 40". Abbiamo letto "2026 33,333".',
        ),
        (True, 'Annualità: scrivi una riga per anno, come "2026 40". Abbiamo letto "True".'),
        (
            [[2026, 40]],
            'Annualità: scrivi una riga per anno, come "2026 40". Abbiamo letto "[2026, 40]".',
        ),
        ("1e400", 'Annualità: scrivi una riga per anno, come "2026 40". Abbiamo letto "1e400".'),
        ("1999", "Annualità: l'anno 1999 non è tra 2000 e 2100."),
        (
            "2027 40\n2026 60",
            "Annualità: gli anni stanno in ordine e una volta sola. Non va bene il 2026.",
        ),
        (
            "2026 40\n2026 60",
            "Annualità: gli anni stanno in ordine e una volta sola. Non va bene il 2026.",
        ),
        ("2026 40\n2027 50", "Annualità: le percentuali fanno 90 e devono fare 100."),
        ("2026 99,99", "Annualità: le percentuali fanno 99,99 e devono fare 100."),
        (
            "2026 100\n2027 0",
            "Annualità: la percentuale del 2027 è zero; togli quella riga.",
        ),
        (
            "\n".join(f"{2026 + each} 10" for each in range(11)),
            "Annualità: hai scritto 11 anni, il massimo è 10.",
        ),
    ],
)
def test_what_is_no_division_has_a_sentence(value: Any, sentence: str) -> None:
    assert [refusal_sentence(each) for each in refusals_of((YEARS,), {"years": value})] == [
        sentence
    ]


def test_acts_say_the_years_with_their_percentages() -> None:
    shares = year_shares("2026 33,5\n2027 66,5")

    assert years.said(shares) == "2026 (33,5\u00a0%), 2027 (66,5\u00a0%)"


@given(
    st.lists(st.integers(1, 10_000), min_size=1, max_size=9, unique=True), st.integers(2000, 2080)
)
def test_what_is_kept_or_typed_is_read_the_same(cuts: list[int], first: int) -> None:
    edges = [0, *sorted(cuts)]
    edges[-1] = 10_000
    parts = [after - before for before, after in pairwise(edges)]
    shares = tuple(
        YearShare(first + place, Decimal(part) / 100) for place, part in enumerate(parts)
    )

    assert year_shares(years.kept(shares)) == year_shares(years.typed(shares)) == shares
