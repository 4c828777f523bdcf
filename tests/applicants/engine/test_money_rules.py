"""Rules on money and time as data: fragment of the rulebook, case, verdict, sentence."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from applicants.engine.budget import budget
from applicants.engine.completeness import missing, requirements
from applicants.engine.eligibility import Profile
from applicants.engine.snapshot import Snapshot
from applicants.labels import sentence
from calls.engine import spending
from calls.enums import OrganisationKind
from tests.factories.rules import rules

BRACKETS = {
    "own_share_brackets": [
        {"up_to": "100000.00", "minimum_percent": "10.00"},
        {"up_to": "200000.00", "minimum_percent": "20.00"},
        {"minimum_percent": "25.00"},
    ],
    "article": "art. 5",
}
IN_KIND = {"minimum_own_share": "20.00", "maximum_in_kind": "50.00", "article": "art. 5, c. 3"}
FLAT = [
    {"code": "staff", "title": "Personale"},
    {"code": "other", "title": "Altro"},
    {
        "code": "indirect.costs",
        "title": "Costi indiretti",
        "flat_rate": "7.00",
        "flat_base": ["staff"],
        "article": "art. 6",
    },
]
ONE = [{"code": "work", "title": "Realizzazione"}]


@pytest.mark.parametrize(
    ("amounts", "costs", "own", "in_kind", "said"),
    [
        pytest.param(BRACKETS, "100000.00", "10000.00", "0", [], id="the top is in its bracket"),
        pytest.param(
            BRACKETS,
            "100000.00",
            "9999.99",
            "0",
            [
                (
                    "I fondi propri sono 9.999,99 €, cioè 10,00 % del valore; per un progetto da "
                    "100.000,00 € (scaglione fino a 100.000,00 €) il minimo è 10,00 % (art. 5). "
                    "Aggiungi almeno 0,01 €."
                )
            ],
            id="a cent below the first bracket",
        ),
        pytest.param(
            BRACKETS,
            "100000.01",
            "10000.00",
            "0",
            [
                (
                    "I fondi propri sono 10.000,00 €, cioè 10,00 % del valore; per un progetto da "
                    "100.000,01 € (scaglione fino a 200.000,00 €) il minimo è 20,00 % (art. 5). "
                    "Aggiungi almeno 10.000,01 €."
                )
            ],
            id="a cent over the top is in the next bracket",
        ),
        pytest.param(BRACKETS, "200000.00", "40000.00", "0", [], id="the second bracket"),
        pytest.param(
            BRACKETS,
            "200000.01",
            "50000.00",
            "0",
            [
                (
                    "I fondi propri sono 50.000,00 €, cioè 25,00 % del valore; per un progetto da "
                    "200.000,01 € (ultimo scaglione) il minimo è 25,00 % (art. 5). Aggiungi almeno "
                    "0,01 €."
                )
            ],
            id="the last bracket has no end",
        ),
        pytest.param(IN_KIND, "100000.00", "20000.00", "10000.00", [], id="half of it in kind"),
        pytest.param(
            IN_KIND,
            "100000.00",
            "20000.00",
            "10000.01",
            [
                (
                    "La quota propria in natura è 10.000,01 €, cioè 50,00 % dei fondi propri "
                    "(20.000,00 €); il massimo è 50,00 % (art. 5, c. 3). Metti in denaro almeno 0,01 € "
                    "di quella parte."
                )
            ],
            id="a cent too much in kind",
        ),
        pytest.param(
            {"article": "art. 5"},
            "100.00",
            "20.00",
            "0.01",
            [
                (
                    "La quota propria in natura è 0,01 €; questo bando ammette solo denaro (art. 5). "
                    "Togli la parte in natura."
                )
            ],
            id="nothing in kind unless the call says so",
        ),
        pytest.param({"minimum_grant": "80.00"}, "100.00", "20.00", "0", [], id="least grant"),
        pytest.param(
            {"minimum_grant": "80.00", "article": "art. 5"},
            "100.00",
            "20.01",
            "0",
            [
                (
                    "Il contributo richiesto è 79,99 €; il minimo è 80,00 € (art. 5): mancano 0,01 €. "
                    "Aggiungi spese o abbassa i fondi propri."
                )
            ],
            id="a cent below the least grant",
        ),
        pytest.param({"minimum_rate": "40.00"}, "100.00", "60.00", "0", [], id="least rate"),
        pytest.param(
            {"minimum_rate": "40.00", "article": "art. 5"},
            "100.00",
            "60.01",
            "0",
            [
                (
                    "Il contributo richiesto è 39,99 €, cioè 39,99 % del valore; il minimo è 40,00 % "
                    "(art. 5). Abbassa i fondi propri di almeno 0,01 €."
                )
            ],
            id="a cent below the least rate",
        ),
    ],
)
def test_each_rule_on_the_own_share_and_the_grant(
    amounts: dict[str, Any], costs: str, own: str, in_kind: str, said: list[str]
) -> None:
    book = rules(amounts=amounts, costs=ONE)

    found = budget(book, {"work": Decimal(costs)}, Decimal(own), in_kind=Decimal(in_kind))

    assert [sentence(limit).replace("\xa0", " ") for limit in found.broken] == said


@pytest.mark.parametrize(
    ("staff", "asked", "most", "said"),
    [
        ("100.07", "7.00", "7.00", []),
        (
            "100.07",
            "7.01",
            "7.00",
            [
                (
                    "Costi indiretti: hai scritto 7,01 €; a forfait si può chiedere al massimo 7,00 % "
                    "di 100,07 €, cioè 7,00 € (art. 6). Riducila di almeno 0,01 €."
                )
            ],
        ),
        ("100.15", "7.01", "7.01", []),
        (
            "0.00",
            "0.01",
            "0.00",
            [
                (
                    "Costi indiretti: hai scritto 0,01 €; a forfait si può chiedere al massimo 7,00 % "
                    "di 0,00 €, cioè 0,00 € (art. 6). Riducila di almeno 0,01 €."
                )
            ],
        ),
    ],
)
def test_a_flat_rate_stands_on_its_base_to_the_cent_below(
    staff: str, asked: str, most: str, said: list[str]
) -> None:
    book = rules(amounts={}, costs=FLAT)
    costs = {
        "staff": Decimal(staff),
        "other": Decimal("50.00"),
        "indirect.costs": Decimal(asked),
    }

    found = budget(book, costs, Decimal("0.00"))

    assert found.rows[2].flat_most == Decimal(most)
    assert [sentence(limit).replace("\xa0", " ") for limit in found.broken] == said


def test_a_category_with_a_point_in_its_code_is_listed_by_its_title() -> None:
    book = rules(amounts={}, costs=FLAT)
    snapshot = _snapshot(costs={"staff": Decimal(100), "indirect.costs": Decimal(8)})

    (flat,) = [each for each in missing(book, snapshot) if each.section.value == "costs"]

    assert (flat.code, flat.part, flat.title) == (
        "cost.indirect.costs.flat",
        "indirect.costs",
        "Costi indiretti",
    )


DURATION = {
    "minimum_months": 6,
    "maximum_months": 12,
    "starts_from": "2027-01-01",
    "starts_by": "2027-06-30",
    "article": "art. 11",
}


def _snapshot(**values: Any) -> Snapshot:
    given = {
        "organisation": Profile(kind=OrganisationKind.ETS_APS),
        "lot": "T",
        "title": "Case che aiutano",
        "answers": {"need": "una casa"},
        "costs": {"work": Decimal("100.00")},
        "own_funding": Decimal("0.00"),
        "attachments": frozenset({"deed"}),
    }
    return Snapshot(**(given | values))


@pytest.mark.parametrize(
    ("months", "starts_on", "code", "said"),
    [
        (None, "2027-01-01", "project.months", "Scrivi quanti mesi dura il progetto (art. 11)."),
        (
            5,
            "2027-01-01",
            "project.months",
            (
                "Il progetto dura 5 mesi; il minimo è 6 (art. 11). Allungalo o scegli un altro "
                "bando."
            ),
        ),
        (
            13,
            "2027-01-01",
            "project.months",
            "Il progetto dura 13 mesi; il massimo è 12 (art. 11). Accorcialo.",
        ),
        (6, None, "project.start", "Scrivi quando inizia il progetto (art. 11)."),
        (
            6,
            "2026-12-31",
            "project.start",
            (
                "Il progetto inizia il 31 dicembre 2026; il primo giorno ammesso è il 1 gennaio 2027 "
                "(art. 11). Spostalo in avanti."
            ),
        ),
        (
            12,
            "2027-07-01",
            "project.start",
            (
                "Il progetto inizia il 1 luglio 2027; l'ultimo giorno ammesso è il 30 giugno 2027 "
                "(art. 11). Anticipalo."
            ),
        ),
        (6, "2027-01-01", "", ""),
        (12, "2027-06-30", "", ""),
    ],
)
def test_each_rule_on_the_time_of_the_project(
    months: int | None, starts_on: str | None, code: str, said: str
) -> None:
    book = rules(amounts={}, costs=ONE, duration=DURATION)
    starts = None if starts_on is None else date.fromisoformat(starts_on)

    found = missing(book, _snapshot(months=months, starts_on=starts))

    assert [(each.code, sentence(each)) for each in found] == ([(code, said)] if code else [])


def test_a_call_that_does_not_bound_time_does_not_ask_for_it() -> None:
    codes = {each.code for each in requirements(rules(amounts={}, costs=ONE), _snapshot())}

    assert codes.isdisjoint({"project.months", "project.start"})


_VALUES = st.decimals(min_value="0.01", max_value="999999.99", places=2)


@settings(deadline=None)
@given(_VALUES, st.lists(_VALUES, min_size=1, max_size=4, unique=True))
def test_a_value_is_in_the_first_bracket_that_reaches_it(
    value: Decimal, tops: list[Decimal]
) -> None:
    brackets = tuple(
        spending.OwnShareBracket(top, Decimal(place)) for place, top in enumerate(sorted(tops))
    )
    amounts = spending.Amounts(own_share_brackets=brackets)

    found = amounts.bracket_of(value)

    below = [each.up_to for each in brackets if each.up_to is not None and each.up_to < value]
    assert found == (brackets[len(below)] if len(below) < len(brackets) else None)
