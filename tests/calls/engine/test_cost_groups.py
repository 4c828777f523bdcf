"""Macro-items in a draft: what contradicts itself, what comes back, what changes between versions."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calls.engine.compile import compile_rulebook
from calls.engine.cost_checks import cost_problems
from calls.engine.differences import ChangeKind, differences
from calls.engine.drafting import draft_of
from calls.engine.missing import missing_for_publication
from calls.engine.rulebook import Rulebook
from calls.engine.spending import CostCategory, CostGroup
from calls.enums import EditorSection
from calls.labels import sentence
from calls.labels.differences import told
from tests.calls.engine.test_phases import FIRST, SECOND, two_phases
from tests.factories.macro_items import macro_items
from tests.factories.rules import draft, rules

ALONE = {"code": "solo", "title": "Da sola"}


def _kinds(*rows: dict[str, Any]) -> dict[str, Any]:
    whole = macro_items()
    return whole | {"cost_categories": [*whole["cost_categories"], *rows]}


@pytest.mark.parametrize(
    ("costs", "said"),
    [
        (
            macro_items(costs={"1.other": {"group": "9"}}),
            "Voci di spesa, 1.other: la macrovoce “9” non c'è. Le macrovoci sono: 1, 2.",
        ),
        (
            {"cost_groups": [], "cost_categories": [ALONE | {"group": "9"}]},
            (
                "Voci di spesa, solo: sta nella macrovoce “9”, ma il bando non ha macrovoci. Scrivila "
                "o lascia vuoto."
            ),
        ),
        (
            macro_items(costs={"1.staff": {"group": "2"}, "1.other": {"group": ""}}),
            (
                "Voci di spesa, 1: nessuna voce di spesa sta nella macrovoce «1. Preparazione». "
                "Mettine una o togli la macrovoce."
            ),
        ),
        (
            macro_items(groups={"1": {"minimum_percent": "10.01"}}),
            "Voci di spesa, 1: la percentuale massima (10,00 %) è sotto la minima (10,01 %).",
        ),
        (
            macro_items(
                costs={"1.staff": {"minimum_percent": "6"}, "1.other": {"minimum_percent": "5"}}
            ),
            (
                "Voci di spesa, 1: le percentuali minime delle sue voci sommano 11,00 %, il massimo "
                "della macrovoce è 10,00 %. Abbassa le prime o alza il secondo."
            ),
        ),
        (
            macro_items(
                costs={
                    "2.staff": {"maximum_percent": "40"},
                    "2.other": {"maximum_percent": "29.99"},
                }
            ),
            (
                "Voci di spesa, 2: le percentuali massime delle sue voci sommano 69,99 %, il minimo "
                "della macrovoce è 70,00 %. Alza le prime o abbassa il secondo."
            ),
        ),
        (
            macro_items(
                groups={"2": {"minimum_percent": "90.01"}}, costs={"3": {"minimum_percent": "10"}}
            ),
            (
                "Le percentuali minime di macrovoci e voci sommano 100,01 % (di una macrovoce conta la "
                "più alta tra la sua e la somma delle sue voci): il massimo è 100,00 %. Abbassale."
            ),
        ),
        (
            macro_items(
                groups={"2": {"maximum_percent": "89.98"}}, costs={"3": {"maximum_percent": "0.01"}}
            ),
            (
                "Le percentuali massime di macrovoci e voci sommano 99,99 % (di una macrovoce conta la "
                "più bassa tra la sua e la somma delle sue voci): servono almeno 100,00 %, altrimenti "
                "nessun piano di spesa è possibile. Alzale."
            ),
        ),
        (
            macro_items(groups={"2": {"code": "1"}}),
            "Voci di spesa: il codice “1” c'è già. Danne uno diverso.",
        ),
        (_kinds(ALONE | {"code": "1"}), "Voci di spesa: il codice “1” c'è già. Danne uno diverso."),
        (
            macro_items(groups={"1": {"title": " "}}),
            "Voci di spesa, 1: devi ancora scrivere il titolo.",
        ),
        (
            macro_items(groups={"1": {"maximum_percent": "100.01"}}),
            "Voci di spesa, 1: la percentuale massima è 100,01, il massimo è 100,00.",
        ),
        (
            macro_items() | {"cost_groups": "tante"},
            "Voci di spesa: non capiamo le macrovoci. Abbiamo letto “tante”.",
        ),
        (
            {"cost_groups": macro_items()["cost_groups"]},
            "Voci di spesa: devi ancora scrivere le voci di spesa.",
        ),
        (
            macro_items() | {"altro": 1},
            "Voci di spesa: “altro” non è una voce di questa parte. Toglila.",
        ),
    ],
)
def test_what_contradicts_itself_is_said_where_it_is(costs: Any, said: str) -> None:
    missing = missing_for_publication(draft(costs=costs))

    assert {each.section for each in missing} == {EditorSection.COSTS}
    assert said in [sentence(each).replace("\xa0", " ") for each in missing]


def test_a_flat_rate_may_stand_on_kinds_of_any_macro_item() -> None:
    assert missing_for_publication(draft(costs=macro_items())) == ()


_QUARTERS = 4
_BOUNDS = st.none() | st.integers(0, _QUARTERS)


@st.composite
def _books(draw: Any) -> Rulebook:
    """Up to two macro-items and four kinds, bounded in quarters of the value."""

    def bounds() -> dict[str, Any]:
        low, high = draw(_BOUNDS), draw(_BOUNDS)
        if low is not None and high is not None:
            low, high = min(low, high), max(low, high)
        both = {"minimum_percent": low, "maximum_percent": high}
        return {name: None if each is None else Decimal(25 * each) for name, each in both.items()}

    groups = [CostGroup(f"g{n}", "Macrovoce", **bounds()) for n in range(draw(st.integers(0, 2)))]
    codes = ["", *(group.code for group in groups)]
    places = [*codes[1:], *draw(st.lists(st.sampled_from(codes), max_size=2))] or [""]
    kinds = [CostCategory(f"c{n}", "Voce", group=to, **bounds()) for n, to in enumerate(places)]
    return replace(rules(), cost_groups=tuple(groups), cost_categories=tuple(kinds))


def _plans(parts: int, left: int) -> Iterator[tuple[int, ...]]:
    """Every way to share out what is left, in quarters."""
    if parts == 1:
        yield (left,)
        return
    for first in range(left + 1):
        for rest in _plans(parts - 1, left - first):
            yield (first, *rest)


def _fits(book: Rulebook, plan: tuple[int, ...]) -> bool:
    spent = list(zip(book.cost_categories, plan, strict=True))
    inside = [
        (group, sum(quarters for each, quarters in spent if each.group == group.code))
        for group in book.cost_groups
    ]
    return all(_allows(part, Decimal(25 * quarters)) for part, quarters in [*spent, *inside])


def _allows(part: CostCategory | CostGroup, percent: Decimal) -> bool:
    low, high = part.minimum_percent, part.maximum_percent
    return (low is None or low <= percent) and (high is None or percent <= high)


@settings(deadline=None)
@given(book=_books())
def test_the_bounds_are_refused_if_and_only_if_no_plan_of_expenses_fits_them(
    book: Rulebook,
) -> None:
    possible = any(_fits(book, plan) for plan in _plans(len(book.cost_categories), _QUARTERS))

    assert (cost_problems(book) == []) == possible


def test_macro_items_come_back_as_a_draft_and_a_list_stays_a_list() -> None:
    book = rules(costs=macro_items())
    written = draft_of(book, fund="FSE")["costs"]

    again = compile_rulebook(draft(costs=written), call_code="fse2-2026", fund="FSE")

    assert again == book
    assert Rulebook.from_json(book.to_json()) == book
    assert sorted(written) == ["cost_categories", "cost_groups"]
    assert isinstance(draft_of(rules(), fund="FSE")["costs"], list)


def test_a_phase_that_asks_no_expenses_has_no_macro_items() -> None:
    whole = two_phases(phases=[FIRST, SECOND], costs=macro_items())

    first, second = (rules(**whole).in_phase(number) for number in (1, 2))

    assert (first.cost_groups, first.cost_categories) == ((), ())
    assert len(second.cost_groups) == 2


def test_what_changes_in_macro_items_is_told() -> None:
    old = rules(costs=macro_items(costs={"2.other": {"group": "1"}}))
    new = rules(costs=macro_items(groups={"1": {"maximum_percent": "12.50"}}))

    found = {(each.field, each.path): told(each) for each in differences(old, new)}

    limit = found["maximum_percent", ("1. Preparazione",)]
    assert (limit.before, limit.after, limit.article) == ("10,00\xa0%", "12,50\xa0%", "art. 6")
    group = found["group", ("Altre spese",)]
    assert (group.what, group.before, group.after) == ("La macrovoce", "1", "2")


def test_macro_items_that_come_are_told_whole() -> None:
    listed = [{**row, "group": ""} for row in macro_items()["cost_categories"]]

    changes = differences(rules(costs=listed), rules(costs=macro_items()))

    rows = [told(each) for each in changes if each.kind is ChangeKind.ADDED]
    assert [(each.where, each.section) for each in rows] == [
        ("1. Preparazione", "Voci di spesa"),
        ("2. Realizzazione", "Voci di spesa"),
    ]
    assert "La percentuale massima: 10,00\xa0%" in rows[0].after
