"""The funds of the slow oracle: the cents of a lot one by one. The rules stand in `oracle`."""

from collections import Counter
from fractions import Fraction
from functools import cache
from itertools import groupby
from typing import Any

from tests.evaluation.engine.oracle_money import cents


@cache
def _turns(shares: tuple[tuple[str, str], ...]) -> tuple[list[str], dict[str, int]]:
    return [], dict.fromkeys(sorted(fund for fund, _percent in shares), 0)


def _payers(lot: dict[str, Any], most: int) -> list[str]:
    """Who pays each cent, up to a number: nothing is known of rounds that begin again."""
    shares = tuple((each["fund"], each["percent"]) for each in lot["shares"])
    part = {fund: Fraction(percent) / 100 for fund, percent in shares}
    payers, had = _turns(shares)
    while len(payers) < most:
        number = len(payers) + 1
        best = None
        for fund in had:  # by code
            if had[fund] < part[fund] * number:
                due = (had[fund] + 1) / part[fund]
                if best is None or due < best[0]:
                    best = (due, fund)
        assert best is not None
        had[best[1]] += 1
        payers.append(best[1])
    return payers


def _by_protocol(entry: dict[str, Any]) -> tuple[int, int]:
    number, year = entry["protocol"].split("/")
    return int(year), int(number)


def divide(
    inside: list[dict[str, Any]], lot: dict[str, Any], solved: dict[str, dict[str, Any]]
) -> None:
    """Say which cents each has, and what each fund pays of them."""
    if not lot.get("shares"):
        return
    order = sorted(
        (each for each in inside if solved[each["protocol"]]["granted"]),
        key=lambda each: (solved[each["protocol"]]["place"], *_by_protocol(each)),
    )
    whole = sum(solved[each["protocol"]]["granted"] for each in order)
    held = [run for each in order for run in each.get("held_cents", [])]
    most = whole + max([run["last"] for run in held], default=0)
    owner = bytearray(most + 1)  # of each number: nobody, or whose it is from the first place
    for place, each in enumerate(order, start=1):
        for run in each.get("held_cents", []):
            for number in range(run["first"], run["last"] + 1):
                assert owner[number] == 0
                owner[number] = place
    owner[0] = 255
    for place, each in enumerate(order, start=1):
        for _cent in range(solved[each["protocol"]]["granted"] - cents(each.get("held", "0"))):
            owner[owner.find(0)] = place
    runs: dict[int, list[tuple[int, int]]] = {}
    first = 0
    for place, numbers in groupby(owner):
        last = first + len(list(numbers)) - 1
        runs.setdefault(place, []).append((first, last))
        first = last + 1
    counted = Counter(zip(owner[1:], _payers(lot, most), strict=False))
    for place, each in enumerate(order, start=1):
        solved[each["protocol"]]["cents"] = runs[place]
        solved[each["protocol"]]["parts"] = {
            fund["fund"]: counted[place, fund["fund"]] for fund in lot["shares"]
        }


def stand(
    inside: list[dict[str, Any]],
    lot: dict[str, Any],
    solved: dict[str, dict[str, Any]],
    there: dict[str, int],
) -> None:
    """Where what stands on the funds says it: what each fund pays; `there` is what is left, in cents.

    After every grant the funds together paid all that was granted anew so far: by code each its part, as
    an exact fraction, of what the ones before it did not pay, and of that the whole cents.
    """
    order = sorted(
        (each for each in inside if solved[each["protocol"]]["granted"]),
        key=lambda each: (solved[each["protocol"]]["place"], *_by_protocol(each)),
    )
    funds = sorted(each["fund"] for each in lot["shares"])
    whole, paid, so_far = dict(there), dict.fromkeys(funds, 0), 0
    for each in order:
        so_far += solved[each["protocol"]]["granted"] - cents(each.get("held", "0"))
        wanted, parts = so_far, {}
        for place, fund in enumerate(funds):
            stands = sum(whole.get(other, 0) for other in funds[place:])
            now = int(Fraction(whole.get(fund, 0), stands) * wanted) if stands else 0
            own = cents(each.get("held_parts", {}).get(fund, "0"))
            parts[fund] = own + now - paid[fund]
            paid[fund] = now
            wanted -= now
        solved[each["protocol"]]["parts"] = parts
    for fund in funds:
        there[fund] = whole.get(fund, 0) - paid[fund]
