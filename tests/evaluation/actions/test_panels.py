"""A panel: when it is appointed, of whom, by which act; and what its members declare."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from calls.enums import CallState
from calls.models import Call
from evaluation.actions import conflicts, panels
from evaluation.enums import PanelRole
from evaluation.models import Assessment, Conflict, Panel, PanelMember
from evaluation.policies.refusals import AssessmentRefused, ConflictRefused, PanelRefused
from evaluation.queries import panels as seen
from tests.factories.accounts import PersonFactory
from tests.factories.acts import drafted, external
from tests.factories.evaluation import (
    appointed,
    call_under_evaluation,
    decided,
    declared,
    manager,
    members_of,
    signed,
    submitted,
    written,
)
from tests.factories.mandates import a_mandate
from wecare.accounts.enums import Role
from wecare.accounts.models import Person
from wecare.core import clock
from wecare.core.models import Event
from wecare.notices.models import Letter

pytestmark = pytest.mark.django_db


def assessors(number: int = 3) -> list[Person]:
    return [PersonFactory(roles=[Role.ASSESSOR]) for _ in range(number)]


def appoint(call: Call, people: list[Person], **given: Any) -> Panel:
    act = given.pop("act", None) or external(adopted_on=clock.today())
    return panels.appoint(call=call, chair=people[0], members=people[1:], act=act, by=manager())


def test_a_panel_of_three_is_appointed_and_each_is_written_to() -> None:
    call, people = call_under_evaluation(state=CallState.CLOSED), assessors()

    panel = appoint(call, people)

    roles = [(member.person, member.role) for member in members_of(panel)]
    assert roles[0] == (people[0], PanelRole.CHAIR.value)
    assert [role for _person, role in roles[1:]] == [PanelRole.MEMBER.value] * 2
    letters = Letter.objects.filter(template="evaluation/panel_appointed")
    assert {letter.person for letter in letters.order_by("id")} == set(people)
    assert "conflitti di interesse" in letters.get(person=people[0]).body
    assert Event.objects.filter(name="panel.appointed").count() == 1


@pytest.mark.parametrize("state", [CallState.PUBLISHED, CallState.EVALUATED, CallState.CONCLUDED])
def test_no_panel_before_the_closing_nor_after_the_list(state: CallState) -> None:
    with pytest.raises(PanelRefused, match="dopo la scadenza"):
        appoint(call_under_evaluation(state=state), assessors())


def test_an_act_from_before_the_deadline_appoints_nobody() -> None:
    act = external(adopted_on=clock.today() - timedelta(days=10))

    with pytest.raises(PanelRefused, match="deve venire dopo la scadenza"):
        appoint(call_under_evaluation(), assessors(), act=act)


def test_an_act_that_is_a_draft_appoints_nobody() -> None:
    with pytest.raises(PanelRefused, match="non è ancora adottato"):
        appoint(call_under_evaluation(), assessors(), act=drafted())


@pytest.mark.parametrize("number", [1, 2, 4])
def test_the_rulebook_says_how_many_at_least(number: int) -> None:
    with pytest.raises(PanelRefused, match=f"3 componenti.*{number}"):
        appoint(call_under_evaluation(), assessors(number))


def test_nobody_sits_twice() -> None:
    one, other = assessors(2)

    with pytest.raises(PanelRefused, match="due volte"):
        appoint(call_under_evaluation(), [one, other, one])


def test_only_assessors_sit() -> None:
    outsider = PersonFactory(roles=[Role.OFFICER])

    with pytest.raises(PanelRefused, match="non ha l'incarico"):
        appoint(call_under_evaluation(), [*assessors(2), outsider])


@pytest.mark.parametrize("part", ["acts for", "wrote"])
def test_nobody_with_a_part_in_an_application_sits(part: str) -> None:
    call, partial = call_under_evaluation(), PersonFactory(roles=[Role.ASSESSOR])
    submission = submitted(call)
    if part == "acts for":
        a_mandate(partial, submission.organisation)
    else:
        type(submission.application).objects.filter(pk=submission.application_id).update(
            created_by=partial
        )

    with pytest.raises(PanelRefused, match="ha parte in una domanda"):
        appoint(call, [*assessors(2), partial])


def test_a_part_in_another_call_is_no_obstacle() -> None:
    elsewhere, person = submitted(call_under_evaluation()), PersonFactory(roles=[Role.ASSESSOR])
    a_mandate(person, elsewhere.organisation)

    assert appoint(call_under_evaluation(), [*assessors(2), person]).pk


def test_a_call_has_one_panel_that_stays() -> None:
    call = call_under_evaluation()
    panel = appoint(call, assessors())

    with pytest.raises(PanelRefused, match="già nominato"):
        appoint(call, assessors())
    for table in ("evaluation_panel", "evaluation_panelmember"):
        with (
            pytest.raises(IntegrityError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"DELETE FROM {table}")
    assert PanelMember.objects.filter(panel=panel).count() == 3


def test_before_declaring_a_member_reads_nothing_and_scores_nothing() -> None:
    call = call_under_evaluation()
    submission = decided(submitted(call))
    member = members_of(appointed(call))[0]

    assert list(seen.readable(member)) == []
    assert [each.name for each in seen.parties_of(call)] == [submission.organisation.name]
    with pytest.raises(AssessmentRefused, match="firma la dichiarazione"):
        written(member, submission)


def test_a_conflict_hides_every_trace_from_that_member_alone() -> None:
    call = call_under_evaluation()
    own, other = decided(submitted(call)), decided(submitted(call))
    partial, impartial, _third = members_of(appointed(call))
    declared(partial, {own.organisation: "Ci ha lavorato mia sorella."})
    declared(impartial)

    assert list(seen.readable(partial)) == [other]
    assert list(seen.readable(impartial)) == [own, other]
    assert [row.submission for row in seen.desk(partial)] == [other]
    assert seen.progress(partial).total == 1
    with pytest.raises(AssessmentRefused, match="non è tra quelle"):
        written(partial, own)
    with pytest.raises(IntegrityError, match="conflict"), transaction.atomic():
        Assessment.objects.create(submission=own, member=partial, saved_at=clock.now())


def test_what_is_not_admissible_is_not_for_the_panel() -> None:
    call = call_under_evaluation()
    submitted(call)
    member = declared(members_of(appointed(call))[0])

    assert list(seen.readable(member)) == []


def test_a_declaration_is_signed_once_by_its_member() -> None:
    call = call_under_evaluation()
    first, second, _third = members_of(appointed(call))

    with pytest.raises(AssessmentRefused, match="solo per sé"):
        conflicts.declare(member=first, conflicts={}, by=second.person)
    declared(first)
    with pytest.raises(ConflictRefused, match="già firmato"):
        declared(first)


def test_a_conflict_has_a_reason_and_an_applicant() -> None:
    call = call_under_evaluation()
    applicant = submitted(call).organisation
    stranger = submitted(call_under_evaluation()).organisation
    member = members_of(appointed(call))[0]

    with pytest.raises(ConflictRefused, match="Scrivi il motivo"):
        declared(member, {applicant: "  "})
    with pytest.raises(ConflictRefused, match="non ha parte in nessuna domanda"):
        declared(member, {stranger: "Parenti"})
    assert Conflict.objects.count() == 0
    assert not seen.has_declared(member)


def test_a_later_conflict_takes_the_draft_away_but_never_a_signature() -> None:
    call = call_under_evaluation()
    drafted_one, signed_one = decided(submitted(call)), decided(submitted(call))
    member = declared(members_of(appointed(call))[0])
    written(member, drafted_one)
    signed(member, signed_one)

    conflicts.add(
        member=member,
        fiscal_code=drafted_one.organisation.fiscal_code,
        reason="Nuovo",
        by=member.person,
    )

    assert list(seen.readable(member)) == [signed_one]
    assert not Assessment.objects.filter(submission=drafted_one).exists()
    with pytest.raises(ConflictRefused, match="Hai già firmato una valutazione"):
        conflicts.add(
            member=member,
            fiscal_code=signed_one.organisation.fiscal_code,
            reason="Tardi",
            by=member.person,
        )
    with pytest.raises(ConflictRefused, match="già dichiarato"):
        conflicts.add(
            member=member,
            fiscal_code=drafted_one.organisation.fiscal_code,
            reason="Bis",
            by=member.person,
        )
