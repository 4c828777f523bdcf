"""The checklist: one line for each thing asked, with its consequence; and what the ticks say together."""

from dataclasses import replace
from typing import Any

import pytest

from applicants.engine.snapshot import Snapshot
from applicants.enums import RequirementState
from calls.enums import Obligation, SignaturePolicy
from evaluation.engine.formal_checklist import Balance, balance, checklist, contradicts
from evaluation.enums import AdmissibilityOutcome, LineGroup, LineState
from evaluation.labels.formal import line_title
from tests.factories.full import full_draft
from tests.factories.rules import rules

CONTENT: dict[str, Any] = {
    "organisation": {"name": "Beta", "fiscal_code": "97000000001", "kind": "ets_aps"},
    "title": "Una casa",
    "lot": "T",
    "answers": {"need": "Case"},
    "costs": {"work": "100000.00"},
    "own_funding": "20000.00",
    "attachments": [{"requirement": "deed"}],
}


def lines(**options: Any) -> dict[str, Any]:
    found = checklist(rules(), Snapshot.of_content(CONTENT), **options)
    return {each.code: each for each in found}


def test_each_document_has_its_consequence() -> None:
    found = lines()

    documents = {code: line.consequence for code, line in found.items() if line.document}
    assert documents == {
        "attachment.deed": Obligation.EXCLUSION,
        "attachment.letter": Obligation.COMPLETABLE,
        "attachment.photo": Obligation.OPTIONAL,
    }


def test_the_portal_says_what_it_sees_and_leaves_the_rest_to_people() -> None:
    found = lines()

    assert found["attachment.deed"].found is RequirementState.OK
    assert found["attachment.letter"].found is RequirementState.MISSING
    assert found["receivability.time"].found is RequirementState.OK
    assert found["organisation.kind"].group is LineGroup.PROPONENT


def test_lines_stand_by_group_in_one_order_and_each_once() -> None:
    found = checklist(rules(), Snapshot.of_content(CONTENT))
    groups = [each.group for each in found]

    assert groups == sorted(groups, key=list(LineGroup).index)
    assert len({each.code for each in found}) == len(found)
    assert set(groups) == set(LineGroup)


def test_what_came_later_is_there() -> None:
    found = lines(integrated={("letter", "")})

    assert (found["attachment.letter"].found, found["attachment.letter"].integrated) == (
        RequirementState.OK,
        True,
    )
    assert not lines(integrated={("letter", "97000000002")})["attachment.letter"].integrated


@pytest.mark.parametrize(
    ("policy", "signed", "found"),
    [
        (SignaturePolicy.SIGNED_FILE, True, RequirementState.OK),
        (SignaturePolicy.SIGNED_FILE, False, RequirementState.MISSING),
        (SignaturePolicy.EITHER, False, RequirementState.OK),
    ],
    ids=["signed", "unsigned", "either"],
)
def test_a_signature_is_asked_where_the_call_asks_it(
    policy: SignaturePolicy, signed: bool, found: RequirementState
) -> None:
    small = rules()
    asking = replace(small, terms=replace(small.terms, signature=policy))

    asked = checklist(asking, Snapshot.of_content(CONTENT), is_signed=signed)

    line = next(each for each in asked if each.code == "receivability.signature")
    assert line.found is found
    assert "receivability.signature" not in lines()


def test_the_ticks_together() -> None:
    found = checklist(rules(), Snapshot.of_content(CONTENT))
    ticks = {
        "attachment.deed": LineState.NOT_MET,
        "attachment.photo": LineState.NOT_MET,
        "attachment.letter": LineState.TO_CLARIFY,
        "nowhere": LineState.NOT_MET,
    }

    said = balance(found, ticks)

    assert (said.failed, said.open) == (("attachment.deed",), ("attachment.letter",))
    assert set(said.unread) == {each.code for each in found} - set(ticks)


@pytest.mark.parametrize(
    ("outcome", "said", "against"),
    [
        (AdmissibilityOutcome.ADMISSIBLE, Balance((), (), ("a",)), False),
        (AdmissibilityOutcome.ADMISSIBLE, Balance(("a",), (), ()), True),
        (AdmissibilityOutcome.ADMISSIBLE, Balance((), ("a",), ()), True),
        (AdmissibilityOutcome.INADMISSIBLE, Balance(("a",), ("b",), ()), False),
    ],
    ids=["unread", "failed", "unclear", "negative"],
)
def test_an_outcome_contradicts_the_lines(
    outcome: AdmissibilityOutcome, said: Balance, against: bool
) -> None:
    assert contradicts(outcome, said) is against


def test_every_line_has_a_title_that_people_read() -> None:
    book = rules(**full_draft())
    spent = {each.code: "10000.00" for each in book.cost_categories}

    found = checklist(book, Snapshot.of_content(CONTENT | {"costs": spent}))

    assert [each.code for each in found if line_title(each) == each.code] == []
