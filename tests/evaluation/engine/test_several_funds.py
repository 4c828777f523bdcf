"""Several funds that pay one lot: what must hold of every division, and of every scroll of it."""

import itertools
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calls.engine.cents import ROUND, Run, counted, joined, lowest, parts
from calls.engine.lots import FundShare
from calls.engine.rulebook import Lot
from evaluation.engine.drawing import draw_up, input_json
from evaluation.engine.entries import EntryRefused, RankingRules
from evaluation.engine.rows import Row
from evaluation.engine.scrolling import Moved, following, scroll
from evaluation.labels import sentence
from tests.evaluation.engine import generated
from tests.evaluation.engine.generated import Case
from tests.evaluation.engine.test_scrolling import CASES, lists
from wecare.core.money import total

Shares = tuple[FundShare, ...]
TWO = generated.SHARES[0]


@st.composite
def shares_of(draw: st.DrawFn) -> Shares:
    """From two to ten funds, in no order, whose shares are a hundred per cent together."""
    count = draw(st.integers(2, 10))
    cuts = sorted(draw(st.sets(st.integers(1, ROUND - 1), min_size=count - 1, max_size=count - 1)))
    parts_of = [after - before for before, after in zip([0, *cuts], [*cuts, ROUND], strict=True)]
    codes = draw(st.permutations([f"F{n}" for n in range(count)]))
    return tuple(
        FundShare(code, Decimal(part) / 100) for code, part in zip(codes, parts_of, strict=True)
    )


def exact(shares: Shares, cents: int) -> dict[str, Fraction]:
    return {each.fund: Fraction(each.percent) * cents / 100 for each in shares}


@settings(deadline=None, max_examples=20)
@given(shares_of())
def test_after_any_cent_no_fund_is_a_whole_cent_from_its_share_and_none_gives_back(
    shares: Shares,
) -> None:
    before = dict.fromkeys((each.fund for each in shares), 0)
    for cents in range(1, ROUND + 1):
        paid = parts(shares, [Run(1, cents)])
        due = exact(shares, cents)
        assert sum(paid.values()) == cents
        assert all(abs(paid[fund] - due[fund]) < 1 for fund in paid)
        assert all(paid[fund] >= before[fund] for fund in paid)
        before = paid

    assert before == exact(shares, ROUND)


@settings(deadline=None, max_examples=50)
@given(shares_of(), st.lists(st.integers(1, 10**12), min_size=1, max_size=8))
def test_the_parts_of_grants_are_their_grants_and_every_prefix_keeps_to_the_shares(
    shares: Shares, grants: list[int]
) -> None:
    sums, first = Counter[str](), 1
    for grant in grants:
        paid = parts(shares, [Run(first, first + grant - 1)])
        first += grant
        sums.update(paid)
        due = exact(shares, first - 1)

        assert sum(paid.values()) == grant
        assert min(paid.values()) >= 0
        assert all(abs(sums[fund] - due[fund]) < 1 for fund in due)


@settings(deadline=None, max_examples=50)
@given(shares_of(), st.randoms(use_true_random=False))
def test_the_order_in_which_funds_are_written_does_not_matter(
    shares: Shares, chance: random.Random
) -> None:
    other = list(shares)
    chance.shuffle(other)
    runs = [Run(3, 77), Run(101, 12_345)]

    assert parts(shares, runs) == parts(tuple(other), runs)
    assert list(parts(shares, runs)) == sorted(each.fund for each in shares)


def test_of_two_funds_alike_the_earlier_code_pays_first() -> None:
    halves = (FundShare("B", Decimal("50.00")), FundShare("A", Decimal("50.00")))

    assert [parts(halves, [Run(n, n)])["A"] for n in range(1, 5)] == [1, 0, 1, 0]


@pytest.mark.parametrize(
    "percents", [("85.00", "14.99"), ("85.00", "15.01"), ("100.00", "0.00"), ("84.995", "15.005")]
)
def test_shares_that_are_not_the_whole_divide_nothing(percents: tuple[str, str]) -> None:
    shares = tuple(
        FundShare(fund, Decimal(each)) for fund, each in zip("AB", percents, strict=True)
    )

    with pytest.raises(ValueError, match="share"):
        parts(shares, [Run(1, 10)])


def test_runs_are_joined_and_the_lowest_cents_are_kept() -> None:
    runs = (Run(11, 20), Run(1, 5), Run(6, 8))

    assert joined(runs) == (Run(1, 8), Run(11, 20))
    assert lowest(joined(runs), 10) == (Run(1, 8), Run(11, 12))
    assert lowest(joined(runs), 0) == ()


def several(seeds: range) -> Iterator[tuple[Case, tuple[Row, ...], bool]]:
    """Lists and scrolls in which several funds pay some lot."""
    for seed in seeds:
        for case_of, before, rows in lists(seed):
            if case_of[0].divides:
                yield case_of, rows, before is not None


def paid_in(lot: Lot, rows: Sequence[Row]) -> Iterator[Row]:
    return (row for row in rows if row.lot == lot.code and row.granted)


def test_parts_always_sum_to_the_grant_and_only_lots_of_several_funds_have_them() -> None:
    looked = 0
    for (rules, _entries), rows, _scrolled in several(range(CASES)):
        shares = {lot.code: lot.shares for lot in rules.lots}
        for row in rows:
            if not shares[row.lot] or not row.granted:
                assert (row.parts, row.cents) == ({}, ())
                continue
            assert total(row.parts.values()) == row.granted
            assert counted(row.cents) == row.granted * 100
            assert all(amount >= 0 for amount in row.parts.values())
            assert sorted(row.parts) == sorted(each.fund for each in shares[row.lot])
            looked += 1

    assert looked > CASES // 4


def test_after_every_place_of_a_first_list_each_fund_is_within_a_cent_of_its_share() -> None:
    for (rules, _entries), rows, scrolled in several(range(CASES)):
        for lot in (each for each in rules.lots if each.shares and not scrolled):
            sums, granted = Counter[str](), 0
            for row in paid_in(lot, rows):
                granted += int(row.granted * 100)
                sums.update({fund: int(each * 100) for fund, each in row.parts.items()})
                due = exact(lot.shares, granted)
                assert all(abs(sums[fund] - due[fund]) < 1 for fund in due)


def test_no_cent_of_a_lot_is_granted_twice_and_none_beyond_its_money() -> None:
    for (rules, _entries), rows, _scrolled in several(range(CASES)):
        for lot in (each for each in rules.lots if each.shares):
            runs = sorted(
                (run for row in paid_in(lot, rows) for run in row.cents), key=lambda run: run.first
            )
            assert all(one.last < two.first for one, two in itertools.pairwise(runs))
            if runs and not any(each.leftover_to == lot.code for each in rules.lots):
                assert runs[-1].last <= lot.amount * 100


def test_on_a_scroll_what_was_held_stays_on_the_fund_it_was_born_on() -> None:
    kept = used_again = 0
    for seed in range(CASES):
        former: dict[str, Row] = {}
        for (_rules, entries), _before, rows in lists(seed):
            held = {entry.protocol: entry.held for entry in entries if entry.held_cents}
            for row in (each for each in rows if each.protocol in held):
                was = former[row.protocol]
                if held[row.protocol] == was.granted:
                    assert all(row.parts[fund] >= paid for fund, paid in was.parts.items())
                    kept += 1
                if row.granted == was.granted:
                    assert (row.parts, row.cents) == (was.parts, was.cents)
            used_again += any(len(row.cents) > 1 for row in rows)
            former = {row.protocol: row for row in rows}

    assert kept > CASES // 20
    assert used_again > CASES // 100


def test_once_the_money_of_who_left_is_all_granted_again_the_shares_are_whole_again() -> None:
    looked = 0
    for (rules, _entries), rows, scrolled in several(range(CASES)):
        for lot in (each for each in rules.lots if each.shares and scrolled):
            own = list(paid_in(lot, rows))
            runs = joined(run for row in own for run in row.cents)
            if len(runs) == 1 and runs[0].first == 1:
                due = exact(lot.shares, runs[0].last)
                sums = {fund: sum(int(row.parts[fund] * 100) for row in own) for fund in due}
                assert all(abs(sums[fund] - due[fund]) < 1 for fund in due)
                looked += 1

    assert looked > CASES // 50


def test_a_scroll_of_what_did_not_move_leaves_each_fund_where_it_was() -> None:
    looked = 0
    for case_of, rows, _scrolled in several(range(CASES)):
        again = scroll(generated.standing(case_of, rows), Moved())
        assert [(row.protocol, row.parts, row.cents) for row in again] == [
            (row.protocol, row.parts, row.cents) for row in rows
        ]
        looked += 1

    assert looked > CASES // 10


def test_a_list_says_several_funds_in_the_fifth_format_and_others_say_nothing_new() -> None:
    for seed in range(100):
        rules, entries = generated.case(random.Random(seed))
        plain = replace(rules, lots=tuple(replace(lot, shares=()) for lot in rules.lots))
        assert (rules.edition == 5) == rules.divides
        assert plain.edition < 5
        written = input_json(entries, plain)
        assert all("shares" not in lot for lot in written["rules"]["lots"])
        assert all("held_cents" not in entry for entry in written["entries"])


def _standing_case() -> tuple[RankingRules, tuple[generated.Entry, ...]]:
    """A scroll in which somebody holds cents."""
    for (rules, entries), _rows, scrolled in several(range(CASES)):
        if scrolled and sum(bool(entry.held_cents) for entry in entries) > 1:
            return rules, entries
    raise AssertionError("no such case")


def test_held_cents_that_do_not_agree_with_what_is_held_are_refused() -> None:
    rules, entries = _standing_case()
    one, other = [entry for entry in entries if entry.held_cents][:2]
    (*_runs, last) = one.held_cents
    wrong = {
        "fewer": (one, ()),
        "one more": (one, (*one.held_cents[:-1], Run(last.first, last.last + 1))),
        "before the first": (one, (Run(1 - int(one.held * 100), 0),)),
    }
    for name, (entry, runs) in wrong.items():
        touched = [replace(each, held_cents=runs) if each is entry else each for each in entries]
        with pytest.raises(EntryRefused) as refused:
            draw_up(touched, rules)
        assert [each.code for each in refused.value.facts] == ["entry_cents_outside"], name
        assert entry.protocol in sentence(refused.value.facts[0])

    count = min(counted(one.held_cents), counted(other.held_cents))
    first = lowest(one.held_cents, count)
    twice = replace(other, held=Decimal(count) / 100, held_cents=first, lot=one.lot)
    with pytest.raises(EntryRefused) as refused:
        draw_up([twice if each is other else each for each in entries], rules)
    assert "cents_held_twice" in {each.code for each in refused.value.facts}


def test_who_accepts_less_gives_back_the_last_of_its_cents() -> None:
    for (rules, entries), rows, scrolled in several(range(CASES)):
        granted = [row for row in rows if row.cents and row.granted > Decimal("0.05")]
        if scrolled or not granted:
            continue
        row = granted[0]
        stands = generated.standing((rules, entries), rows)
        less = row.granted - Decimal("0.03")
        after, _rules = following(stands, Moved(asks={row.protocol: less}))
        (entry,) = (each for each in after if each.protocol == row.protocol)
        assert (entry.held, entry.held_cents) == (
            less,
            lowest(row.cents, counted(row.cents) - 3),
        )
        return
    raise AssertionError("nobody was granted anything")
