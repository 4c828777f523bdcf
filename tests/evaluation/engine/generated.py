"""Cases from a seed, small and full of ties: rules with everything they may hold, and what enters.

Faster than hypothesis, so that thousands are tried in a few seconds; whatever fails has a seed.
"""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from calls.engine.computing import Computation, Step, WordPoints
from calls.engine.lots import FundShare, Reserve
from calls.engine.rulebook import Criterion, CriterionClass, Lot, TieRule
from calls.enums import AllocationPolicy, ComputedFrom, Procedure, StepBound, TieKind
from evaluation.engine.draws import seeded
from evaluation.engine.entries import Entry, RankingRules
from evaluation.engine.rows import Row
from evaluation.engine.scrolling import Moved, Standing
from evaluation.enums import AdmissibilityOutcome, Outcome

RULEBOOK = "5" * 64
T = TypeVar("T")
Case = tuple[RankingRules, tuple[Entry, ...]]
_TIES = [
    TieRule(TieKind.CLASS, "B", "art. 9"),
    TieRule(TieKind.CRITERION, "A1"),
    TieRule(TieKind.SMALLER_REQUEST),
    TieRule(TieKind.LARGER_OWN_SHARE),
]
_LAST = [
    TieRule(TieKind.EARLIER_INSTANT),
    TieRule(TieKind.EARLIER_PROTOCOL),
    TieRule(TieKind.DRAW),
    TieRule(TieKind.EQUAL_PLACE),
    None,
]
_STEPS = Computation(
    ComputedFrom.OWN_SHARE_PERCENT,
    bound=StepBound.AT_LEAST,
    steps=(Step(Decimal("20.00"), Decimal("2.00")), Step(Decimal("25.00"), Decimal("4.00"))),
)
_MOST = replace(_STEPS, bound=StepBound.AT_MOST)
_WORDS = Computation(ComputedFrom.LEAD_KIND, words=(WordPoints("cooperativa", Decimal("3.00")),))


SHARES = [
    tuple(FundShare(fund, Decimal(percent)) for fund, percent in each.items())
    for each in (
        {"FSE": "85.00", "FSC": "15.00"},
        {"A": "33.33", "C": "33.33", "B": "33.34"},
        {"STATO": "0.01", "FSE": "57.49", "REGIONE": "42.50"},
        {"F1": "97.00", "F2": "1.00", "F3": "0.97", "F4": "1.00", "F5": "0.03"},
    )
]


def euro(chance: random.Random, *amounts: str) -> Decimal:
    return Decimal(chance.choice(amounts))


def case(chance: random.Random) -> Case:
    """Rules and entries that agree with one another; the draw has its seed."""
    rules = _rules(chance)
    entries = tuple(
        _entry(chance, rules, number, place)
        for place, number in enumerate(chance.sample(range(1, 40), chance.randrange(1, 11)))
    )
    return seeded(rules, RULEBOOK, entries), entries


def moved(chance: random.Random, standing: Standing, rows: Sequence[Row]) -> Moved:
    """Something that happens after a list, or nothing: who leaves, who accepts less, more money."""
    there = [row for row in rows if row.granted]
    left = {row.protocol for row in there if chance.random() < 0.25}
    offered = [row for row in there if row.outcome is Outcome.PARTLY_FUNDED]
    asks = {
        row.protocol: row.granted - chance.choice([Decimal(0), Decimal("0.01")])
        for row in offered
        if row.protocol not in left and chance.random() < 0.5 and row.granted > 1
    }
    amounts = {
        lot.code: lot.amount + euro(chance, "0.01", "100.00", "250.00", "1000.00")
        for lot in standing.rules.lots
        if chance.random() < 0.3
    }
    return Moved(frozenset(left), asks, amounts)


def standing(case_of: Case, rows: Sequence[Row]) -> Standing:
    """A list as it stands once it is drawn up."""
    rules, entries = case_of
    granted = {row.protocol: row.granted for row in rows}
    cents = {row.protocol: row.cents for row in rows if row.cents}
    return Standing(entries, rules, granted, given_of(rules, rows), cents)


def given_of(rules: RankingRules, rows: Sequence[Row]) -> dict[str, Decimal]:
    """What each lot gives to another: all it has, less what its rows were granted."""
    paid = Counter[str]()
    for row in rows:
        paid[row.lot] += int(row.granted * 100)
    had = {lot.code: int(lot.amount * 100) for lot in rules.lots}
    given: dict[str, Decimal] = {}
    waiting = list(rules.lots)
    while waiting:
        lot = next(e for e in waiting if all(o.leftover_to != e.code for o in waiting))
        waiting.remove(lot)
        if lot.leftover_to:
            left = had[lot.code] - paid[lot.code]
            given[lot.code] = Decimal(left) / 100
            had[lot.leftover_to] += left
    return {code: amount.quantize(Decimal("0.01")) for code, amount in given.items()}


def _rules(chance: random.Random) -> RankingRules:
    last = chance.choice(_LAST[: 5 if chance.random() < 0.6 else 3])
    ties = chance.sample(_TIES, chance.randrange(4))
    if chance.random() < 0.4:
        ties = []
    thresholds = [None] * 6 + [Decimal("3.00"), Decimal("5.50")]
    desk = chance.random() < 0.15
    criteria = [
        Criterion(
            code,
            group,
            code,
            maximum=Decimal("10.00"),
            weight=euro(chance, "1.00", "1.25", "0.33"),
            threshold=chance.choice(thresholds),
        )
        for code, group in (("A1", "A"), ("B1", "B"), ("B2", "B"))
    ]
    if chance.random() < 0.4:
        by = chance.choice([_STEPS, _MOST, _WORDS])
        criteria.append(Criterion("C1", "B", "C1", maximum=Decimal("4.00"), computed=by))
    return RankingRules(
        lots=_lots(chance),
        classes=tuple(CriterionClass(code, code, chance.choice(thresholds)) for code in "AB"),
        criteria=tuple(criteria),
        total_threshold=chance.choice([None, Decimal("8.00"), Decimal("12.00")]),
        ties=(*ties, *([last] if last else [])),
        procedure=Procedure.DESK if desk else Procedure.RANKED,
    )


def _lots(chance: random.Random) -> tuple[Lot, ...]:
    codes = ["T", "R", "S"][: chance.choice([1, 2, 2, 3])]
    targets = _targets(chance, codes)
    several = chance.random() < 0.2
    return tuple(
        Lot(
            code,
            code,
            euro(chance, "250.00", "500.00", "600.00", "1000.01"),
            "FSE",
            chance.choice(list(AllocationPolicy)),
            minimum_offer=chance.choice([None, None, Decimal("33.33"), Decimal("60.00")]),
            reserves=_reserves(chance),
            leftover_to=targets[code],
            shares=chance.choice([*SHARES, ()]) if several else (),
        )
        for code in codes
    )


def _targets(chance: random.Random, codes: Sequence[str]) -> dict[str, str]:
    """Chains of leftovers without a circle, in whatever order the lots stand."""
    order = chance.sample(list(codes), len(codes))
    return {
        code: chance.choice(["", *order[:place]]) if chance.random() < 0.7 else ""
        for place, code in enumerate(order)
    }


def _reserves(chance: random.Random) -> tuple[Reserve, ...]:
    sizes: list[dict[str, Decimal]] = [
        {"amount": Decimal("50.00")},
        {"amount": Decimal("80.00")},
        {"percent": Decimal("33.33")},
        {"percent": Decimal("10.00")},
    ]
    count = chance.choice([0, 0, 0, 1, 2, 3])
    return tuple(
        Reserve(f"Q{n}", f"Riserva {n}", **chance.choice(sizes), question="f", answers=("casa",))  # type: ignore[arg-type] -- amount or percent
        for n in range(count)
    )


def _entry(chance: random.Random, rules: RankingRules, number: int, place: int) -> Entry:
    lot = chance.choice(rules.lots)
    requested = euro(chance, "100.00", "149.99", "150.00", "250.00", "333.33")
    share = euro(chance, "20.00", "25.00")
    is_in = chance.random() < 0.85
    outcome = AdmissibilityOutcome.ADMISSIBLE
    if not is_in:
        outcome = chance.choice(
            [AdmissibilityOutcome.INADMISSIBLE, AdmissibilityOutcome.IRRECEIVABLE]
        )
    looked: dict[str, str | None] = {}
    for each in rules.criteria:
        if each.computed is not None and is_in:
            words = ["cooperativa", "comune", None]
            looked[each.code] = chance.choice(words) if each.computed.words else str(share)
    return Entry(
        protocol=f"{number}/{chance.choice([2026, 2026, 2025])}",
        lot=lot.code,
        requested=requested,
        own_share_percent=share,
        received_at=10**15 + (place if chance.random() < 0.9 else 0),
        outcome=outcome,
        points={each.code: euro(chance, "5.00", "7.50", "10.00") for each in rules.judged if is_in},
        organisation_name=f"Ente {number}",
        fiscal_code=f"{number:011d}",
        title=f"Progetto {number}",
        minimum_acceptable=chance.choice([None, None, Decimal("50.00"), Decimal("100.00")]),
        computed=looked,
        reserves=tuple(each.code for each in lot.reserves if chance.random() < 0.4),
    )
