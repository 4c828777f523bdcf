"""A slow, independent ranking and allocation, written from the text of the rules.

It shares no code with the engine: plain numbers in, plain dictionaries out. Everything is compared
with everything, and money is counted in whole cents.

Rules. Points of a criterion count `weight` times; the sum by class and in all is rounded half up to
two places criterion by criterion. An application below the threshold of the total, of a class
(weighted points) or of a criterion (its own points) has no place. Higher totals come first; equal
totals are settled by the tie rules, the first that differs deciding. Each lot pays requests whole
from the top. The first that does not fit: *offer the rest* pays what is left, unless the applicant
accepts no less than more than that or the lot offers no less than a larger part of what was asked,
and ends; *stop* ends; *skip* passes on to the next. A draw: the lowest ticket, which is the first 48
bits of the SHA-256 of `{"protocol":…,"seed":…}`, comes first.

At a desk the earlier arrival comes first instead, whatever the total; the tie rules are for one instant.

Points that come from data: `at_least`, the highest step not above the value; `at_most`, the lowest step
not below it; a word, its own points; anything else nothing.

Reserves: a lot is walked with its reserves open only to those who qualify, who draw on them before the
general money; what is left in a reserve goes to the general money and the lot is walked again, until
nothing is left in any. What a lot leaves goes to its `leftover_to`, which waits for it. Of those who
share a place, the text says who must be told apart; here all orders are tried as well.
"""

import hashlib
import itertools
import math
from fractions import Fraction
from typing import Any

BIGGER_FIRST = {"criterion", "class", "larger_own_share"}


class Undecided(Exception):
    """The rules do not decide."""


def solve(entries: list[dict[str, Any]], rules: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Protocol → place, total, outcome and grant in cents."""
    solved: dict[str, dict[str, Any]] = {}
    for entry in entries:
        solved[entry["protocol"]] = {"place": None, "outcome": None, "granted": 0, "total": None}
        if entry["outcome"] != "admissible":
            solved[entry["protocol"]]["outcome"] = entry["outcome"]
            continue
        total = _total(entry, rules)
        solved[entry["protocol"]]["total"] = total
        if _fails(entry, rules, total):
            solved[entry["protocol"]]["outcome"] = "below_threshold"
    waiting = list(rules["lots"])
    came = {lot["code"]: 0 for lot in waiting}
    while waiting:
        targets = [lot.get("leftover_to") for lot in waiting]
        lot = next(lot for lot in waiting if lot["code"] not in targets)
        waiting.remove(lot)
        inside = [
            entry
            for entry in entries
            if entry["lot"] == lot["code"] and solved[entry["protocol"]]["outcome"] is None
        ]
        _place(inside, rules, solved)
        left = _pay(inside, lot, came[lot["code"]], solved)
        if lot.get("leftover_to"):
            came[lot["leftover_to"]] += left
    return solved


def _points(entry: dict[str, Any], criterion: dict[str, Any]) -> Fraction:
    by = criterion.get("computed")
    if by is None:
        return Fraction(entry["points"][criterion["code"]])
    value = entry["computed"][criterion["code"]]
    if value is None:
        return Fraction(0)
    for each in by["words"]:
        if each["word"] == value:
            return Fraction(each["points"])
    steps = [(Fraction(each["value"]), Fraction(each["points"])) for each in by["steps"]]
    if by["steps"] and by["bound"] == "at_least":
        return max(
            [each for each in steps if each[0] <= Fraction(value)], default=(0, Fraction(0))
        )[1]
    if by["steps"]:
        return min(
            [each for each in steps if each[0] >= Fraction(value)], default=(0, Fraction(0))
        )[1]
    return Fraction(0)


def _weighted(entry: dict[str, Any], criterion: dict[str, Any]) -> Fraction:
    exact = _points(entry, criterion) * Fraction(criterion["weight"])
    return Fraction(int(exact * 100 + Fraction(1, 2)), 100)


def _class_points(entry: dict[str, Any], rules: dict[str, Any], code: str) -> Fraction:
    return sum(
        (_weighted(entry, each) for each in rules["criteria"] if each["class_code"] == code),
        Fraction(0),
    )


def _total(entry: dict[str, Any], rules: dict[str, Any]) -> Fraction:
    return sum((_weighted(entry, each) for each in rules["criteria"]), Fraction(0))


def _fails(entry: dict[str, Any], rules: dict[str, Any], total: Fraction) -> bool:
    if rules["total_threshold"] is not None and total < Fraction(rules["total_threshold"]):
        return True
    for each in rules["classes"]:
        if each["threshold"] is not None and _class_points(entry, rules, each["code"]) < Fraction(
            each["threshold"]
        ):
            return True
    return any(
        each["threshold"] is not None and _points(entry, each) < Fraction(each["threshold"])
        for each in rules["criteria"]
    )


def _looks_at(entry: dict[str, Any], rules: dict[str, Any], tie: dict[str, Any]) -> Fraction:
    kind = tie["kind"]
    if kind == "criterion":
        (criterion,) = [each for each in rules["criteria"] if each["code"] == tie["reference"]]
        return _points(entry, criterion)
    if kind == "class":
        return _class_points(entry, rules, tie["reference"])
    if kind == "draw":
        drawn = f'{{"protocol":"{entry["protocol"]}","seed":"{rules["draw_seed"]}"}}'
        return Fraction(int.from_bytes(hashlib.sha256(drawn.encode()).digest()[:6], "big"))
    names = {
        "smaller_request": "requested",
        "larger_own_share": "own_share_percent",
        "earlier_instant": "received_at",
    }
    if kind == "earlier_protocol":
        number, year = entry["protocol"].split("/")
        return Fraction(int(year) * 10**12 + int(number))
    return Fraction(entry[names[kind]]) if kind in names else Fraction(0)


def _beats(one: dict[str, Any], other: dict[str, Any], rules: dict[str, Any]) -> bool:
    mine, theirs = _total(one, rules), _total(other, rules)
    if rules.get("procedure") == "desk":
        mine, theirs = -Fraction(one["received_at"]), -Fraction(other["received_at"])
    if mine != theirs:
        return mine > theirs
    for tie in rules["ties"]:
        mine, theirs = _looks_at(one, rules, tie), _looks_at(other, rules, tie)
        if mine != theirs:
            return (mine > theirs) == (tie["kind"] in BIGGER_FIRST)
    return False


def _place(
    inside: list[dict[str, Any]], rules: dict[str, Any], solved: dict[str, dict[str, Any]]
) -> None:
    shared = any(tie["kind"] == "equal_place" for tie in rules["ties"])
    for one in inside:
        others = [other for other in inside if other is not one]
        for other in others:
            if not (_beats(one, other, rules) or _beats(other, one, rules) or shared):
                raise Undecided(one["protocol"], other["protocol"])
        better = [other for other in others if _beats(other, one, rules)]
        solved[one["protocol"]]["place"] = 1 + len(better)


def _cents(amount: str) -> int:
    return int(Fraction(amount) * 100)


GENERAL = "(general)"


def _pay(
    inside: list[dict[str, Any]], lot: dict[str, Any], came: int, solved: dict[str, dict[str, Any]]
) -> int:
    """Give the money of a lot out, and say what is left."""
    amount = _cents(lot["amount"])
    kept = {}
    for reserve in lot.get("reserves", []):
        whole, code = amount * Fraction(reserve["percent"] or 0) / 100, reserve["code"]
        size = math.floor(whole) if reserve["amount"] is None else _cents(reserve["amount"])
        kept[code] = min(size, sum(_cents(e["requested"]) for e in inside if code in e["reserves"]))
    while True:
        holds = {**kept, GENERAL: amount - sum(kept.values()) + came}
        paid = _walk(inside, lot, holds, solved)
        if all(holds[code] == 0 for code in kept):
            break
        kept = {code: had - holds[code] for code, had in kept.items()}
    for protocol, (outcome, granted) in paid.items():
        solved[protocol].update(outcome=outcome, granted=granted)
    return sum(holds.values())


def _walk(
    inside: list[dict[str, Any]],
    lot: dict[str, Any],
    holds: dict[str, int],
    solved: dict[str, dict[str, Any]],
) -> dict[str, tuple[str, int]]:
    paid: dict[str, tuple[str, int]] = {}
    closed: set[str] = set()
    for place in sorted({solved[entry["protocol"]]["place"] for entry in inside}):
        tied = [entry for entry in inside if solved[entry["protocol"]]["place"] == place]
        if len(tied) > 1:
            _tell_apart(tied, lot, holds, closed)
        results = []
        for order in itertools.permutations(tied) if len(tied) < 6 else [tuple(tied)]:
            tried, shut = dict(holds), set(closed)
            served = {e["protocol"]: _serve(e, lot, tried, shut) for e in order}
            with_money = {code for code in shut if tried[code]}
            results.append((served, tried, shut, with_money))
        assert all(each[:2] == results[0][:2] and each[3] == results[0][3] for each in results), (
            "the text lets an order pass that matters"
        )
        served, tried, shut, _with_money = results[0]
        paid |= served
        holds.update(tried)
        closed |= shut
    return paid


def _of(entry: dict[str, Any], lot: dict[str, Any], closed: set[str]) -> list[str]:
    """The purses of an application that are not closed, in the order of the lot."""
    own = [
        each["code"]
        for each in lot.get("reserves", [])
        if each["code"] in entry.get("reserves", [])
    ]
    return [code for code in [*own, GENERAL] if code not in closed]


def _serve(
    entry: dict[str, Any], lot: dict[str, Any], holds: dict[str, int], closed: set[str]
) -> tuple[str, int]:
    purses, asked = _of(entry, lot, closed), _cents(entry["requested"])
    there = sum(holds[code] for code in purses)
    outcome = ("funded", asked)
    if asked > there:
        if there == 0 or lot["allocation"] == "skip":
            return ("unfunded", 0)
        closed.update(purses)
        least = entry["minimum_acceptable"]
        small = Fraction(there) < asked * Fraction(lot.get("minimum_offer") or 0) / 100
        refused = least is not None and _cents(least) > there
        if lot["allocation"] == "stop" or small or refused:
            return ("unfunded", 0)
        outcome = ("partly_funded", there)
    wanted = outcome[1]
    for code in purses:
        given = min(wanted, holds[code])
        holds[code] -= given
        wanted -= given
    return outcome


def _tell_apart(
    tied: list[dict[str, Any]], lot: dict[str, Any], holds: dict[str, int], closed: set[str]
) -> None:
    """Look at those who share a place as the text says, purse by purse."""
    groups = []
    for entry in tied:
        own = {code for code in _of(entry, lot, closed) if holds[code]}
        if own:
            lacks = _cents(entry["requested"])
            groups.append({"who": [entry], "lacks": lacks, "purses": own, "undecided": False})
    order = [*(each["code"] for each in lot.get("reserves", [])), GENERAL]
    for at, code in enumerate(order):
        meet = [g for g in groups if code in g["purses"] and (g["lacks"] > 0 or g["undecided"])]
        if not meet:
            continue
        groups = [g for g in groups if g not in meet]
        lack = sum(g["lacks"] for g in meet)
        undecided = any(g["undecided"] for g in meet)
        if lack <= holds[code] and not undecided:
            continue
        after = [g["purses"] & set(order[at + 1 :]) for g in meet]
        groups.append(
            {
                "who": [entry for g in meet for entry in g["who"]],
                "lacks": max(0, lack - holds[code]),
                "purses": set().union(*after),
                "undecided": undecided or any(each != after[0] for each in after),
            }
        )
    for group in groups:
        if len(group["who"]) > 1 and any(
            _serve(entry, lot, dict(holds), set(closed))[1] > 0 for entry in group["who"]
        ):
            raise Undecided(*(entry["protocol"] for entry in tied))
