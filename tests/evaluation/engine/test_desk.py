"""A desk: the order of arrival, thresholds that only admit, and a rule for one instant."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from calls.engine.rulebook import Criterion, CriterionClass, Lot, TieRule
from calls.enums import Procedure, TieKind
from evaluation.engine.drawing import draw_up, input_json
from evaluation.engine.draws import seeded
from evaluation.engine.entries import Entry, RankingRules
from evaluation.engine.published import build, recompute
from evaluation.enums import AdmissibilityOutcome, Outcome
from evaluation.labels import why
from tests.evaluation.engine import oracle
from tests.evaluation.engine.cases import entries_of, rules_of

SETTLING = TieRule(TieKind.EARLIER_PROTOCOL, article="art. 9")


@st.composite
def desks(draw: Any) -> tuple[RankingRules, list[Entry]]:
    """A desk with its entries, of which several may come in the same microsecond."""
    rules = draw(rules_of())
    drawn = any(rule.kind is TieKind.DRAW for rule in rules.ties)
    settling = () if drawn else (SETTLING,)
    ties = (*(rule for rule in rules.ties if rule.kind is not TieKind.EARLIER_INSTANT), *settling)
    entries = [
        replace(each, received_at=1_000_000 + draw(st.integers(0, 3)))
        for each in draw(entries_of())
    ]
    return replace(rules, procedure=Procedure.DESK, ties=ties), entries


@settings(max_examples=300, deadline=None)
@given(desks())
def test_the_engine_equals_the_oracle_at_desks_too(desk: tuple[RankingRules, list[Entry]]) -> None:
    rules, entries = desk
    given_to = input_json(entries, rules)

    expected = oracle.solve(given_to["entries"], given_to["rules"])

    assert {
        row.protocol: (row.position, row.outcome.value, int(row.granted * 100))
        for row in draw_up(entries, rules)
    } == {
        protocol: (each["place"], each["outcome"], each["granted"])
        for protocol, each in expected.items()
    }


@settings(max_examples=60, deadline=None)
@given(desks())
def test_nobody_who_came_later_stands_before(desk: tuple[RankingRules, list[Entry]]) -> None:
    rules, entries = desk
    came = {entry.protocol: entry.received_at for entry in entries}
    rows = draw_up(entries, rules)

    for lot in rules.lots:
        placed = [came[row.protocol] for row in rows if row.lot == lot.code and row.position]
        assert placed == sorted(placed)


@settings(max_examples=60, deadline=None)
@given(desks())
def test_a_published_desk_recomputes_to_itself(desk: tuple[RankingRules, list[Entry]]) -> None:
    rules, entries = desk
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

    assert document["format"] == "wecare-ranked-list/3"
    assert document["rules"]["procedure"] == "desk"
    assert recompute(document) == ()


def test_each_row_says_when_it_came_and_what_settled_one_instant() -> None:
    rules, first = _two("2/2026", "1/2026")

    rows = draw_up(first, rules)

    assert [row.protocol for row in rows] == ["1/2026", "2/2026"]
    assert (
        "Posto 1 di 2 in ordine di arrivo: ricevuta il 1 gennaio 1970, ore 01:00:00,000001"
        in why(rows[0].why)
    )
    assert "Arrivata nello stesso istante di Ente 2/2026 (prot. 2/2026), il " in why(rows[0].why)
    assert "precede. Regola: Protocollo precedente (art. 9)." in why(rows[0].why)
    assert "segue. Regola: Protocollo precedente (art. 9)." in why(rows[1].why)


def test_more_points_give_no_place_before_and_too_few_give_none() -> None:
    rules, entries = _two("1/2026", "2/2026")
    early, late = replace(entries[0], received_at=5), replace(entries[1], received_at=9)
    best = dict.fromkeys(late.points, Decimal("10.00"))
    rows = draw_up([early, replace(late, points=best)], rules)
    assert [row.protocol for row in rows] == ["1/2026", "2/2026"]

    asked = replace(rules, total_threshold=Decimal("7.00"))
    rows = draw_up([early, replace(late, points=best)], asked)

    assert [(row.protocol, row.position) for row in rows] == [("2/2026", 1), ("1/2026", None)]
    assert rows[1].outcome is Outcome.BELOW_THRESHOLD


def _two(*protocols: str) -> tuple[RankingRules, list[Entry]]:
    """A desk with two applications of one instant, alike but for their protocols."""
    rules = RankingRules(
        lots=(Lot("T", "T", Decimal("1000.00"), "FESR"),),
        classes=(CriterionClass("A", "A"),),
        criteria=(Criterion("A1", "A", "Qualità", maximum=Decimal("10.00")),),
        total_threshold=None,
        ties=(SETTLING,),
        procedure=Procedure.DESK,
    )
    entries = [
        Entry(
            protocol=protocol,
            lot="T",
            requested=Decimal("100.00"),
            own_share_percent=Decimal("20.00"),
            received_at=1,
            outcome=AdmissibilityOutcome.ADMISSIBLE,
            points={"A1": Decimal("6.00")},
            organisation_name=f"Ente {protocol}",
            fiscal_code="00000000000",
            title="Progetto",
        )
        for protocol in protocols
    ]
    return rules, entries
