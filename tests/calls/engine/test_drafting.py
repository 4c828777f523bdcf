"""From a rulebook back to a draft: compiled again it gives the same rules."""

import dataclasses
import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calls.engine.compile import compile_rulebook
from calls.engine.differences import PLACE, SECTIONS
from calls.engine.drafting import draft_of, undated
from calls.engine.missing import missing_for_publication
from calls.engine.rulebook import FORMAT, Rulebook
from tests.calls.engine.test_phases import DATED, FIRST, two_phases
from tests.factories.full import full_draft
from tests.factories.rules import changed, draft
from wecare.core.digests import digest
from wecare.portal.demonstration import rules as demonstrated
from wecare.portal.demonstration.examples import EXAMPLES

WINDOW = {
    "opens_at": "2026-09-01T09:00:00+02:00",
    "closes_at": "2026-11-23T12:00:00.000001+01:00",
    "article": "art. 4",
}
PLACED = {"call_code": "X", "fund": "FSE", "measure": "FSE2", "line": "unica"}
LEAN = draft(attachments=[])
DEMONSTRATED = demonstrated.draft(
    title="Una misura",
    summary="In breve.",
    lots=[demonstrated.lot("U", "Unico", "100000.00", allocation="skip")],
    kinds=["comune"],
    minimum="1000.00",
    maximum=None,
    opens_at=datetime(2026, 9, 1, tzinfo=UTC),
    closes_at=datetime(2026, 11, 23, tzinfo=UTC),
    terms={},
)
DRAFTS = {
    "of the tests": draft(),
    "with all its parts": full_draft(),
    "with no attachment": LEAN,
    "in several windows, at a desk": draft(
        ties=[{"kind": "earlier_protocol", "article": "art. 9"}],
        window={
            **draft()["window"],
            "procedure": "desk",
            "stop_percent": "120.00",
            "desk_article": "art. 4 c. 2",
            "more": [
                {
                    "opens_at": "2027-03-01T09:00:00+01:00",
                    "closes_at": "2027-04-01T12:00:00+02:00",
                }
            ],
        },
    ),
    "in two phases": two_phases(),
    "without a share": changed("amounts", minimum_own_share=None),
    "of the demonstration": DEMONSTRATED,
    **{example.code: {**example.draft, "window": WINDOW} for example in EXAMPLES},
}


def published(written: Mapping[str, Any], **place: Any) -> Rulebook:
    return compile_rulebook(written, **(PLACED | place))


@pytest.mark.parametrize("name", DRAFTS)
@pytest.mark.parametrize("demonstration", [False, True], ids=["", "demonstration"])
def test_a_copy_with_the_same_window_compiles_to_the_same_rules(
    name: str, demonstration: bool
) -> None:
    rules = published(DRAFTS[name], demonstration=demonstration)

    again = published(draft_of(rules, fund="FSE"), demonstration=demonstration)

    assert again == rules
    assert digest(again.to_json()) == digest(rules.to_json())


@pytest.mark.parametrize("number", [1, 2])
def test_rules_of_an_earlier_format_become_a_draft_of_today(number: int) -> None:
    body = json.loads(Path(__file__).with_name(f"format_{number}.json").read_text())
    old = Rulebook.from_json(body)

    again = compile_rulebook(
        draft_of(old, fund="FSE"),
        call_code=old.call_code,
        fund="FSE",
        measure=old.measure,
        line=old.line,
        demonstration=old.demonstration,
    )

    assert again == dataclasses.replace(old, format=FORMAT)


def _strings(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The places of the free texts of a draft."""
    free = {"title", "label", "help", "intro", "article", "summary", "contact", "name"}
    if isinstance(value, dict):
        for key, each in value.items():
            if key in free and isinstance(each, str):
                yield (*path, key)
            else:
                yield from _strings(each, (*path, key))
    elif isinstance(value, list):
        for at, each in enumerate(value):
            yield from _strings(each, (*path, at))


@settings(deadline=None, max_examples=60)
@given(name=st.sampled_from(sorted(DRAFTS)), chance=st.data())
def test_whatever_is_written_in_its_texts_comes_back_the_same(name: str, chance: Any) -> None:
    written = deepcopy(DRAFTS[name])
    places = sorted(_strings(written), key=str)
    for *path, key in chance.draw(st.lists(st.sampled_from(places), min_size=1, max_size=4)):
        part: Any = written
        for step in path:
            part = part[step]
        part[key] = chance.draw(st.text(min_size=1).filter(str.strip))
    rules = published(written)

    assert published(draft_of(rules, fund="FSE")) == rules


def test_every_rule_has_a_place_in_the_draft() -> None:
    fields = {field.name for field in dataclasses.fields(Rulebook)}

    assert fields - set(SECTIONS) - PLACE == {"articles"}


def test_the_fund_of_the_call_is_not_written_and_another_is() -> None:
    lots = [{"code": "T", "title": "T", "amount": "1.00", "fund": "FESR"}, *draft()["lots"][1:]]
    rules = published(draft(lots=lots))

    copied = draft_of(rules, fund="FSE")

    assert [lot.get("fund") for lot in copied["lots"]] == ["FESR", None]
    assert published(copied, fund="ACC").lot("R").fund == "ACC"


def test_a_copy_has_no_dates_of_its_own_yet() -> None:
    copied = undated(draft_of(published(draft()), fund="FSE"))

    assert copied["window"] == {"article": "art. 4"}
    assert [each.fact.values["what_field"] for each in missing_for_publication(copied)] == [
        "opens_at",
        "closes_at",
    ]


def test_the_phases_of_a_copy_have_no_dates_either() -> None:
    dated = two_phases()
    dated["phases"] = [FIRST, DATED]

    copied = undated(draft_of(published(dated), fund="FSE"))

    assert [(each["title"], "opens_at" in each) for each in copied["phases"]] == [
        ("Progetto preliminare", False),
        ("Progetto definitivo", False),
    ]


@pytest.mark.parametrize("window", [None, "presto", {}])
def test_a_draft_without_a_window_stays_without(window: Any) -> None:
    assert undated({"window": window, "lots": []}) == {"window": window, "lots": []}
