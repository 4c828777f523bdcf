"""Who may take part in the evaluation and in decrees: every role, with data that would leak."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from applicants.models import Submission
from evaluation.models import Panel
from tests.factories.accounts import PersonFactory
from tests.factories.evaluation import (
    appointed,
    call_under_evaluation,
    decided,
    declared,
    members_of,
    submitted,
)
from wecare.accounts.enums import Role
from wecare.accounts.queries import forget_roles

pytestmark = pytest.mark.django_db

ROLES = [None, *Role]
TABLE = {
    "evaluation.view_desk": {Role.OFFICER, Role.MANAGER, Role.AUDITOR},
    "evaluation.check_applications": {Role.OFFICER},
    "evaluation.appoint_panel": {Role.MANAGER},
    "evaluation.draw_up_list": {Role.OFFICER},
    "evaluation.try_scenarios": {Role.OFFICER, Role.MANAGER},
    "evaluation.answer_observations": {Role.OFFICER},
    "evaluation.revoke": {Role.MANAGER},
    "evaluation.approve_list": {Role.MANAGER},
    "evaluation.publish_list": {Role.MANAGER},
    "funding.view_decrees": {Role.OFFICER, Role.MANAGER, Role.AUDITOR},
    "funding.draft_decree": {Role.OFFICER},
    "funding.adopt_decree": {Role.MANAGER},
    "funding.view_awards": {Role.OFFICER, Role.MANAGER, Role.AUDITOR},
    "funding.publish_decree": {Role.MANAGER},
    "funding.write_aid": {Role.OFFICER},
    "funding.decide_aid": {Role.MANAGER},
    "funding.decide_conditions": {Role.MANAGER},
}


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.value if role else "none")
@pytest.mark.parametrize("name", TABLE)
def test_offices_by_role(name: str, role: Role | None) -> None:
    person = PersonFactory(roles=[role] if role else [])

    assert person.has_perm(name) is (role in TABLE[name])
    assert AnonymousUser().has_perm(name) is False


@pytest.fixture
def panel() -> Panel:
    call = call_under_evaluation()
    decided(submitted(call))
    return appointed(call)


@pytest.mark.parametrize("role", [None, *Role], ids=lambda role: role.value if role else "none")
def test_a_role_alone_is_no_seat(panel: Panel, role: Role | None) -> None:
    person = PersonFactory(roles=[role] if role else [])

    assert person.has_perm("evaluation.sits_on_panel", panel) is False
    assert person.has_perm("evaluation.sits_on_panel", panel.call) is False
    assert person.has_perm("evaluation.assess", panel.call.submissions.get()) is False


def test_a_seat_is_on_one_panel_and_ends_with_the_role(panel: Panel) -> None:
    other = appointed(call_under_evaluation())
    person = members_of(panel)[0].person

    assert person.has_perm("evaluation.sits_on_panel", panel)
    assert person.has_perm("evaluation.sits_on_panel", panel.call)
    assert not person.has_perm("evaluation.sits_on_panel", other)
    assert not person.has_perm("evaluation.sits_on_panel", object())
    person.role_grants.update(ended_at=panel.appointed_at.replace(year=2099))
    forget_roles(person)
    assert not person.has_perm("evaluation.sits_on_panel", panel)


@pytest.mark.parametrize(
    ("who", "allowed"),
    [("declared", True), ("undeclared", False), ("conflicted", False), ("other panel", False)],
)
def test_assessing_needs_a_seat_a_declaration_and_no_conflict(
    panel: Panel, who: str, allowed: bool
) -> None:
    submission: Submission = panel.call.submissions.get()
    first, second, third = members_of(panel)
    declared(first)
    declared(third, {submission.organisation: "Parenti"})
    elsewhere = declared(members_of(appointed(call_under_evaluation()))[0])
    people: dict[str, Any] = {
        "declared": first,
        "undeclared": second,
        "conflicted": third,
        "other panel": elsewhere,
    }

    assert people[who].person.has_perm("evaluation.assess", submission) is allowed


@pytest.mark.parametrize("who", ["member", "stranger", "officer", "auditor", "switched off"])
def test_an_outcome_is_for_those_who_act_for_the_organisation(panel: Panel, who: str) -> None:
    submission = panel.call.submissions.get()
    sender = submission.submitted_by
    people = {
        "member": sender,
        "stranger": PersonFactory(),
        "officer": PersonFactory(roles=[Role.OFFICER]),
        "auditor": PersonFactory(roles=[Role.AUDITOR]),
        "switched off": sender,
    }
    person = people[who]
    person.is_active = who != "switched off"

    allowed = person.has_perm("evaluation.read_outcome", submission.application)

    assert allowed is (who == "member")
    assert not person.has_perm("evaluation.read_outcome", None)
