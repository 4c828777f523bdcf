"""The script anyone may run: it agrees with the portal, and finds what was touched."""

import copy
import importlib.util
import itertools
import json
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from evaluation.engine.published import build, recompute
from tests.evaluation.engine.generated import RULEBOOK
from tests.evaluation.engine.test_scrolling import lists
from wecare.core.digests import canonical, digest

SCRIPT = Path(__file__).parents[3] / "static/verifica/verifica_graduatoria.py"
TAMPERS = 100


def _script() -> Any:
    spec = importlib.util.spec_from_file_location("verifica_graduatoria", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


VERIFIER = _script()


def documents(seeds: range) -> Iterator[dict[str, Any]]:
    """Published lists and their scrolls, as they are read from a file."""
    for seed in seeds:
        for (rules, entries), _before, rows in lists(seed):
            published = build(
                call_code="prova",
                call_title="Bando di prova",
                version=1 + rules.scrolls,
                rulebook_digest=RULEBOOK,
                rules=rules,
                entries=entries,
                rows=rows,
                demonstration=True,
            )
            yield json.loads(canonical(published))


def test_the_script_finds_nothing_in_lists_and_scrolls_of_every_format() -> None:
    formats: Counter[str] = Counter()
    for document in documents(range(600)):
        assert list(VERIFIER.differences(document, document["digest"])) == []
        assert recompute(document, expected_digest=document["digest"]) == ()
        formats[document["format"]] += 1

    assert min(formats.values()) > 8
    assert len(formats) == 5


def test_a_hundred_random_tampers_are_all_caught() -> None:
    chance = random.Random(2026)
    pool = [each for each in documents(range(200)) if len(each["rows"]) > 2]
    kinds: Counter[str] = Counter()
    for n in range(TAMPERS):
        document = chance.choice(pool)
        touched = copy.deepcopy(document)
        kinds[_tamper(chance, touched)] += 1
        assert touched != document
        assert list(VERIFIER.differences(touched)), n
        assert recompute(touched), n

    assert set(kinds) == {"score", "amount", "order", "rule", "fund"}


def test_a_cent_moved_from_a_fund_to_another_is_caught_with_all_digests_made_again() -> None:
    pool = [each for each in documents(range(150)) if each["format"] == "wecare-ranked-list/5"]
    touched = 0
    for document in pool:
        for row in (each for each in document["rows"] if each["parts"]):
            tampered = copy.deepcopy(document)
            (place,) = (n for n, each in enumerate(document["rows"]) if each is row)
            _move_a_cent(tampered["rows"][place]["parts"])
            _digest_again(tampered)

            assert any(".parts." in each for each in VERIFIER.differences(tampered))
            assert any(".parts." in each.place for each in recompute(tampered))
            touched += 1

    assert touched > 50


def test_held_cents_that_are_not_those_of_before_are_caught() -> None:
    pool = [each for each in documents(range(150)) if each["format"] == "wecare-ranked-list/5"]
    touched = 0
    for document in pool:
        for place, entry in enumerate(document["entries"]):
            if not entry["held_cents"]:
                continue
            tampered = copy.deepcopy(document)
            tampered["entries"][place]["held_cents"][-1]["last"] += 1
            _digest_again(tampered)

            assert list(VERIFIER.differences(tampered))
            assert recompute(tampered)
            touched += 1

    assert touched > 10


def test_a_cent_that_two_entries_keep_is_caught() -> None:
    pool = [each for each in documents(range(150)) if each["format"] == "wecare-ranked-list/5"]
    touched = 0
    for document in pool:
        tampered = copy.deepcopy(document)
        holders = [each for each in tampered["entries"] if each["held_cents"]]
        for one, other in itertools.pairwise(holders):
            if one["lot"] == other["lot"] and one["held"] == other["held"]:
                other["held_cents"] = one["held_cents"]
                _digest_again(tampered)

                assert any("due volte" in each for each in VERIFIER.differences(tampered))
                assert recompute(tampered)
                touched += 1
                break

    assert touched > 2


def _move_a_cent(parts: dict[str, str]) -> None:
    """From the fund that pays most to another: the sum stays."""
    most = max(parts, key=lambda fund: Decimal(parts[fund]))
    other = next(fund for fund in parts if fund != most)
    parts[most] = str(Decimal(parts[most]) - Decimal("0.01"))
    parts[other] = str(Decimal(parts[other]) + Decimal("0.01"))


def test_rows_that_are_rewritten_with_their_digests_are_caught_by_recomputing() -> None:
    chance = random.Random(5)
    pool = [each for each in documents(range(200)) if len(each["rows"]) > 2]
    for n in range(TAMPERS):
        document = copy.deepcopy(chance.choice(pool))
        row = chance.choice(document["rows"])
        match n % 4:
            case 0 if row.get("parts"):
                _move_a_cent(row["parts"])
            case 0:
                row["granted"] = str(Decimal(row["granted"]) + Decimal("0.01"))
            case 1:
                row["outcome"] = "funded" if row["outcome"] != "funded" else "unfunded"
            case 2:
                row["points"] = "99.99"
            case _:
                document["rows"].reverse()
        _digest_again(document)

        assert list(VERIFIER.differences(document)), n


def test_input_that_is_rewritten_with_everything_is_caught_by_the_printed_digest() -> None:
    chance = random.Random(6)
    pool = [each for each in documents(range(200)) if len(each["rows"]) > 2]
    for n in range(TAMPERS):
        document = copy.deepcopy(chance.choice(pool))
        printed = document["digest"]
        _tamper(chance, document)
        _digest_again(document)

        assert list(VERIFIER.differences(document, printed)), n


def test_it_runs_by_itself_with_nothing_installed(tmp_path: Path) -> None:
    (document, *_more) = list(documents(range(3)))
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_bytes(canonical(document))
    bad.write_text(json.dumps({**document, "version": 7}))

    assert _run(good, document["digest"]).returncode == 0
    assert "tornano" in _run(good, document["digest"]).stdout
    assert _run(bad, document["digest"]).returncode == 1
    assert _run(good, "0" * 64).returncode == 1
    assert _run(tmp_path / "nothing.json", "").returncode == 2


def test_what_is_no_list_is_said_and_crashes_nothing() -> None:
    (document, *_more) = list(documents(range(3)))
    wrecks: list[Any] = [None, [], "x", {}, {"format": document["format"]}]
    wrecks += [{**document, name: None} for name in document]
    wrecks += [{**document, name: 1.5} for name in document]

    for wreck in wrecks:
        assert list(VERIFIER.differences(wreck))


def _run(path: Path, printed: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", "-S", str(SCRIPT), str(path), "--impronta", printed],
        capture_output=True,
        text=True,
        check=False,
    )


def _tamper(chance: random.Random, document: dict[str, Any]) -> str:
    """Change one thing somewhere, and say what kind of thing it was."""
    kind = chance.choice(["score", "amount", "order", "rule", "fund"])
    entry, row = chance.choice(document["entries"]), chance.choice(document["rows"])
    if kind == "fund" and not row.get("parts"):
        kind = "amount"
    if kind == "score" and not entry["points"]:
        kind = "amount"
    match kind:
        case "score":
            code = chance.choice(sorted(entry["points"]))
            entry["points"][code] = "6.25" if entry["points"][code] != "6.25" else "6.50"
        case "amount":
            where, name = chance.choice(
                [(entry, "requested"), (row, "granted"), (row, "requested")]
            )
            where[name] = str(Decimal(where[name]) + Decimal("0.01"))
        case "fund":
            _move_a_cent(row["parts"])
        case "order":
            one, other = chance.sample(range(len(document["rows"])), 2)
            rows = document["rows"]
            rows[one], rows[other] = rows[other], rows[one]
        case _:
            _touch_rule(chance, document["rules"])
    return kind


def _touch_rule(chance: random.Random, rules: dict[str, Any]) -> None:
    lot, criterion = chance.choice(rules["lots"]), chance.choice(rules["criteria"])
    match chance.randrange(5):
        case 0:
            lot["amount"] = str(Decimal(lot["amount"]) + 1)
        case 1:
            lot["allocation"] = "skip" if lot["allocation"] != "skip" else "stop"
        case 2:
            criterion["weight"] = str(Decimal(criterion["weight"]) + Decimal("0.01"))
        case 3:
            rules["total_threshold"] = "9.00"
        case _:
            rules["ties"].append({"kind": "smaller_request", "reference": "", "article": ""})


def _digest_again(document: dict[str, Any]) -> None:
    document["input_digest"] = digest({name: document[name] for name in ("rules", "entries")})
    document["rows_digest"] = digest(document["rows"])
    apart = {"rules", "entries", "rows", "digest"}
    document["digest"] = digest({k: v for k, v in document.items() if k not in apart})
