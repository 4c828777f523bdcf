"""Reserves and leftovers: what holds of every list, and equality with a slow oracle."""

import itertools
import random
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from calls.enums import AllocationPolicy
from evaluation.engine.drawing import draw_up, input_json
from evaluation.engine.draws import seeded
from evaluation.engine.entries import Entry, RankingRules
from evaluation.engine.published import build, recompute
from evaluation.engine.rows import Row
from evaluation.engine.summaries import LotSummary, drawn_of, summaries
from evaluation.engine.ties import UnsettledTie
from evaluation.enums import Outcome
from evaluation.labels import why
from tests.evaluation.engine import oracle
from tests.evaluation.engine.cases import CRITERIA, MAXIMUM, money_of

_THOROUGH = settings(max_examples=200, deadline=None)
_OFFERED = st.just(AllocationPolicy.OFFER_REST)
Case = tuple[RankingRules, list[Entry]]


def summed(rules: RankingRules, rows: Iterable[Row]) -> dict[str, LotSummary]:
    """What became of the money of each lot."""
    rows = list(rows)
    granted: dict[str, Decimal] = {}
    for row in rows:
        granted[row.lot] = granted.get(row.lot, Decimal(0)) + row.granted
    said = [(row.lot, [each.to_json() for each in row.why]) for row in rows]
    found = summaries(rules.lots, granted, drawn_of(said))
    return {each.lot.code: each for each in found}


@settings(max_examples=600, deadline=None)
@given(st.booleans().flatmap(lambda settled: money_of(settled=settled)))
def test_the_engine_equals_a_slow_oracle_written_from_the_text(case: Case) -> None:
    rules, entries = case
    given_in = input_json(entries, rules)
    try:
        expected = oracle.solve(given_in["entries"], given_in["rules"])
    except oracle.Undecided:
        with pytest.raises(UnsettledTie):
            draw_up(entries, rules)
        return
    found = {row.protocol: row for row in draw_up(entries, rules)}

    assert {
        protocol: (row.position, row.points, row.outcome.value, int(row.granted * 100))
        for protocol, row in found.items()
    } == {
        protocol: (each["place"], each["total"], each["outcome"], each["granted"])
        for protocol, each in expected.items()
    }


@_THOROUGH
@given(money_of(), st.randoms(use_true_random=False))
def test_neither_the_order_of_the_entries_nor_that_of_the_lots_matters(
    case: Case, chance: random.Random
) -> None:
    rules, entries = case
    turned, lots = list(entries), list(rules.lots)
    chance.shuffle(turned)
    chance.shuffle(lots)

    assert draw_up(turned, rules) == draw_up(entries, rules)
    assert {(row.protocol, row.granted, row.why) for row in _hashable(draw_up(entries, rules))} == {
        (row.protocol, row.granted, row.why)
        for row in _hashable(draw_up(entries, replace(rules, lots=tuple(lots))))
    }


def _hashable(rows: Iterable[Row]) -> list[Row]:
    return [replace(row, why=str([each.to_json() for each in row.why])) for row in rows]  # type: ignore[arg-type]


@_THOROUGH
@given(money_of())
def test_no_lot_gives_more_than_it_has_and_every_cent_is_somewhere(case: Case) -> None:
    rules, entries = case
    rows = draw_up(entries, rules)
    found = summed(rules, rows)

    for lot in found.values():
        assert lot.granted + lot.given + lot.left == lot.money
        assert min(lot.granted, lot.given, lot.left) >= 0
        assert lot.granted <= lot.money
        came = sum(each.given for each in found.values() if each.lot.leftover_to == lot.lot.code)
        assert came == sum(amount for _code, amount in lot.received)
        for reserve in lot.reserves:
            assert 0 <= reserve.drawn <= reserve.amount
    whole = sum(lot.amount for lot in rules.lots)
    assert whole == sum(lot.granted + lot.left for lot in found.values())


@_THOROUGH
@given(money_of(policies=_OFFERED, minima=False))
def test_reserves_are_honoured_to_the_cent_where_the_rest_is_offered(case: Case) -> None:
    """Who qualifies had at least the reserve, or all that they asked."""
    rules, entries = case
    rows = {row.protocol: row for row in draw_up(entries, rules)}

    for lot in rules.lots:
        placed = [e for e in entries if e.lot == lot.code and rows[e.protocol].position is not None]
        for reserve in lot.reserves:
            own = [entry for entry in placed if reserve.code in entry.reserves]
            asked = sum((entry.requested for entry in own), Decimal(0))
            had = sum((rows[entry.protocol].granted for entry in own), Decimal(0))
            assert had >= min(asked, reserve.of(lot.amount))


@_THOROUGH
@given(money_of(policies=_OFFERED, minima=False))
def test_where_the_rest_is_offered_nothing_is_left_while_somebody_lacks(case: Case) -> None:
    rules, entries = case
    rows = draw_up(entries, rules)

    for code, lot in summed(rules, rows).items():
        placed = [row for row in rows if row.lot == code and row.position is not None]
        asked = sum((row.requested for row in placed), Decimal(0))
        assert lot.granted == min(asked, lot.money)


@_THOROUGH
@given(money_of())
def test_nobody_is_passed_over_by_who_draws_on_the_same_money(case: Case) -> None:
    """Whoever lacks something and did not refuse is followed by nobody who drew on its money only."""
    rules, entries = case
    reserves = {entry.protocol: set(entry.reserves) for entry in entries}
    policies = {lot.code: lot.allocation for lot in rules.lots}
    rows = [row for row in draw_up(entries, rules) if row.position is not None]

    for upper, lower in itertools.combinations(rows, 2):
        if upper.lot != lower.lot or policies[upper.lot] is AllocationPolicy.SKIP:
            continue
        if upper.outcome is not Outcome.FUNDED and lower.granted > 0:
            assert reserves[lower.protocol] - reserves[upper.protocol]


@_THOROUGH
@given(money_of(policies=_OFFERED, minima=False, most_reserves=1), st.data())
def test_more_points_never_bring_less_money_where_the_rest_is_offered(
    case: Case, data: st.DataObject
) -> None:
    """With at most one reserve in a lot; *skip* and refused offers may turn it round."""
    rules, entries = case
    assume(entries)
    chosen = data.draw(st.sampled_from(entries))
    code = data.draw(st.sampled_from(list(CRITERIA)))
    step = data.draw(st.sampled_from([Decimal("0.01"), Decimal("0.50"), Decimal("3.00")]))
    assume(chosen.points[code] + step <= MAXIMUM)
    raised = replace(chosen, points={**chosen.points, code: chosen.points[code] + step})

    def granted(given: list[Entry]) -> Decimal:
        return next(row.granted for row in draw_up(given, rules) if row.protocol == chosen.protocol)

    assume(_passes(draw_up(entries, rules), chosen))
    assert granted([raised if e is chosen else e for e in entries]) >= granted(entries)


def _passes(rows: tuple[Row, ...], entry: Entry) -> bool:
    return any(row.protocol == entry.protocol and row.position is not None for row in rows)


@_THOROUGH
@given(money_of())
def test_rows_explain_themselves_and_say_what_each_reserve_gave(case: Case) -> None:
    rules, entries = case

    for row in draw_up(entries, rules):
        assert why(row.why)
        assert why(each.to_json() for each in row.why) == why(row.why)
        drawn = [each.values["drawn_amount"] for each in row.why if each.code == "reserve_drawn"]
        assert sum(drawn, Decimal(0)) <= row.granted


@settings(max_examples=80, deadline=None)
@given(money_of(), st.randoms(use_true_random=False))
def test_a_published_list_recomputes_and_a_touched_sum_does_not(
    case: Case, chance: random.Random
) -> None:
    rules, entries = case
    rules = seeded(rules, "0" * 64, entries)
    document: dict[str, Any] = build(
        call_code="c",
        call_title="C",
        version=1,
        rulebook_digest="0" * 64,
        rules=rules,
        entries=entries,
        rows=draw_up(entries, rules),
    )

    assert recompute(document) == ()
    forged = deepcopy(document)
    lot = chance.choice(forged["lots"])
    lot["left"] = f"{Decimal(lot['left']) + Decimal('0.01')}"
    assert any(each.place.startswith("lots") for each in recompute(forged))
