"""Macro-items: rules, expenses, verdict, sentence; and every verdict against a slow oracle."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from applicants.engine.budget import budget
from applicants.engine.completeness import requirements
from applicants.engine.eligibility import Profile
from applicants.engine.snapshot import Snapshot
from applicants.labels import sentence
from calls.engine.cost_groups import cost_blocks
from calls.engine.rulebook import Rulebook
from calls.engine.spending import Amounts, CostCategory, CostGroup
from calls.enums import OrganisationKind
from tests.factories.macro_items import SPENT, macro_items
from tests.factories.rules import rules

PLAIN = macro_items()


def _spent(**changes: str) -> dict[str, Decimal]:
    return {code: Decimal(euro) for code, euro in (SPENT | changes).items()}


@pytest.mark.parametrize(
    ("written", "changes", "broken", "said"),
    [
        pytest.param(PLAIN, {}, [], [], id="all its limits to the cent"),
        pytest.param(
            PLAIN,
            {"1.other": "4000.01", "2.other": "36079.99"},
            ["cost_group.1.maximum"],
            [
                (
                    "1. Preparazione: le sue voci sommano 10.000,01 €, cioè 10,00 % del totale; il "
                    "massimo è 10,00 % (art. 6). Sposta almeno 0,01 € su voci fuori dalla macrovoce, "
                    "oppure riduci le sue di almeno 0,02 €."
                )
            ],
            id="a cent over the maximum of a macro-item",
        ),
        pytest.param(
            PLAIN,
            {"1.other": "4000.01", "2.other": "36080.09"},
            [],
            [],
            id="the same over a project that is worth more",
        ),
        pytest.param(
            macro_items(groups={"1": {"maximum_percent": "30.00"}}),
            {"1.other": "20080.01", "2.other": "19999.99"},
            ["cost_group.2.minimum"],
            [
                (
                    "2. Realizzazione: le sue voci sommano 69.999,99 €, cioè 70,00 % del totale; il "
                    "minimo è 70,00 %. Sposta qui almeno 0,01 € da voci fuori dalla macrovoce, oppure "
                    "riduci quelle di almeno 0,02 €."
                )
            ],
            id="a cent under the minimum of a macro-item",
        ),
        pytest.param(
            PLAIN,
            {"3": "3920.01"},
            ["cost.3.flat"],
            [
                (
                    "3. Costi indiretti: hai scritto 3.920,01 €; a forfait si può chiedere al massimo "
                    "7,00 % di 56.000,00 €, cioè 3.920,00 € (art. 7). Riducila di almeno 0,01 €."
                )
            ],
            id="a flat rate on kinds of two macro-items",
        ),
        pytest.param(
            macro_items(costs={"3": {"group": "1"}}),
            {},
            ["cost_group.1.maximum"],
            [
                (
                    "1. Preparazione: le sue voci sommano 13.920,00 €, cioè 13,92 % del totale; il "
                    "massimo è 10,00 % (art. 6). Sposta almeno 3.920,00 € su voci fuori dalla "
                    "macrovoce, oppure riduci le sue di almeno 4.355,56 €."
                )
            ],
            id="what is paid at a flat rate counts in its macro-item",
        ),
        pytest.param(
            macro_items(costs={"2.staff": {"maximum_percent": "49.00", "article": "art. 8"}}),
            {},
            ["cost.2.staff.maximum"],
            [
                (
                    "2. Realizzazione › Personale: 50.000,00 €, cioè 50,00 % del totale; il massimo è "
                    "49,00 % (art. 8). Sposta almeno 1.000,00 € su altre voci, oppure riducila di "
                    "almeno 1.960,79 €."
                )
            ],
            id="a kind with a limit of its own inside a macro-item",
        ),
        pytest.param(
            macro_items(costs={"1.staff": {"maximum_percent": "5.00"}}),
            {"1.other": "4000.01", "2.other": "36079.99"},
            ["cost_group.1.maximum", "cost.1.staff.maximum"],
            None,
            id="the macro-item is told before what is under it",
        ),
        pytest.param(
            PLAIN,
            dict.fromkeys(SPENT, "0.00"),
            ["costs"],
            ["Spese: non ne hai scritta nessuna. Scrivi quanto spendi in almeno una voce."],
            id="without expenses no share is invented",
        ),
    ],
)
def test_each_rule_on_macro_items(
    written: dict[str, Any], changes: dict[str, str], broken: list[str], said: list[str] | None
) -> None:
    book = rules(amounts={}, costs=written)

    found = budget(book, _spent(**changes), Decimal("0.00"))

    assert [limit.code for limit in found.broken] == broken
    if said is not None:
        assert [sentence(limit).replace("\xa0", " ") for limit in found.broken] == said


def test_a_macro_item_is_the_sum_of_its_own() -> None:
    found = budget(rules(amounts={}, costs=PLAIN), _spent(), Decimal("0.00"))

    assert [
        (block.group.code if block.group else "", block.amount, block.percent)
        for block in found.blocks
    ] == [
        ("1", Decimal("10000.00"), Decimal("10.00")),
        ("2", Decimal("86080.00"), Decimal("86.08")),
        ("", Decimal("3920.00"), Decimal("3.92")),
    ]
    assert [row.category.code for row in found.rows] == list(SPENT)


def test_the_limits_of_macro_items_are_among_the_requirements() -> None:
    book = rules(
        amounts={},
        costs=macro_items(
            groups={"1": {"code": "1.a"}},
            costs={code: {"group": "1.a"} for code in ("1.staff", "1.other")},
        ),
    )
    snapshot = Snapshot(
        organisation=Profile(kind=OrganisationKind.ETS_APS),
        lot="T",
        title="Case che aiutano",
        answers={"need": "una casa"},
        costs=_spent(**{"1.other": "4000.01"}),
        own_funding=Decimal("0.00"),
        attachments=frozenset({"deed"}),
    )

    found = {
        each.code: (each.part, each.title, each.article, each.ok)
        for each in requirements(book, snapshot)
        if each.section.value == "costs"
    }

    assert found == {
        "cost_group.1.a.maximum": ("1.a", "1. Preparazione", "art. 6", False),
        "cost_group.2.minimum": ("2", "2. Realizzazione", "", True),
        "cost.3.flat": ("3", "3. Costi indiretti", "art. 7", True),
        "amounts.request": ("", "", "", True),
    }


_EUROS = st.decimals(min_value="0.00", max_value="999.99", places=2)
_BOUNDS = st.none() | st.decimals(min_value="0.00", max_value="100.00", places=2)
_SIZES = st.lists(st.integers(0, 3), min_size=1, max_size=4)  # no kinds: one that stands alone


@st.composite
def _books(draw: Any) -> Rulebook:
    """Macro-items and kinds alone, each with whatever bounds, in whatever order."""
    groups: list[CostGroup] = []
    categories: list[CostCategory] = []
    for size in draw(_SIZES):
        bounds = {"minimum_percent": draw(_BOUNDS), "maximum_percent": draw(_BOUNDS)}
        if size:
            groups.append(CostGroup(f"g{len(groups)}", "Macrovoce", **bounds))
        for _each in range(size or 1):
            own = bounds if not size else {"maximum_percent": draw(_BOUNDS)}
            group = groups[-1].code if size else ""
            code = f"c{len(categories)}"
            categories.append(CostCategory(code, "Voce", group=group, **own))
    if draw(st.booleans()):
        base = draw(st.sets(st.sampled_from([each.code for each in categories]), min_size=1))
        rate = draw(st.decimals(min_value="0.01", max_value="100.00", places=2))
        group = draw(st.sampled_from(["", *(each.code for each in groups)]))
        flat = CostCategory("flat", "Forfait", flat_rate=rate, flat_base=tuple(base), group=group)
        categories.append(flat)
    return replace(
        rules(),
        amounts=Amounts(),
        cost_groups=tuple(draw(st.permutations(groups))),
        cost_categories=tuple(draw(st.permutations(categories))),
    )


def _broken(book: Rulebook, costs: dict[str, Decimal]) -> Iterator[str]:
    """What the rules refuse, by fractions and one by one."""
    value = sum(map(Fraction, costs.values()), Fraction(0))
    bounded: list[tuple[str, CostGroup | CostCategory, Fraction]] = []
    for group in book.cost_groups:
        held = [each.code for each in book.cost_categories if each.group == group.code]
        spent = sum((Fraction(costs[code]) for code in held), Fraction(0))
        bounded.append((f"cost_group.{group.code}", group, spent))
    for each in book.cost_categories:
        bounded.append((f"cost.{each.code}", each, Fraction(costs[each.code])))
        if each.flat_rate is not None:
            base = sum((Fraction(costs[code]) for code in each.flat_base), Fraction(0))
            if Fraction(costs[each.code]) > base * Fraction(each.flat_rate) / 100:
                yield f"cost.{each.code}.flat"
    for code, part, spent in bounded:
        share = spent * 100 / value
        if part.maximum_percent is not None and share > Fraction(part.maximum_percent):
            yield f"{code}.maximum"
        if part.minimum_percent is not None and share < Fraction(part.minimum_percent):
            yield f"{code}.minimum"


@settings(deadline=None)
@given(book=_books(), chance=st.data())
def test_every_verdict_is_that_of_a_slow_oracle(book: Rulebook, chance: Any) -> None:
    costs = {each.code: chance.draw(_EUROS) for each in book.cost_categories}
    if not sum(costs.values()):
        costs[book.cost_categories[0].code] = Decimal("0.01")

    found = budget(book, costs, Decimal("0.00"))

    assert sorted(each.code for each in found.broken) == sorted(_broken(book, costs))
    assert sum(block.amount for block in found.blocks) == found.value


@given(book=_books())
def test_every_kind_is_read_once_and_macro_items_keep_their_order(book: Rulebook) -> None:
    blocks = cost_blocks(book)

    read = [each for block in blocks for each in block.categories]
    assert sorted(each.code for each in read) == sorted(each.code for each in book.cost_categories)
    assert tuple(block.group for block in blocks if block.group) == book.cost_groups
    for block in blocks:
        code = block.group.code if block.group else ""
        inside = [each for each in book.cost_categories if each.group == code]
        assert list(block.categories) == inside if code else block.categories[0] in inside
    alone = [each for each in book.cost_categories if not each.group]
    assert [each for each in read if not each.group] == alone
