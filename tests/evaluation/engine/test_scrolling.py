"""Lists and their scrolls, thousands of them from seeds: equal to the slow oracle, and what must hold.

`WECARE_ORACLE_CASES` sets how many; the counters show that each rule really occurred.
"""

import os
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

import pytest

from calls.enums import AllocationPolicy
from evaluation.engine.drawing import draw_up, input_json
from evaluation.engine.entries import Entry, EntryRefused, RankingRules
from evaluation.engine.rows import Row
from evaluation.engine.scrolling import Moved, Standing, following, scroll
from evaluation.engine.ties import UnsettledTie
from evaluation.enums import Outcome
from evaluation.labels import why
from tests.evaluation.engine import generated, oracle
from tests.evaluation.engine.generated import Case

CASES = int(os.environ.get("WECARE_ORACLE_CASES", "1200"))
LISTS = 3  # a list, and two scrolls of it
FEATURES = {
    "tie",
    "equal place",
    "below_total",
    "below_class",
    "below_criterion",
    "computed",
    "desk",
    "draw",
    "two lots",
    "reserve drawn",
    "partial offer",
    "offer refused",
    "skip",
    "stop",
    "leftover",
    "scroll",
    "left",
    "accepted less",
    "more money",
    "topped up",
    "newly funded",
    "held",
    "undecided",
    "several funds",
    "cents used again",
}


def lists(seed: int) -> Iterator[tuple[Case, Standing | None, tuple[Row, ...]]]:
    """A list and its scrolls: each with its input, and what stood before it."""
    chance = random.Random(seed)
    case_of = generated.case(chance)
    before: Standing | None = None
    for _n in range(LISTS):
        rules, entries = case_of
        try:
            rows = draw_up(entries, rules)
        except UnsettledTie:
            return
        yield case_of, before, rows
        before = generated.standing(case_of, rows)
        entries, rules = following(before, generated.moved(chance, before, rows))
        case_of = rules, entries


def test_lists_and_scrolls_equal_the_slow_oracle() -> None:
    seen: Counter[str] = Counter()
    for seed in range(CASES):
        chance = random.Random(seed)
        case_of = generated.case(chance)
        for n in range(LISTS):
            rows = _compared(seed, n, case_of)
            if rows is None:
                seen["undecided"] += 1
                break
            _count(seen, case_of, rows)
            before = generated.standing(case_of, rows)
            happened = generated.moved(chance, before, rows)
            seen["left"] += bool(happened.left)
            seen["accepted less"] += bool(happened.asks)
            seen["more money"] += bool(happened.amounts)
            entries, rules = following(before, happened)
            case_of = rules, entries

    assert {each for each in FEATURES if seen[each] < CASES // 100} == set(), seen


def _compared(seed: int, n: int, case_of: Case) -> tuple[Row, ...] | None:
    rules, entries = case_of
    given = input_json(entries, rules)
    try:
        expected = oracle.solve(given["entries"], given["rules"])
    except oracle.Undecided:
        with pytest.raises(UnsettledTie):
            draw_up(entries, rules)
        return None
    rows = draw_up(entries, rules)
    assert {
        row.protocol: (
            (row.position, row.points, row.outcome.value, int(row.granted * 100)),
            {fund: int(amount * 100) for fund, amount in row.parts.items()},
            [(run.first, run.last) for run in row.cents],
        )
        for row in rows
    } == {
        protocol: (
            (each["place"], each["total"], each["outcome"], each["granted"]),
            each["parts"],
            each["cents"],
        )
        for protocol, each in expected.items()
    }, f"seed {seed}, list {n}"
    return rows


def _count(seen: Counter[str], case_of: Case, rows: Sequence[Row]) -> None:
    rules, entries = case_of
    codes = {each.code for row in rows for each in row.why}
    said = {
        "tie": any(code.startswith("precedes_") for code in codes),
        "equal place": "equal_place" in codes,
        "computed": any(entry.computed for entry in entries),
        "desk": rules.by_arrival,
        "draw": bool(rules.draw_seed) and "precedes_draw" in codes,
        "two lots": len({row.lot for row in rows}) > 1,
        "reserve drawn": "reserve_drawn" in codes,
        "partial offer": any(row.outcome is Outcome.PARTLY_FUNDED for row in rows),
        "offer refused": bool(codes & {"rest_under_minimum", "rest_too_small"}),
        "skip": "passed_over" in codes,
        "stop": "stopped_here" in codes,
        "leftover": any(generated.given_of(rules, rows).values()),
        "scroll": rules.scrolls,
        "several funds": any(row.parts for row in rows),
        "cents used again": any(len(row.cents) > 1 for row in rows),
        "held": "held" in codes,
        "topped up": any({"held", "funded"} <= {each.code for each in row.why} for row in rows),
        "newly funded": rules.scrolls
        and any(row.granted and "held" not in {e.code for e in row.why} for row in rows),
    }
    for name in ("below_total", "below_class", "below_criterion"):
        seen[name] += name in codes
    for name, is_there in said.items():
        seen[name] += is_there


@pytest.mark.parametrize("part", range(4))
def test_what_was_granted_stays_and_no_lot_is_overspent(part: int) -> None:
    for seed in range(part, CASES // 2, 4):
        for (rules, _entries), before, rows in lists(seed):
            assert sum((row.granted for row in rows), Decimal(0)) <= sum(
                (lot.amount for lot in rules.lots), Decimal(0)
            )
            assert all(amount >= 0 for amount in generated.given_of(rules, rows).values())
            if before is None:
                continue
            for row in rows:
                assert row.granted >= min(
                    before.granted[row.protocol], _claim(rules, _entries, row)
                )
            given = generated.given_of(rules, rows)
            assert all(given.get(code, 0) >= amount for code, amount in before.given.items())
            assert all(why(row.why) for row in rows)


def _claim(_rules: RankingRules, entries: Sequence[Entry], row: Row) -> Decimal:
    (entry,) = (each for each in entries if each.protocol == row.protocol)
    return entry.claim


def test_a_scroll_of_what_did_not_move_changes_nothing() -> None:
    scrolled = 0
    for seed in range(CASES):
        for case_of, _before, rows in lists(seed):
            again = scroll(generated.standing(case_of, rows), Moved())
            assert [_money(row) for row in again] == [_money(row) for row in rows], seed
            scrolled += 1

    assert scrolled > CASES


def _money(row: Row) -> tuple[object, ...]:
    money = row.granted, row.outcome, row.parts, row.cents
    return row.sequence, row.position, row.protocol, row.points, row.keys, money


def test_who_stays_keeps_its_order() -> None:
    for seed in range(CASES // 2):
        former: list[str] = []
        for (_rules, entries), before, rows in lists(seed):
            there = {entry.protocol for entry in entries}
            if before is not None:
                assert [row.protocol for row in rows] == [each for each in former if each in there]
            former = [row.protocol for row in rows]


def test_nobody_is_passed_over_by_who_gets_money_anew_unless_the_rules_say_skip() -> None:
    """Of those for whom the same money is: without reserves."""
    looked = 0
    for seed in range(CASES):
        for (rules, _entries), before, rows in lists(seed):
            if before is None:
                continue
            for lot in rules.lots:
                if lot.reserves or lot.allocation is AllocationPolicy.SKIP:
                    continue
                placed = [row for row in rows if row.lot == lot.code and row.position is not None]
                waits = None
                for row in placed:
                    if waits is not None and row.position != waits:
                        assert row.granted == before.granted[row.protocol], seed
                        looked += 1
                    if row.outcome in {Outcome.UNFUNDED, Outcome.PARTLY_FUNDED}:
                        waits = row.position if waits is None else waits

    assert looked > CASES // 50


def test_more_held_than_there_is_is_refused() -> None:
    chance = random.Random(3)
    refused = 0
    for _n in range(200):
        case_of = generated.case(chance)
        try:
            rows = draw_up(case_of[1], case_of[0])
        except UnsettledTie:
            continue
        lot = case_of[0].lots[0]
        granted = sum((row.granted for row in rows if row.lot == lot.code), Decimal(0))
        if granted <= lot.amount and granted > 1 and not lot.reserves and not lot.leftover_to:
            less = Moved(amounts={lot.code: granted - Decimal("0.01")})
            if any(each.leftover_to == lot.code for each in case_of[0].lots):
                continue
            with pytest.raises(EntryRefused):
                scroll(generated.standing(case_of, rows), less)
            refused += 1

    assert refused > 5


def test_who_is_not_in_the_list_cannot_leave_it() -> None:
    case_of = generated.case(random.Random(1))
    stands = Standing(case_of[1], case_of[0], {}, {})

    with pytest.raises(ValueError, match="not in the list: 999/2026"):
        following(stands, Moved(frozenset({"999/2026"})))
