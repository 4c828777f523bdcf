"""What holds of every ranked list, whatever the entries; and equality with a slow oracle."""

import itertools
import random
import time
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from calls.engine.rulebook import Criterion, CriterionClass, Lot, TieRule
from calls.enums import AllocationPolicy, TieKind
from evaluation.engine.drawing import draw_up, input_json
from evaluation.engine.draws import seeded
from evaluation.engine.entries import Entry, RankingRules
from evaluation.engine.published import build, recompute
from evaluation.engine.rows import Row
from evaluation.engine.scoring import score
from evaluation.engine.ties import UnsettledTie
from evaluation.enums import AdmissibilityOutcome, Outcome
from evaluation.labels import why
from tests.evaluation.engine import oracle
from tests.evaluation.engine.cases import CRITERIA, MAXIMUM, entries_of, rules_of

_USUAL = settings(max_examples=80, deadline=None)
_THOROUGH = settings(max_examples=150, deadline=None)
_NO_SKIP = st.sampled_from([AllocationPolicy.OFFER_REST, AllocationPolicy.STOP])


def _by_protocol(rows: tuple[Row, ...]) -> dict[str, Row]:
    return {row.protocol: row for row in rows}


@_THOROUGH
@given(rules_of(), entries_of(), st.randoms(use_true_random=False))
def test_the_order_in_which_entries_come_does_not_matter(
    rules: RankingRules, entries: list[Entry], chance: random.Random
) -> None:
    turned = list(entries)
    chance.shuffle(turned)

    assert draw_up(turned, rules) == draw_up(entries, rules)
    assert input_json(turned, rules) == input_json(entries, rules)


@_USUAL
@given(rules_of(), entries_of())
def test_every_entry_has_exactly_one_row_and_rows_are_numbered(
    rules: RankingRules, entries: list[Entry]
) -> None:
    rows = draw_up(entries, rules)

    assert Counter(row.protocol for row in rows) == Counter(entry.protocol for entry in entries)
    assert [row.sequence for row in rows] == list(range(1, len(rows) + 1))


@_USUAL
@given(rules_of(), entries_of())
def test_places_of_a_lot_go_from_one_to_the_last_without_a_gap(
    rules: RankingRules, entries: list[Entry]
) -> None:
    rows = draw_up(entries, rules)

    for lot in rules.lots:
        places = [row.position for row in rows if row.lot == lot.code and row.position is not None]
        assert places == list(range(1, len(places) + 1))


@_THOROUGH
@given(rules_of(), entries_of(least=2, admissible=True), st.data())
def test_raising_a_score_never_lowers_a_place(
    rules: RankingRules, entries: list[Entry], data: st.DataObject
) -> None:
    chosen = data.draw(st.sampled_from(entries))
    code = data.draw(st.sampled_from(list(CRITERIA)))
    step = data.draw(st.sampled_from([Decimal("0.01"), Decimal("0.50"), Decimal("3.00")]))
    assume(chosen.points[code] + step <= MAXIMUM)
    raised = replace(chosen, points={**chosen.points, code: chosen.points[code] + step})

    before = _by_protocol(draw_up(entries, rules))[chosen.protocol].position
    others = [raised if entry is chosen else entry for entry in entries]
    after = _by_protocol(draw_up(others, rules))[chosen.protocol].position

    if before is not None:
        assert after is not None
        assert after <= before


@_THOROUGH
@given(rules_of(), entries_of())
def test_a_lot_never_gives_more_than_it_has_and_nobody_gets_more_than_asked(
    rules: RankingRules, entries: list[Entry]
) -> None:
    rows = draw_up(entries, rules)

    for lot in rules.lots:
        assert sum(row.granted for row in rows if row.lot == lot.code) <= lot.amount
    for row in rows:
        assert row.granted.as_tuple().exponent == -2
        expected = {
            Outcome.FUNDED: row.granted == row.requested,
            Outcome.PARTLY_FUNDED: 0 < row.granted < row.requested,
        }
        assert expected.get(row.outcome, row.granted == 0)


@_THOROUGH
@given(rules_of(policies=_NO_SKIP), entries_of())
def test_nobody_is_passed_over_unfunded_unless_the_rules_say_skip(
    rules: RankingRules, entries: list[Entry]
) -> None:
    rows = draw_up(entries, rules)

    for lot in rules.lots:
        paid = [row.granted > 0 for row in rows if row.lot == lot.code and row.position is not None]
        assert paid == sorted(paid, reverse=True)
        partial = [
            row for row in rows if row.outcome is Outcome.PARTLY_FUNDED and row.lot == lot.code
        ]
        assert len(partial) <= 1


@_THOROUGH
@given(rules_of(policies=st.just(AllocationPolicy.OFFER_REST)), entries_of())
def test_no_partial_offer_is_under_the_least_part_of_what_was_asked(
    rules: RankingRules, entries: list[Entry]
) -> None:
    least = {lot.code: lot.minimum_offer or Decimal(0) for lot in rules.lots}

    for row in draw_up(entries, rules):
        if row.outcome is Outcome.PARTLY_FUNDED:
            assert row.granted * 100 >= least[row.lot] * row.requested


@_THOROUGH
@given(rules_of(policies=st.just(AllocationPolicy.OFFER_REST)), entries_of())
def test_offering_the_rest_leaves_nothing_while_someone_would_take_it(
    rules: RankingRules, entries: list[Entry]
) -> None:
    free = [replace(entry, minimum_acceptable=None) for entry in entries]
    rules = replace(rules, lots=tuple(replace(lot, minimum_offer=None) for lot in rules.lots))
    rows = draw_up(free, rules)

    for lot in rules.lots:
        placed = [row for row in rows if row.lot == lot.code and row.position is not None]
        asked = sum((row.requested for row in placed), Decimal(0))
        granted = sum((row.granted for row in placed), Decimal(0))
        assert granted == min(asked, lot.amount)


@_THOROUGH
@given(rules_of(), entries_of())
def test_rows_explain_themselves_in_words(rules: RankingRules, entries: list[Entry]) -> None:
    rows = draw_up(entries, rules)

    for row in rows:
        assert why(row.why)
        assert why(each.to_json() for each in row.why) == why(row.why)
        if row.position is not None:
            assert [key.kind for key in row.keys] == [
                "total",
                *(tie.kind.value for tie in rules.ties),
            ]


@_THOROUGH
@given(rules_of(), entries_of())
def test_two_neighbours_with_equal_totals_name_each_other(
    rules: RankingRules, entries: list[Entry]
) -> None:
    rows = [row for row in draw_up(entries, rules) if row.position is not None]

    for upper, lower in itertools.pairwise(rows):
        if upper.lot != lower.lot or upper.points != lower.points:
            continue
        before = [each for each in upper.why if each.code.startswith("precedes_")]
        after = [each for each in lower.why if each.code.startswith("follows_")]
        assert [each.values["other_protocol"] for each in before] == [lower.protocol]
        assert [each.values["other_protocol"] for each in after] == [upper.protocol]
        own = next(value for name, value in before[0].values.items() if name.startswith("own_"))
        other = next(
            value
            for name, value in before[0].values.items()
            if name.startswith("other_") and name != "other_protocol"
        )
        assert own != other


def _plain(
    entries: list[Entry], rules: RankingRules
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    given = input_json(entries, rules)
    return given["entries"], given["rules"]


@settings(max_examples=600, deadline=None)
@given(
    st.booleans().flatmap(lambda settled: rules_of(settled=settled)),
    entries_of(),
)
def test_the_engine_equals_a_slow_oracle_written_from_the_rules(
    rules: RankingRules, entries: list[Entry]
) -> None:
    try:
        expected = oracle.solve(*_plain(entries, rules))
    except oracle.Undecided:
        with pytest.raises(UnsettledTie):
            draw_up(entries, rules)
        return
    found = _by_protocol(draw_up(entries, rules))

    assert {
        protocol: (row.position, row.points, row.outcome.value, int(row.granted * 100))
        for protocol, row in found.items()
    } == {
        protocol: (each["place"], each["total"], each["outcome"], each["granted"])
        for protocol, each in expected.items()
    }


@_USUAL
@given(rules_of(), entries_of())
def test_a_published_list_recomputes_to_itself(rules: RankingRules, entries: list[Entry]) -> None:
    rules = seeded(rules, "0" * 64, entries)
    document = build(
        call_code="c",
        call_title="C",
        version=1,
        rulebook_digest="0" * 64,
        rules=rules,
        entries=entries,
        rows=draw_up(entries, rules),
    )

    assert recompute(document) == ()


@_USUAL
@given(rules_of(), entries_of(least=1))
def test_class_points_add_up_to_the_total(rules: RankingRules, entries: list[Entry]) -> None:
    for entry in entries:
        card = score(entry.points, rules)

        assert sum(card.classes.values()) == card.total


def test_ten_thousand_entries_rank_and_allocate_within_five_seconds() -> None:
    chance = random.Random(7)
    rules = _big_rules()
    entries = [
        Entry(
            protocol=f"{number}/2026",
            lot=chance.choice("TR"),
            requested=Decimal(chance.randrange(10**6, 2 * 10**7)) / 100,
            own_share_percent=Decimal("20.00"),
            received_at=10**15 + number,
            outcome=AdmissibilityOutcome.ADMISSIBLE,
            points={code: Decimal(chance.randrange(0, 21)) / 2 for code in CRITERIA},
            organisation_name=f"Ente {number}",
            fiscal_code=f"{number:011d}",
            title="Progetto",
        )
        for number in range(1, 10_001)
    ]

    start = time.process_time()
    rows = draw_up(entries, rules)

    assert len(rows) == len(entries)
    assert time.process_time() - start < 5


def _big_rules() -> RankingRules:
    return RankingRules(
        lots=(
            Lot("T", "T", Decimal("2900000.00"), "FSE"),
            Lot("R", "R", Decimal("700000.00"), "FSE"),
        ),
        classes=(CriterionClass("A", "A"), CriterionClass("B", "B", Decimal("5.00"))),
        criteria=tuple(
            Criterion(code, class_code, code, maximum=MAXIMUM)
            for code, class_code in CRITERIA.items()
        ),
        total_threshold=Decimal("15.00"),
        ties=(TieRule(TieKind.CLASS, "B"), TieRule(TieKind.EARLIER_INSTANT)),
    )
