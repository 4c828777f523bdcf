"""Generated entries and rules, small and full of ties."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from calls.engine.lots import Reserve
from calls.engine.rulebook import Criterion, CriterionClass, Lot, TieRule
from calls.enums import AllocationPolicy, TieKind
from evaluation.engine.entries import Entry, RankingRules
from evaluation.enums import AdmissibilityOutcome

CLASSES = ("A", "B")
CRITERIA = {"A1": "A", "B1": "B", "B2": "B"}
MAXIMUM = Decimal("10.00")
POINTS = st.sampled_from([Decimal(n) / 4 for n in range(8, 41, 2)]).map(
    lambda points: points.quantize(Decimal("0.01"))
)
AMOUNTS = st.sampled_from([Decimal(n) for n in ("100.00", "149.99", "150.00", "250.00", "333.33")])
UNIQUE_TIE = TieRule(TieKind.EARLIER_INSTANT)


@st.composite
def rules_of(draw: Any, *, settled: bool = True, policies: Any = None) -> RankingRules:
    """Rules with two lots; settled ones end with the instant of arrival, which no two share."""
    thresholds = st.none() | st.sampled_from([Decimal("3.00"), Decimal("5.50")])
    pointed = st.sampled_from(
        [
            TieRule(TieKind.CLASS, "B", "art. 9"),
            TieRule(TieKind.CRITERION, "A1"),
            TieRule(TieKind.SMALLER_REQUEST),
            TieRule(TieKind.LARGER_OWN_SHARE),
        ]
    )
    ties = draw(st.lists(pointed, max_size=3, unique=True))
    settling = st.sampled_from([UNIQUE_TIE, TieRule(TieKind.DRAW, article="art. 9")])
    leaving = st.sampled_from([None, TieRule(TieKind.EQUAL_PLACE)])
    last = draw(settling if settled else leaving)
    offers = st.none() | st.sampled_from([Decimal("33.33"), Decimal("60.00")])
    chosen = st.sampled_from(list(AllocationPolicy)) if policies is None else policies
    return RankingRules(
        lots=tuple(
            Lot(
                code,
                code,
                draw(st.sampled_from([Decimal("0.01"), Decimal("500.00"), Decimal("1000.00")])),
                "FSE",
                draw(chosen),
                minimum_offer=draw(offers),
            )
            for code in ("T", "R")
        ),
        classes=tuple(CriterionClass(code, code, draw(thresholds)) for code in CLASSES),
        criteria=tuple(
            Criterion(
                code,
                class_code,
                code,
                maximum=MAXIMUM,
                weight=draw(st.sampled_from([Decimal("1.00"), Decimal("1.25"), Decimal("0.33")])),
                threshold=draw(thresholds),
            )
            for code, class_code in CRITERIA.items()
        ),
        total_threshold=draw(st.none() | st.sampled_from([Decimal("8.00"), Decimal("12.00")])),
        ties=(*ties, *([last] if last else [])),
        draw_seed=draw(st.sampled_from(["0" * 64, "seme"])) if last and last.kind == "draw" else "",
    )


@st.composite
def entries_of(
    draw: Any, *, least: int = 0, most: int = 10, admissible: bool = False
) -> list[Entry]:
    """Entries whose instants and protocols all differ."""
    count = draw(st.integers(least, most))
    numbers = draw(st.permutations(range(1, count + 1)))
    return [
        draw(_entry(number, place, admissible=admissible)) for place, number in enumerate(numbers)
    ]


@st.composite
def _entry(draw: Any, number: int, place: int, *, admissible: bool) -> Entry:
    outcomes = [AdmissibilityOutcome.ADMISSIBLE] * (1 if admissible else 5)
    outcomes += [] if admissible else list(AdmissibilityOutcome)
    requested = draw(AMOUNTS)
    return Entry(
        protocol=f"{number}/2026",
        lot=draw(st.sampled_from(["T", "T", "R"])),
        requested=requested,
        own_share_percent=draw(st.sampled_from([Decimal("20.00"), Decimal("25.00")])),
        received_at=1_000_000 + place,
        outcome=draw(st.sampled_from(outcomes)),
        points={code: draw(POINTS) for code in CRITERIA},
        organisation_name=f"Ente {number}",
        fiscal_code=f"{number:011d}",
        title=f"Progetto {number}",
        minimum_acceptable=draw(st.none() | st.sampled_from([Decimal("50.00"), Decimal("100.00")])),
    )


@st.composite
def money_of(
    draw: Any,
    *,
    settled: bool = True,
    policies: Any = None,
    minima: bool = True,
    most_reserves: int = 3,
) -> tuple[RankingRules, list[Entry]]:
    """Rules whose lots have reserves and leave money to one another, with entries that qualify.

    Without `minima` every partial offer is made and taken.
    """
    rules = draw(rules_of(settled=settled, policies=policies))
    target = draw(st.sampled_from(["", "T", "R"]))
    lots = tuple(
        replace(
            lot,
            amount=draw(
                st.sampled_from([Decimal("250.00"), Decimal("600.00"), Decimal("1000.01")])
            ),
            minimum_offer=lot.minimum_offer if minima else None,
            reserves=draw(_reserves(most_reserves)),
            leftover_to=target if target != lot.code else "",
        )
        for lot in rules.lots
    )
    held = {lot.code: [each.code for each in lot.reserves] for lot in lots}
    entries = [
        replace(
            entry,
            minimum_acceptable=entry.minimum_acceptable if minima else None,
            reserves=tuple(draw(st.lists(st.sampled_from(held[entry.lot]), unique=True)))
            if held[entry.lot]
            else (),
        )
        for entry in draw(entries_of())
    ]
    return replace(rules, lots=lots), entries


@st.composite
def _reserves(draw: Any, most: int) -> tuple[Reserve, ...]:
    """Up to three reserves that a lot of 250 euro can hold together."""
    sizes = st.sampled_from(
        [
            {"amount": Decimal("50.00")},
            {"amount": Decimal("80.00")},
            {"percent": Decimal("33.33")},
            {"percent": Decimal("10.00")},
        ]
    )
    return tuple(
        Reserve(f"Q{n}", f"Riserva {n}", **draw(sizes), question="field", answers=("casa",))
        for n in range(draw(st.integers(0, most)))
    )
