"""The examples of real calls: each is published as it stands, takes a valid application and refuses
the others with rule, limit and value.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from django.db import transaction

from applicants.engine.completeness import missing
from applicants.labels import sentence
from applicants.models import Submission
from applicants.policies import Incomplete
from calls.engine.compile import compile_rulebook
from calls.engine.missing import missing_for_publication
from calls.engine.rulebook import Rulebook
from calls.enums import EditorSection
from tests.factories.applicants import sent
from tests.factories.example_cases import INVALID, VALID
from tests.factories.examples import BY_CODE, published_example, windowed
from tests.factories.filing import filed
from wecare.portal.demonstration.examples import EXAMPLES, Example

WINDOW = {"opens_at": "2026-09-01T09:00:00+02:00", "closes_at": "2026-11-23T12:00:00+01:00"}


def _rules(code: str) -> Rulebook:
    example = BY_CODE[code]
    book = compile_rulebook(windowed(code, WINDOW), call_code=code, fund=example.fund)
    return book.in_phase(1)


@contextmanager
def undone() -> Iterator[None]:
    """What is done inside is taken back, so that the next case finds nothing of it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _ids(cases: list[tuple[str, dict[str, Any], str, str]]) -> list[str]:
    return [f"{code} {rule}" for code, _changes, rule, _said in cases]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.code)
def test_an_example_lacks_only_its_window(example: Example) -> None:
    sections = {each.section for each in missing_for_publication(example.draft)}

    assert sections == {EditorSection.WINDOW}


@pytest.mark.parametrize("code", VALID)
def test_a_valid_application_lacks_nothing(code: str) -> None:
    assert missing(_rules(code), VALID[code]) == ()


@pytest.mark.parametrize(("code", "changes", "rule", "said"), INVALID, ids=_ids(INVALID))
def test_an_invalid_application_is_refused_with_rule_limit_and_value(
    code: str, changes: dict[str, Any], rule: str, said: str
) -> None:
    found = missing(_rules(code), replace(VALID[code], **changes))

    told = {each.code: sentence(each).replace("\xa0", " ") for each in found}
    assert told.get(rule, "").startswith(said), told


@pytest.mark.django_db
@pytest.mark.parametrize("code", BY_CODE)
def test_an_example_is_published_by_act_and_takes_a_valid_application(code: str) -> None:
    call = published_example(code)

    submission = sent(filed(call, VALID[code]))

    assert call.rulebooks.get().rules.title == BY_CODE[code].title
    assert submission.protocol
    assert submission.content["title"] == VALID[code].title


@pytest.mark.django_db
@pytest.mark.parametrize("code", BY_CODE)
def test_each_invalid_application_is_refused_when_it_is_sent(code: str) -> None:
    call = published_example(code)
    cases = [each for each in INVALID if each[0] == code]

    for _code, changes, rule, said in cases:
        with undone():
            application = filed(call, replace(VALID[code], **changes))
            with pytest.raises(Incomplete) as refusal:
                sent(application)

        told = {each.code: sentence(each) for each in refusal.value.requirements}
        assert told.get(rule, "").replace("\xa0", " ").startswith(said), (rule, told)
    assert (len(cases) > 1, Submission.objects.count()) == (True, 0)


def _expenses(costs: Any) -> list[dict[str, Any]]:
    """The kinds of expense of a draft, and their macro-items where there are any."""
    return costs if isinstance(costs, list) else [row for rows in costs.values() for row in rows]


@pytest.mark.parametrize("code", BY_CODE)
def test_every_rule_says_whether_its_figure_is_real_or_invented(code: str) -> None:
    draft = BY_CODE[code].draft
    ruled = [
        *draft["lots"],
        *_expenses(draft["costs"]),
        *draft["ties"],
        *draft["attachments"],
        *(question for section in draft["sections"] for question in section["questions"]),
        *(draft[part] for part in ("amounts", "duration", "eligibility", "criteria")),
    ]

    unmarked = [
        rule
        for rule in ruled
        if not any(mark in rule.get("article", "") for mark in ("reale", "dimostrativ"))
    ]

    assert (len(ruled) > 10, unmarked) == (True, [])
