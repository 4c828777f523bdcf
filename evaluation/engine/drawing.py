"""Draw a ranked list up: merit order, then money down the list, then who pays it."""

from collections.abc import Iterable
from typing import Any

from evaluation.engine.allocation import allocate
from evaluation.engine.dividing import divided
from evaluation.engine.entries import Entry, RankingRules
from evaluation.engine.ranking import rank
from evaluation.engine.rows import Row


def draw_up(entries: Iterable[Entry], rules: RankingRules) -> tuple[Row, ...]:
    """Give every entry its row.

    :raises EntryRefused: if the entries do not agree with the rules.
    :raises UnsettledTie: if the rules leave entries equal, or money ends between equal places.
    """
    listed = list(entries)
    rows = allocate(rank(listed, rules), rules.lots, given=rules.given)
    return divided(rows, listed, rules) if rules.divides else rows


def input_json(entries: Iterable[Entry], rules: RankingRules) -> dict[str, Any]:
    """Write all that a list is drawn up from, the same whatever the order of the entries."""
    ordered = sorted(entries, key=lambda entry: entry.order)
    edition = rules.edition
    return {
        "rules": rules.to_json(),
        "entries": [entry.to_json(edition=edition) for entry in ordered],
    }
