"""Lists that say what stands on the funds: equal to the slow oracle and to the script, whatever came back."""

import json
import random
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal

import pytest

from calls.engine.fund_parts import Parts, added, drawn, less
from calls.engine.places import parts_of_lot
from evaluation.engine.drawing import draw_up
from evaluation.engine.entries import Entry, EntryRefused, RankingRules
from evaluation.engine.on_funds import OnFunds
from evaluation.engine.published import build, recompute
from evaluation.engine.rows import Row
from evaluation.engine.scenarios import Changes, changed
from evaluation.engine.scrolling import Moved, Standing, following
from evaluation.engine.ties import UnsettledTie
from evaluation.labels import sentence
from tests.evaluation.engine import generated
from tests.evaluation.engine.generated import RULEBOOK, Case
from tests.evaluation.engine.test_scrolling import CASES, _compared
from tests.evaluation.engine.test_standalone import VERIFIER
from wecare.core.digests import canonical
from wecare.core.money import ZERO, euro, total

SCROLLS = 3


def shared(rules: RankingRules) -> list[str]:
    return [lot.code for lot in rules.lots if lot.shares]


def left_on(rules: RankingRules, entries: Sequence[Entry], rows: Sequence[Row]) -> dict[str, Parts]:
    """What the list leaves on the funds of each lot, before one brings anything to another."""
    held = {entry.protocol: entry.held_parts for entry in entries}
    free: dict[str, Parts] = dict(rules.free)
    for row in (each for each in rows if each.parts):
        free[row.lot] = less(free[row.lot], less(row.parts, held[row.protocol]))
    return free


def happened(chance: random.Random, case: Case, rows: Sequence[Row]) -> tuple[Standing, Moved]:
    """What generated lists know of, and money that comes back of its own: paid, saved, given by act."""
    stands = generated.standing(case, rows)
    moved = generated.moved(chance, stands, rows)
    asks, amounts = dict(moved.asks or {}), dict(moved.amounts or {})
    free = left_on(*case, rows)
    by_code = {lot.code: lot for lot in case[0].lots}
    parts: dict[str, Parts] = {row.protocol: less(row.parts, {}) for row in rows if row.parts}
    paid: dict[str, Parts] = {}
    for code in (code for code in amounts if code in free):
        more = replace(by_code[code], amount=amounts[code] - by_code[code].amount)
        free[code] = added(free[code], parts_of_lot(more))
    for row in (each for each in rows if each.parts and each.protocol not in moved.left):
        has = total(parts[row.protocol].values())
        if chance.random() < 0.3:
            back = drawn(parts[row.protocol], euro(has * chance.randrange(1, 60) / 100))
            parts[row.protocol] = less(parts[row.protocol], back)
            free[row.lot] = added(free[row.lot], back)
            amounts[row.lot] = amounts.get(row.lot, by_code[row.lot].amount) + total(back.values())
            asks[row.protocol] = row.granted  # who lost a part has settled
        elif row.protocol not in asks and chance.random() < 0.5:
            paid[row.protocol] = drawn(parts[row.protocol], euro(has * chance.randrange(101) / 100))
    on = OnFunds(free, parts, paid)
    return replace(stands, cents={}, funds=on), replace(moved, asks=asks, amounts=amounts)


def chains() -> Iterator[tuple[int, int, Case, tuple[Row, ...]]]:
    """First lists and scrolls of lots that several funds pay, in which money comes back."""
    for seed in range(CASES):
        chance = random.Random(seed)
        rules, entries = generated.case(chance)
        free = {lot.code: parts_of_lot(lot) for lot in rules.lots if lot.shares}
        leaving = {lot.leftover_to for lot in rules.lots if lot.leftover_to}
        if not free or any(bool(lot.shares) != bool(free) for lot in rules.lots):
            continue
        if leaving and len({lot.shares for lot in rules.lots}) > 1:
            continue
        case: Case = replace(rules, free=free), entries
        for n in range(SCROLLS):
            rows = _compared(seed, n, case)
            if rows is None:
                break
            yield seed, n, case, rows
            stands, moved = happened(chance, case, rows)
            entries, rules = following(stands, moved)
            case = rules, entries


def test_lists_equal_the_slow_oracle_and_the_script_and_no_fund_is_ever_below_nothing() -> None:
    seen = {"scroll": 0, "came back": 0, "leftover": 0, "asks less": 0}
    for _seed, n, (rules, entries), rows in chains():
        held = {entry.protocol: entry for entry in entries}
        for row in rows:
            entry = held[row.protocol]
            back = entry.held - total(entry.held_parts.values())
            assert total(row.parts.values()) == row.granted - back
            assert all(amount >= 0 for amount in row.parts.values())
            assert all(row.parts[fund] >= part for fund, part in entry.held_parts.items())
            assert row.cents == ()
            seen["came back"] += bool(back)
            seen["asks less"] += entry.asks is not None and entry.asks < entry.requested
        there = added(*rules.free.values())
        taken = less(added(*(row.parts for row in rows)), added(*(e.held_parts for e in entries)))
        assert all(there.get(fund, ZERO) >= amount for fund, amount in taken.items())
        seen["scroll"] += n > 0
        seen["leftover"] += any(lot.leftover_to for lot in rules.lots)
        document = json.loads(
            canonical(
                build(
                    call_code="prova",
                    call_title="Prova",
                    version=n + 1,
                    rulebook_digest=RULEBOOK,
                    rules=rules,
                    entries=entries,
                    rows=rows,
                )
            )
        )
        assert document["format"] == "wecare-ranked-list/6"
        assert list(VERIFIER.differences(document, document["digest"])) == []
        assert recompute(document, expected_digest=document["digest"]) == ()

    assert min(seen.values()) >= CASES // 200, seen


def a_scroll() -> Case:
    """A scroll in which somebody holds parts, and money is granted anew."""
    for _seed, n, (rules, entries), rows in chains():
        held = {entry.protocol: entry.held for entry in entries}
        more = any(row.granted > held[row.protocol] for row in rows if row.parts)
        if n and more and any(entry.held_parts for entry in entries):
            return rules, entries
    raise AssertionError("no such case")


def test_what_does_not_stand_on_the_funds_is_refused_in_words() -> None:
    rules, entries = a_scroll()
    (one, *_more) = [entry for entry in entries if entry.held_parts]
    fund, part = next(iter(one.held_parts.items()))
    lot = next(lot for lot in rules.lots if lot.code == one.lot)
    wrong = {
        "entry_parts_outside": (rules, {**one.held_parts, fund: part + one.held}),
        "free_parts_outside": (
            replace(rules, free={**rules.free, lot.code: {fund: Decimal("-0.01")}}),
            one.held_parts,
        ),
        "funds_short": (replace(rules, free={key: {} for key in shared(rules)}), one.held_parts),
    }
    for code, (touched, parts) in wrong.items():
        listed = [replace(each, held_parts=parts) if each is one else each for each in entries]
        with pytest.raises(EntryRefused) as refusal:
            draw_up(listed, touched)
        assert {each.code for each in refusal.value.facts} == {code}
        assert "Lotto" in (said := sentence(refusal.value.facts[0])) or "Prot." in said


def test_a_scenario_with_other_amounts_has_other_money_on_the_funds() -> None:
    rules, entries = a_scroll()
    code = shared(rules)[0]
    amount = next(lot.amount for lot in rules.lots if lot.code == code)

    more = changed(rules, Changes(amounts={code: amount + 1000}))
    same = changed(rules, Changes(amounts={code: amount}))

    assert same == rules
    assert total(more.free[code].values()) == total(rules.free[code].values()) + 1000
    with suppress(UnsettledTie):
        assert draw_up(entries, more)
