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
"""

import hashlib
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
    for lot in rules["lots"]:
        inside = [
            entry
            for entry in entries
            if entry["lot"] == lot["code"] and solved[entry["protocol"]]["outcome"] is None
        ]
        _place(inside, rules, solved)
        _pay(inside, lot, solved)
    return solved


def _weighted(entry: dict[str, Any], criterion: dict[str, Any]) -> Fraction:
    exact = Fraction(entry["points"][criterion["code"]]) * Fraction(criterion["weight"])
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
        each["threshold"] is not None
        and Fraction(entry["points"][each["code"]]) < Fraction(each["threshold"])
        for each in rules["criteria"]
    )


def _looks_at(entry: dict[str, Any], rules: dict[str, Any], tie: dict[str, Any]) -> Fraction:
    kind = tie["kind"]
    if kind == "criterion":
        return Fraction(entry["points"][tie["reference"]])
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
    return Fraction(entry[names[kind]]) if kind in names else Fraction(0)


def _beats(one: dict[str, Any], other: dict[str, Any], rules: dict[str, Any]) -> bool:
    mine, theirs = _total(one, rules), _total(other, rules)
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


def _pay(
    inside: list[dict[str, Any]], lot: dict[str, Any], solved: dict[str, dict[str, Any]]
) -> None:
    left, ended = _cents(lot["amount"]), False
    for place in sorted({solved[entry["protocol"]]["place"] for entry in inside}):
        tied = [entry for entry in inside if solved[entry["protocol"]]["place"] == place]
        results = [_pay_in_turn(order, lot, left, ended=ended) for order in _orders(tied)]
        if any(paid != results[0] for paid in results):
            raise Undecided(*(entry["protocol"] for entry in tied))
        paid, left, ended = results[0]
        if len({outcome for outcome, _granted in paid.values()}) > 1:
            raise Undecided(*(entry["protocol"] for entry in tied))
        for protocol, (outcome, granted) in paid.items():
            solved[protocol].update(outcome=outcome, granted=granted)


def _orders(tied: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Enough orders to see whether the order matters: each of the tied served first."""
    return [[first, *(each for each in tied if each is not first)] for first in tied]


def _pay_in_turn(
    order: list[dict[str, Any]], lot: dict[str, Any], left: int, *, ended: bool
) -> tuple[dict[str, tuple[str, int]], int, bool]:
    paid: dict[str, tuple[str, int]] = {}
    policy = lot["allocation"]
    for entry in order:
        asked, least = _cents(entry["requested"]), entry["minimum_acceptable"]
        if not ended and asked <= left:
            paid[entry["protocol"]] = ("funded", asked)
            left -= asked
            continue
        paid[entry["protocol"]] = ("unfunded", 0)
        if ended or policy == "skip":
            continue
        ended = True
        small = Fraction(left) < asked * Fraction(lot.get("minimum_offer") or 0) / 100
        taken = least is None or _cents(least) <= left
        if policy == "offer_rest" and left > 0 and taken and not small:
            paid[entry["protocol"]] = ("partly_funded", left)
            left = 0
    return paid, left, ended
