"""A call that starts from another: all that it says, but its code and its dates."""

from copy import deepcopy
from typing import Any

import pytest

from calls.actions import copies
from calls.actions.calls import save_section
from calls.engine.compile import compile_rulebook
from calls.enums import EditorSection
from calls.models import Call, Rulebook
from calls.queries.calls import current_rulebook
from tests.factories.accounts import PersonFactory
from tests.factories.calls import (
    CallFactory,
    FundFactory,
    LineFactory,
    MeasureFactory,
    published_call,
)
from tests.factories.versions import corrected, with_correction
from wecare.core.digests import digest
from wecare.core.models import Event
from wecare.portal.demonstration.examples import EXAMPLES

pytestmark = pytest.mark.django_db


def copied(source: Call, rulebook: Rulebook | None = None, **values: Any) -> Call:
    given = {
        "code": "copia",
        "title": "Una copia",
        "line": source.line,
        "fund": source.fund,
        "actor": PersonFactory(),
    }
    return copies.copy(source=source, rulebook=rulebook, **given | values)


def test_a_published_call_gives_a_draft_that_compiles_to_the_same_rules() -> None:
    source = published_call()
    rulebook = current_rulebook(source)
    assert rulebook is not None

    call = copied(source, rulebook, title=source.title)

    assert (call.state, call.draft_version, call.published_draft) == ("draft", 1, None)
    assert call.draft["window"] == {"article": "art. 4"}
    again = compile_rulebook(
        {**call.draft, "window": source.draft["window"]},
        call_code=source.code,
        fund="FSE",
        measure="FSE2",
        line="unica",
    )
    assert digest(again.to_json()) == rulebook.digest


def test_an_earlier_version_is_copied_as_it_was_published() -> None:
    source = published_call()
    first = current_rulebook(source)
    costs = [*source.draft["costs"], {"code": "staff", "title": "Personale"}]
    with_correction(source, EditorSection.COSTS, costs)
    second = corrected(source)

    old, new = copied(source, first), copied(source, second, code="altra")

    assert [each["code"] for each in old.draft["costs"]] == ["prepare", "work", "spread"]
    assert [each["code"] for each in new.draft["costs"]] == ["prepare", "work", "spread", "staff"]


def test_a_draft_is_copied_as_it_stands_even_half_written() -> None:
    source = CallFactory(empty=True)
    stale = Call.objects.get(pk=source.pk)
    lots = [{"code": "T", "title": "Solo il titolo"}]
    save_section(
        call=source,
        section=EditorSection.LOTS,
        value=lots,
        base_version=1,
        actor=source.created_by,
    )

    call = copied(stale)

    assert call.draft == {"identity": {"title": "Una copia"}, "lots": lots}
    assert call.title == "Una copia"


def test_a_copy_lives_its_own_life() -> None:
    source = CallFactory()
    before = deepcopy(source.draft)

    call = copied(source)
    save_section(
        call=call, section=EditorSection.LOTS, value=[], base_version=1, actor=call.created_by
    )

    source.refresh_from_db()
    assert source.draft == before


def test_a_copy_of_an_example_keeps_its_marks_and_stays_demonstration() -> None:
    example = EXAMPLES[0]
    source = CallFactory(draft=deepcopy(example.draft), demonstration=True)

    call = copied(source)

    assert call.demonstration is True
    parts = set(example.draft) - {"identity"}
    assert {part: call.draft[part] for part in parts} == {
        part: example.draft[part] for part in parts
    }
    assert copied(CallFactory(), code="vera").demonstration is False


def test_a_copy_on_another_line_spends_the_fund_of_that_line() -> None:
    source = published_call()
    measure = MeasureFactory(code="FESR", order=5)
    line, fund = LineFactory(measure=measure), FundFactory(code="FESR")

    call = copied(source, current_rulebook(source), line=line, fund=fund)

    rules = compile_rulebook(
        {**call.draft, "window": source.draft["window"]}, call_code=call.code, fund=fund.code
    )
    assert {lot.fund for lot in rules.lots} == {"FESR"}


def test_where_a_copy_comes_from_is_written_in_the_register() -> None:
    source = published_call()
    rulebook = current_rulebook(source)
    assert rulebook is not None

    from_rules, from_draft = copied(source, rulebook), copied(CallFactory(code="b"), code="c")

    of_rules, of_draft = Event.objects.filter(name="call.copied").order_by("seq")
    assert (of_rules.subject_id, of_draft.subject_id) == (str(from_rules.pk), str(from_draft.pk))
    assert of_rules.facts == {"source": source.code, "version": 1, "digest": rulebook.digest}
    assert (of_draft.facts["source"], of_draft.facts["version"]) == ("b", None)
