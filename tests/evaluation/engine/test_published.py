"""A published list, recomputed by a stranger."""

import json
import random
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from calls.engine.rulebook import Criterion, CriterionClass, Lot, TieRule
from calls.enums import AllocationPolicy, TieKind
from evaluation.engine.drawing import draw_up
from evaluation.engine.draws import seed_of, seeded
from evaluation.engine.entries import Entry, RankingRules
from evaluation.engine.published import FORMATS, build, recompute
from evaluation.enums import AdmissibilityOutcome
from evaluation.labels import sentence
from wecare.core.digests import digest


def _rules() -> RankingRules:
    return RankingRules(
        lots=(
            Lot("T", "Territoriale", Decimal("600000.00"), "FSE", AllocationPolicy.OFFER_REST),
            Lot("R", "Regionale", Decimal("300000.00"), "FSE", AllocationPolicy.SKIP),
        ),
        classes=(CriterionClass("A", "A"), CriterionClass("B", "B", Decimal("10.00"))),
        criteria=(
            Criterion("A1", "A", "A1", maximum=Decimal("20.00")),
            Criterion("B1", "B", "B1", maximum=Decimal("40.00"), weight=Decimal("1.50")),
        ),
        total_threshold=Decimal("30.00"),
        ties=(TieRule(TieKind.CLASS, "B", "art. 9"), TieRule(TieKind.EARLIER_INSTANT)),
        thresholds_article="art. 8",
    )


def _entries(count: int = 30) -> list[Entry]:
    chance = random.Random(11)
    outcomes = list(AdmissibilityOutcome)
    return [
        Entry(
            protocol=f"{number}/2026",
            lot=chance.choice("TR"),
            requested=Decimal(chance.randrange(20_000, 120_000)),
            own_share_percent=Decimal("20.00"),
            received_at=1_790_000_000_000_000 + number,
            outcome=outcomes[number % 3] if number % 7 == 0 else outcomes[0],
            points={
                "A1": Decimal(chance.randrange(0, 41)) / 2,
                "B1": Decimal(chance.randrange(0, 41)),
            },
            organisation_name=f"Associazione {number}",
            fiscal_code=f"{number:011d}",
            title=f"Progetto {number}",
        )
        for number in range(1, count + 1)
    ]


@pytest.fixture(scope="module")
def published() -> dict[str, Any]:
    rules, entries = _rules(), _entries()
    document = build(
        call_code="fse2-2026",
        call_title="Terzo settore",
        version=1,
        rulebook_digest="a" * 64,
        rules=rules,
        entries=entries,
        rows=draw_up(entries, rules),
        demonstration=True,
    )
    return json.loads(json.dumps(document))


def _leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict):
        for key in value:
            yield from _leaves(value[key], (*path, key))
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from _leaves(each, (*path, place))
    else:
        yield path


def _parent(document: Any, path: tuple[Any, ...]) -> Any:
    for step in path[:-1]:
        document = document[step]
    return document


def _changed(value: Any, chance: random.Random) -> Any:
    match value:
        case bool():
            return not value
        case int():
            return value + chance.choice([-1, 1])
        case None:
            return "1.00"
        case _:
            try:
                return f"{Decimal(value) + chance.choice([Decimal('0.01'), Decimal(1)]):f}"
            except ArithmeticError:
                return f"{value}x"


def _tamper(document: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Change one value anywhere, swap two of a list, or take one away."""
    tampered = deepcopy(document)
    match chance.randrange(4):
        case 0:
            listed = tampered[chance.choice(["rows", "entries"])]
            one, other = chance.sample(range(len(listed)), 2)
            listed[one], listed[other] = listed[other], listed[one]
        case 1:
            listed = tampered[chance.choice(["rows", "entries"])]
            del listed[chance.randrange(len(listed))]
        case _:
            path = chance.choice(list(_leaves(tampered)))
            parent = _parent(tampered, path)
            parent[path[-1]] = _changed(parent[path[-1]], chance)
    return tampered


def _resealed(document: dict[str, Any]) -> dict[str, Any]:
    """What a forger does next: write the digests anew, so that they agree with the content."""
    document["input_digest"] = digest({name: document[name] for name in ("rules", "entries")})
    document["rows_digest"] = digest(document["rows"])
    apart = {"rules", "entries", "rows", "digest"}
    document["digest"] = digest(
        {name: value for name, value in document.items() if name not in apart}
    )
    return document


def test_an_untouched_list_has_no_difference(published: dict[str, Any]) -> None:
    assert recompute(published) == ()
    assert recompute(published, expected_digest=published["digest"]) == ()


@pytest.mark.parametrize("seed", range(100))
def test_a_tampered_list_is_caught(published: dict[str, Any], seed: int) -> None:
    tampered = _tamper(published, random.Random(seed))

    assert tampered != published
    assert recompute(tampered)


@pytest.mark.parametrize("seed", range(100))
def test_a_forged_list_with_new_digests_is_caught_by_the_printed_digest(
    published: dict[str, Any], seed: int
) -> None:
    forged = _resealed(_tamper(published, random.Random(seed)))

    assert recompute(forged, expected_digest=published["digest"])


@pytest.mark.parametrize("name", ["position", "points", "granted", "outcome", "protocol", "title"])
def test_a_row_that_does_not_follow_from_the_entries_is_caught_even_when_resealed(
    published: dict[str, Any], name: str
) -> None:
    forged = deepcopy(published)
    forged["rows"][3][name] = _changed(forged["rows"][3][name], random.Random(1))

    assert any(each.place.startswith("rows") for each in recompute(_resealed(forged)))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("rules", "lots", 0, "amount"), "10000.00"),
        (("rules", "total_threshold"), "60.00"),
        (("rules", "lots", 1, "allocation"), "stop"),
        (("rules", "ties", 0, "kind"), "smaller_request"),
    ],
)
def test_a_changed_rule_gives_another_list_even_when_resealed(
    published: dict[str, Any], path: tuple[Any, ...], value: str
) -> None:
    forged = deepcopy(published)
    _parent(forged, path)[path[-1]] = value

    assert recompute(_resealed(forged))


def test_a_difference_says_place_published_and_recomputed(published: dict[str, Any]) -> None:
    forged = deepcopy(published)
    row = next(row for row in forged["rows"] if row["outcome"] == "partly_funded")
    true, row["granted"] = row["granted"], row["requested"]

    (found,) = recompute(_resealed(forged))

    assert sentence(found) == (
        f"rows[{row['protocol']}].granted: pubblicato “{row['requested']}”, ricalcolato “{true}”."
    )


@pytest.mark.parametrize(
    "wreck",
    [
        None,
        [],
        {},
        {"format": FORMATS[1]},
        "x",
        3,
    ],
)
def test_what_is_no_published_list_is_a_difference_and_no_crash(wreck: Any) -> None:
    assert len(recompute(wreck)) == 1


def test_a_list_in_another_format_is_not_recomputed(published: dict[str, Any]) -> None:
    (found,) = recompute({**published, "format": "wecare-ranked-list/9"})

    assert (found.place, found.computed) == (
        "format",
        " | ".join(f"wecare-ranked-list/{n}" for n in range(1, 7)),
    )


def test_rules_that_the_first_format_can_say_are_published_in_it(
    published: dict[str, Any],
) -> None:
    assert published["format"] == "wecare-ranked-list/1"
    assert set(published["rules"]["lots"][0]) == {
        "code",
        "title",
        "amount",
        "fund",
        "allocation",
        "article",
    }
    assert "draw_seed" not in published["rules"]


def _drawn(rulebook_digest: str = "a" * 64) -> dict[str, Any]:
    entries = _entries()
    rules = replace(_rules(), ties=(TieRule(TieKind.DRAW, article="art. 9"),))
    rules = seeded(rules, rulebook_digest, entries)
    document = build(
        call_code="fse2-2026",
        call_title="Terzo settore",
        version=1,
        rulebook_digest=rulebook_digest,
        rules=rules,
        entries=entries,
        rows=draw_up(entries, rules),
    )
    return json.loads(json.dumps(document))


def test_a_draw_is_published_with_its_seed_and_drawn_again_by_a_stranger() -> None:
    document = _drawn()

    assert document["format"] == "wecare-ranked-list/2"
    assert document["rules"]["draw_seed"] == seed_of(
        "a" * 64, (each["protocol"] for each in document["entries"])
    )
    assert recompute(document) == ()


def test_a_seed_that_somebody_chose_is_a_difference_even_when_resealed() -> None:
    forged = _drawn()
    forged["rules"]["draw_seed"] = "0" * 64

    places = {each.place for each in recompute(_resealed(forged))}

    assert "rules.draw_seed" in places


def test_other_rules_or_other_applications_give_another_seed() -> None:
    assert _drawn()["rules"]["draw_seed"] != _drawn("b" * 64)["rules"]["draw_seed"]
    assert seed_of("a" * 64, ["1/2026", "2/2026"]) == seed_of("a" * 64, ["2/2026", "1/2026"])
    assert seed_of("a" * 64, ["1/2026"]) != seed_of("a" * 64, ["1/2026", "2/2026"])


@pytest.mark.parametrize("name", ["rules", "entries", "rows", "lots", "call"])
@pytest.mark.parametrize("value", [None, 1.5, [1.5], {"x": 1.5}, [None], [[]], "", [{}]])
def test_a_part_of_another_shape_is_a_difference_and_no_crash(
    published: dict[str, Any], name: str, value: Any
) -> None:
    assert recompute({**published, name: value})


def test_the_lots_sum_what_their_rows_were_granted(published: dict[str, Any]) -> None:
    for lot in published["lots"]:
        granted = sum(
            Decimal(row["granted"]) for row in published["rows"] if row["lot"] == lot["code"]
        )
        assert Decimal(lot["granted"]) == granted
        assert Decimal(lot["left"]) == Decimal(lot["amount"]) - granted
