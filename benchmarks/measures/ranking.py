"""The pure engine: the points of three assessors united, merit order, money down the list; no database."""

import random
from collections.abc import Mapping
from decimal import Decimal

from benchmarks import called
from benchmarks.results import Result, Target
from benchmarks.timing import repeated
from calls.engine.rulebook import Rulebook
from evaluation.engine.drawing import draw_up
from evaluation.engine.entries import Entry, RankingRules
from evaluation.engine.scoring import aggregate
from evaluation.enums import AdmissibilityOutcome
from wecare.core.money import ZERO

ASSESSORS = 3
PROMISED = {2000: 1000, 10_000: 5000}  # applications: milliseconds


def measure(*, full: bool) -> list[Result]:
    rules = RankingRules.of(called.rules())
    promised = PROMISED if full else dict.fromkeys([200])
    return [_measured(size, bound, rules) for size, bound in promised.items()]


def entries(size: int, rules: Rulebook | RankingRules, seed: int = 1) -> list[Entry]:
    """As many applications, few of them left out, many with equal totals."""
    chance = random.Random(seed)
    return [_entry(number, rules, chance) for number in range(1, size + 1)]


def _measured(size: int, bound: int | None, rules: RankingRules) -> Result:
    given = entries(size, rules)
    judged = [[each.points] * ASSESSORS for each in given if each.points]
    figures = {
        **repeated(lambda: (_united(judged, rules), draw_up(given, rules)), 5),
        "floor_p50_ms": repeated(lambda: sorted(given, key=_bare), 5)["p50_ms"],
        "criteria": len(rules.criteria),
        "assessors": ASSESSORS,
    }
    targets = (Target("p95_ms", at_most=bound),) if bound else ()
    return Result(f"rank and allocate {size}", size, figures, targets)


def _united(judged: list[list[Mapping[str, Decimal]]], rules: RankingRules) -> None:
    for each in judged:
        aggregate(each, rules)


def _bare(entry: Entry) -> tuple[str, Decimal, int]:
    """The floor: nothing but a sort by lot, sum of the points and instant."""
    return (entry.lot, -sum(entry.points.values(), ZERO), entry.received_at)


def _entry(number: int, rules: Rulebook | RankingRules, chance: random.Random) -> Entry:
    outcome = AdmissibilityOutcome.ADMISSIBLE
    if number % 20 == 0:
        outcome = AdmissibilityOutcome.INADMISSIBLE
    points = {each.code: Decimal(chance.randint(6, 20)) / 2 for each in rules.criteria}
    return Entry(
        protocol=f"{number}/2026",
        lot=called.lot(number),
        requested=Decimal(chance.randint(850, 2500)) * 100,
        own_share_percent=Decimal("20.00"),
        received_at=1_790_000_000_000_000 + number,
        outcome=outcome,
        points=points if outcome is AdmissibilityOutcome.ADMISSIBLE else {},
        organisation_name=f"Associazione {number} per il territorio",
        fiscal_code=called.fiscal_code(number),
        title=called.title(number),
    )
