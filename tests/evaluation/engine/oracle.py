"""A slow, independent ranking and allocation, written from the text of the rules.

It shares no code with the engine: plain numbers in, plain dictionaries out. Everything is compared
with everything, and money is counted in whole cents.

In a list that scrolls, what was granted before is set aside first, out of the purses in their order, and
what lacks is taken from what reserves have left; what a lot gave to another is gone. Who accepted a
smaller project asks for that. The rest is given out as in any list.

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

Several funds: the cents of a lot are numbered, and paid by its funds in turns. Each cent is paid, among
the funds that are behind their share of its number, by the one whose next cent falls due first (the
earlier code of two alike). Who holds cents keeps them; down the list each takes the lowest that are free.
Where the rules say what stands on the funds, each takes of every fund its part of what the ones before it
did not pay; what is left of a lot goes to its `leftover_to`, fund by fund.
"""

import hashlib
from fractions import Fraction
from typing import Any

from tests.evaluation.engine.oracle_funds import divide, stand
from tests.evaluation.engine.oracle_money import Impossible, Undecided, cents, pay

__all__ = ["Impossible", "Undecided", "solve"]

BIGGER_FIRST = {"criterion", "class", "larger_own_share"}


def solve(entries: list[dict[str, Any]], rules: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Protocol → place, total, outcome and grant in cents."""
    solved: dict[str, dict[str, Any]] = {}
    for entry in entries:
        solved[entry["protocol"]] = {"place": None, "outcome": None, "granted": 0, "total": None}
        solved[entry["protocol"]] |= {"parts": {}, "cents": []}
        if entry["outcome"] != "admissible":
            solved[entry["protocol"]]["outcome"] = entry["outcome"]
            continue
        total = _total(entry, rules)
        solved[entry["protocol"]]["total"] = total
        if _fails(entry, rules, total):
            solved[entry["protocol"]]["outcome"] = "below_threshold"
    waiting = list(rules["lots"])
    gave = {lot["code"]: cents(rules.get("given", {}).get(lot["code"], "0")) for lot in waiting}
    came = {
        lot["code"]: sum(gave[e["code"]] for e in waiting if e.get("leftover_to") == lot["code"])
        for lot in waiting
    }
    free = {
        code: {fund: cents(part) for fund, part in parts.items()}
        for code, parts in rules.get("free", {}).items()
    }
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
        left = pay(inside, lot, came[lot["code"]] - gave[lot["code"]], solved)
        if free and lot.get("shares"):
            stand(inside, lot, solved, free[lot["code"]])
        else:
            divide(inside, lot, solved)
        if lot.get("leftover_to"):
            came[lot["leftover_to"]] += left
            for fund, there in free.get(lot["code"], {}).items():
                other = free[lot["leftover_to"]]
                other[fund] = other.get(fund, 0) + there
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
