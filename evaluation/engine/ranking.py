"""Merit order: highest total first, then the tie rules in their order, lot by lot.

At a desk it is the order of arrival, and merit only admits; then the tie rules, for one instant.

Whatever the order in which entries come, the same entries and rules give the same list. Thresholds
put an application out of the order; what was not admissible is listed after, by protocol.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from calls.engine.facts import Fact, fact
from calls.engine.rulebook import Lot
from calls.enums import TieKind
from evaluation.engine.computed import stated
from evaluation.engine.entries import Entry, RankingRules, check_entries
from evaluation.engine.scoring import Scorecard, score
from evaluation.engine.ties import UnsettledTie, Value, difference, sort_key, value_of
from evaluation.enums import AdmissibilityOutcome, Outcome


@dataclass(frozen=True, slots=True)
class Key:
    """A value by which an entry was ordered: total or arrival, then one for each tie rule."""

    kind: str
    reference: str
    value: Value


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entry in its place; without a place it has an outcome already."""

    entry: Entry
    position: int | None
    outcome: Outcome | None
    card: Scorecard | None
    keys: tuple[Key, ...]
    why: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    entry: Entry
    card: Scorecard
    values: tuple[Value, ...]
    order: tuple[Value, ...]


_EXCLUDED = {
    AdmissibilityOutcome.INADMISSIBLE: Outcome.INADMISSIBLE,
    AdmissibilityOutcome.IRRECEIVABLE: Outcome.IRRECEIVABLE,
}


def rank(entries: Iterable[Entry], rules: RankingRules) -> tuple[Ranked, ...]:
    """Order the entries: lots as in the rules; within a lot by merit, then those left out.

    :raises EntryRefused: if the entries do not agree with the rules.
    :raises UnsettledTie: if the rules leave entries equal and do not allow an equal place.
    """
    listed = sorted(entries, key=lambda entry: entry.order)
    check_entries(listed, rules)
    return tuple(each for lot in rules.lots for each in _ranked_lot(lot, listed, rules))


def _ranked_lot(lot: Lot, entries: Sequence[Entry], rules: RankingRules) -> list[Ranked]:
    inside = [entry for entry in entries if entry.lot == lot.code]
    judged = [
        _candidate(entry, rules)
        for entry in inside
        if entry.outcome is AdmissibilityOutcome.ADMISSIBLE
    ]
    passing = sorted((each for each in judged if each.card.passes), key=lambda each: each.order)
    below = [each for each in judged if not each.card.passes]
    below.sort(key=lambda each: (-each.card.total, each.entry.order))
    return [
        *_placed(passing, lot, rules),
        *(_left_out(each, rules) for each in below),
        *(
            _excluded(entry, kind)
            for kind in _EXCLUDED
            for entry in inside
            if entry.outcome is kind
        ),
    ]


def _candidate(entry: Entry, rules: RankingRules) -> _Candidate:
    card = score(entry.points_under(rules), rules)
    values = tuple(value_of(rule, entry, card, seed=rules.draw_seed) for rule in rules.ties)
    turned = (sort_key(rule, value) for rule, value in zip(rules.ties, values, strict=True))
    first = entry.received_at if rules.by_arrival else -card.total
    return _Candidate(entry, card, values, (first, *turned))


def _placed(passing: Sequence[_Candidate], lot: Lot, rules: RankingRules) -> list[Ranked]:
    places: list[list[_Candidate]] = [
        list(group) for _order, group in groupby(passing, key=lambda each: each.order)
    ]
    shared = [group for group in places if len(group) > 1]
    if shared and not any(rule.kind is TieKind.EQUAL_PLACE for rule in rules.ties):
        raise UnsettledTie(
            [[each.entry.protocol for each in group] for group in shared], lot=lot.code
        )
    ranked: list[Ranked] = []
    for group in places:
        position = len(ranked) + 1
        ranked.extend(_in_place(each, group, position, len(passing), rules) for each in group)
    return _explained(ranked, passing, rules)


def _in_place(
    candidate: _Candidate,
    group: Sequence[_Candidate],
    position: int,
    count: int,
    rules: RankingRules,
) -> Ranked:
    why = [_place(candidate, position, count, rules)]
    others = [each.entry.organisation_name for each in group if each is not candidate]
    if others:
        why.append(fact("equal_place", others=tuple(others), article=_equal_article(rules)))
    why.extend(stated(rules.criteria, candidate.entry.computed))
    return Ranked(
        candidate.entry, position, None, candidate.card, _keys(candidate, rules), tuple(why)
    )


def _place(candidate: _Candidate, position: int, count: int, rules: RankingRules) -> Fact:
    facts = {"position": position, "count": count, "total_points": candidate.card.total}
    if rules.by_arrival:
        return fact("place_by_arrival", **facts, own_micros=candidate.entry.received_at)
    if rules.total_threshold is None:
        return fact("place", **facts)
    return fact("place_over_threshold", **facts, threshold_points=rules.total_threshold)


def _equal_article(rules: RankingRules) -> str:
    return next(rule.article for rule in rules.ties if rule.kind is TieKind.EQUAL_PLACE)


def _explained(
    ranked: list[Ranked], passing: Sequence[_Candidate], rules: RankingRules
) -> list[Ranked]:
    """Add to neighbours with equal totals, or arrivals, what the first tie rule that differs says."""
    for place, (upper, lower) in enumerate(pairwise(passing)):
        if upper.order[0] != lower.order[0] or upper.order == lower.order:
            continue
        rule, own, other = next(
            (rule, own, other)
            for rule, own, other in zip(rules.ties, upper.values, lower.values, strict=True)
            if own != other
        )
        before = difference(rule, own, other, other_entry=lower.entry, rules=rules, first=True)
        after = difference(rule, other, own, other_entry=upper.entry, rules=rules, first=False)
        ranked[place] = _with(ranked[place], before)
        ranked[place + 1] = _with(ranked[place + 1], after)
    return ranked


def _with(ranked: Ranked, added: Fact) -> Ranked:
    return replace(ranked, why=(*ranked.why, added))


def _left_out(candidate: _Candidate, rules: RankingRules) -> Ranked:
    return Ranked(
        candidate.entry,
        None,
        Outcome.BELOW_THRESHOLD,
        candidate.card,
        _keys(candidate, rules),
        (*candidate.card.failures, *stated(rules.criteria, candidate.entry.computed)),
    )


def _excluded(entry: Entry, kind: AdmissibilityOutcome) -> Ranked:
    return Ranked(entry, None, _EXCLUDED[kind], None, (), (fact(kind.value),))


def _keys(candidate: _Candidate, rules: RankingRules) -> tuple[Key, ...]:
    first = Key("total", "", candidate.card.total)
    if rules.by_arrival:
        first = Key("arrival", "", candidate.entry.received_at)
    return (
        first,
        *(
            Key(rule.kind.value, rule.reference, value)
            for rule, value in zip(rules.ties, candidate.values, strict=True)
        ),
    )
