"""The money of the slow oracle: a lot given out in whole cents. The rules stand in `oracle`."""

import itertools
import math
from fractions import Fraction
from typing import Any


class Undecided(Exception):
    """The rules do not decide."""


class Impossible(Exception):
    """More was granted before than there is now."""


def cents(amount: str) -> int:
    return int(Fraction(amount) * 100)


GENERAL = "(general)"


def pay(
    inside: list[dict[str, Any]], lot: dict[str, Any], came: int, solved: dict[str, dict[str, Any]]
) -> int:
    """Give the money of a lot out, and say what is left."""
    amount = cents(lot["amount"])
    kept = {}
    for reserve in lot.get("reserves", []):
        whole, code = amount * Fraction(reserve["percent"] or 0) / 100, reserve["code"]
        size = math.floor(whole) if reserve["amount"] is None else cents(reserve["amount"])
        kept[code] = min(size, sum(_claim(e) for e in inside if code in e["reserves"]))
    while True:
        holds = {**kept, GENERAL: amount - sum(kept.values()) + came}
        _set_aside(inside, lot, holds, solved)
        paid = _walk(inside, lot, holds, solved)
        if all(holds[code] == 0 for code in kept):
            break
        kept = {code: had - holds[code] for code, had in kept.items()}
    for protocol, (outcome, granted) in paid.items():
        solved[protocol].update(outcome=outcome, granted=granted)
    return sum(holds.values())


def _claim(entry: dict[str, Any]) -> int:
    return cents(entry["requested"] if entry.get("asks") is None else entry["asks"])


def _held(entry: dict[str, Any]) -> int:
    return cents(entry.get("held", "0"))


def _set_aside(
    inside: list[dict[str, Any]],
    lot: dict[str, Any],
    holds: dict[str, int],
    solved: dict[str, dict[str, Any]],
) -> None:
    """What was granted before: the reserves first, the general purse even below nothing."""
    for entry in sorted(inside, key=lambda each: solved[each["protocol"]]["place"]):
        wanted = _held(entry)
        for code in _of(entry, lot, {GENERAL}):
            given = min(wanted, holds[code])
            holds[code] -= given
            wanted -= given
        holds[GENERAL] -= wanted
    for each in lot.get("reserves", []):
        while holds[GENERAL] < 0 and holds[each["code"]] > 0:
            step = min(-holds[GENERAL], holds[each["code"]])
            holds[GENERAL] += step
            holds[each["code"]] -= step
    if holds[GENERAL] < 0:
        raise Impossible(lot["code"])


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
    held, whole = _held(entry), _claim(entry)
    outcome, more = (
        _serve_rest(entry, lot, holds, closed, whole - held) if whole > held else ("", 0)
    )
    if held + more == whole:
        return ("funded", whole)
    return ("partly_funded" if held else outcome, held + more)


def _serve_rest(
    entry: dict[str, Any], lot: dict[str, Any], holds: dict[str, int], closed: set[str], asked: int
) -> tuple[str, int]:
    purses = _of(entry, lot, closed)
    there = sum(holds[code] for code in purses)
    outcome = ("funded", asked)
    if asked > there:
        if there == 0 or lot["allocation"] == "skip":
            return ("unfunded", 0)
        closed.update(purses)
        least = entry["minimum_acceptable"]
        small = Fraction(there) < asked * Fraction(lot.get("minimum_offer") or 0) / 100
        refused = least is not None and min(cents(least), asked) > there
        if lot["allocation"] == "stop" or (not _held(entry) and (small or refused)):
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
        if own and _claim(entry) > _held(entry):
            lacks = _claim(entry) - _held(entry)
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
            _serve(entry, lot, dict(holds), set(closed))[1] > _held(entry) for entry in group["who"]
        ):
            raise Undecided(*(entry["protocol"] for entry in tied))
