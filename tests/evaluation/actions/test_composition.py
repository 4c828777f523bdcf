"""A panel changes by later acts: who leaves, who follows, who presides; and what stays of who left."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from calls.enums import CallState
from calls.models import Call
from evaluation.actions import composition, panels
from evaluation.enums import PanelChangeKind, PanelRole
from evaluation.models import Panel, PanelChange, PanelMember
from evaluation.policies.refusals import PanelRefused
from evaluation.queries import assignments
from evaluation.queries import panels as seen
from evaluation.queries.gate import open_points
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
)
from wecare.accounts.enums import Role
from wecare.accounts.models import Person
from wecare.acts.models import Act
from wecare.core import clock
from wecare.core.models import Event
from wecare.notices.models import Letter

pytestmark = pytest.mark.django_db


def an_act(days: int = 0) -> Act:
    return external(adopted_on=clock.today() - timedelta(days=days))


def an_assessor() -> Person:
    return PersonFactory(roles=[Role.ASSESSOR])


def leave(member: PanelMember, **given: Any) -> PanelMember | None:
    values: dict[str, Any] = {"act": an_act(), "reason": "Dimissioni", "by": manager(), **given}
    return composition.replace(member=member, **values)


def roles(panel: Panel) -> dict[str, list[Person]]:
    found: dict[str, list[Person]] = {}
    for member in members_of(panel):
        if member.left_at is None:
            found.setdefault(member.role, []).append(member.person)
    return found


def test_a_whole_panel_is_appointed_with_substitutes_secretary_and_quorum() -> None:
    call, secretary = call_under_evaluation(), PersonFactory(roles=[Role.OFFICER])

    panel = appointed(call, substitutes=2, secretary=secretary)

    assert {role: len(people) for role, people in roles(panel).items()} == {
        "chair": 1,
        "member": 2,
        "substitute": 2,
        "secretary": 1,
    }
    assert (panel.quorum, panel.by_assignment) == (2, False)
    letters = Letter.objects.filter(template="evaluation/panel_appointed")
    assert letters.count() == 6
    assert "supplente" in letters.get(person=roles(panel)["substitute"][0]).body
    assert "verbali" in letters.get(person=secretary).body


@pytest.mark.parametrize("quorum", [1, 4])
def test_the_quorum_is_a_majority_at_least_and_everyone_at_most(quorum: int) -> None:
    people = [an_assessor() for _ in range(3)]

    with pytest.raises(PanelRefused, match=f"da 2 a 3 componenti.*{quorum}"):
        panels.appoint(
            call=call_under_evaluation(),
            chair=people[0],
            members=people[1:],
            act=an_act(),
            by=manager(),
            quorum=quorum,
        )


def test_who_keeps_the_minutes_works_for_the_office_or_sits_on_panels() -> None:
    with pytest.raises(PanelRefused, match="non può fare da segretario"):
        appointed(call_under_evaluation(), secretary=PersonFactory())


def test_neither_substitutes_nor_the_secretary_judge() -> None:
    call = call_under_evaluation()
    submission = decided(submitted(call))
    panel = appointed(call, substitutes=1, secretary=PersonFactory(roles=[Role.OFFICER]))
    for member in members_of(panel):
        declared(member)

    readers = [member.role for member in members_of(panel) if seen.readable(member).exists()]

    assert readers == ["chair", "member", "member"]
    assert {each.role for each in assignments.judges_of(submission)} == {"chair", "member"}


def test_a_member_leaves_and_a_newcomer_follows_by_act() -> None:
    panel, newcomer, act = appointed(call_under_evaluation()), an_assessor(), an_act()
    _chair, member, _third = members_of(panel)

    follower = leave(member, newcomer=newcomer, act=act)

    assert follower is not None
    assert (follower.person, follower.role, follower.replaces, follower.act) == (
        newcomer,
        PanelRole.MEMBER.value,
        member,
        act,
    )
    assert member.person not in roles(panel)["member"]
    changes = PanelChange.objects.filter(panel=panel).order_by("id")
    assert [(each.kind, each.reason) for each in changes] == [
        (PanelChangeKind.LEFT.value, "Dimissioni"),
        (PanelChangeKind.JOINED.value, ""),
    ]
    assert Letter.objects.filter(person=newcomer).count() == 1
    assert Event.objects.filter(name__in=["panel.left", "panel.joined"]).count() == 2


def test_what_who_left_had_signed_stays_and_the_rest_is_for_who_follows() -> None:
    call = call_under_evaluation()
    done, left = decided(submitted(call)), decided(submitted(call))
    panel = appointed(call, substitutes=1)
    chair, member, third, substitute = [declared(each) for each in members_of(panel)]
    signed(member, done)

    leave(member, substitute=substitute)

    substitute.refresh_from_db()
    assert list(seen.readable(substitute)) == [left]
    member.refresh_from_db()
    assert list(seen.readable(member)) == []
    assert seen.seat(member.person, call) is None
    bench = assignments.judges_by_submission(call)
    assert set(bench[done.pk]) == {chair.pk, member.pk, third.pk}
    assert set(bench[left.pk]) == {chair.pk, substitute.pk, third.pk}


def test_an_empty_place_holds_the_list_until_a_substitute_steps_in() -> None:
    call = call_under_evaluation()
    submission = decided(submitted(call))
    panel = appointed(call, substitutes=1)
    chair, member, third, substitute = [declared(each) for each in members_of(panel)]
    leave(member)
    for each in (chair, third):
        signed(each, submission)

    assert [point.code for point in open_points(call)] == ["vacant"]
    composition.step_in(substitute=substitute, place=member, reason="Dimissioni", by=chair.person)

    substitute.refresh_from_db()
    assert substitute.role == PanelRole.MEMBER.value
    assert [point.code for point in open_points(call)] == ["unsigned"]
    signed(substitute, submission)
    assert open_points(call) == ()
    with pytest.raises(PanelRefused, match="non è vuoto"):
        composition.step_in(substitute=substitute, place=member, reason="Bis", by=chair.person)


def test_a_place_that_is_held_is_not_taken() -> None:
    _chair, member, _third, substitute = members_of(
        appointed(call_under_evaluation(), substitutes=1)
    )

    with pytest.raises(PanelRefused, match="non è vuoto"):
        composition.step_in(substitute=substitute, place=member, reason="Prova", by=manager())


def test_when_the_chair_leaves_somebody_presides() -> None:
    panel = appointed(call_under_evaluation(), substitutes=1)
    chair, member, _third, substitute = members_of(panel)

    with pytest.raises(PanelRefused, match="indica chi presiede"):
        leave(chair)
    leave(chair, substitute=substitute, presides=member)

    assert roles(panel)["chair"] == [member.person]
    assert substitute.person in roles(panel)["member"]


def test_who_takes_the_chair_s_place_presides_unless_another_is_named() -> None:
    panel, newcomer = appointed(call_under_evaluation()), an_assessor()

    leave(members_of(panel)[0], newcomer=newcomer)

    assert roles(panel)["chair"] == [newcomer]


def test_a_change_is_refused_in_words() -> None:
    panel = appointed(call_under_evaluation(), substitutes=1)
    _chair, member, third, substitute = members_of(panel)
    outsider = PersonFactory()

    refusals: list[tuple[str, dict[str, Any]]] = [
        ("deve venire dopo la scadenza", {"act": an_act(days=20)}),
        ("non può venire prima di quello di nomina", {"act": an_act(days=1)}),
        ("non è ancora adottato", {"act": drafted()}),
        ("Scrivi perché", {"reason": "  "}),
        ("non tutte e due", {"newcomer": an_assessor(), "substitute": substitute}),
        ("non ha l'incarico", {"newcomer": outsider}),
        ("già parte di questo nucleo", {"newcomer": third.person}),
        ("non è tra i supplenti", {"substitute": third}),
    ]
    for words, given in refusals:
        with pytest.raises(PanelRefused, match=words):
            leave(member, **given)
    leave(member)
    with pytest.raises(PanelRefused, match="non fa più parte"):
        leave(member)
    assert PanelChange.objects.count() == 1


def test_after_the_list_the_panel_stays() -> None:
    call = call_under_evaluation()
    member = members_of(appointed(call))[1]
    Call.objects.filter(pk=call.pk).update(state=CallState.EVALUATED.value)

    with pytest.raises(PanelRefused, match="conclusa"):
        leave(PanelMember.objects.get(pk=member.pk))


def test_later_acts_add_substitutes_and_one_secretary() -> None:
    panel, act = appointed(call_under_evaluation()), an_act()
    secretary, other = PersonFactory(roles=[Role.OFFICER]), PersonFactory(roles=[Role.OFFICER])
    given: dict[str, Any] = {"panel": panel, "act": act, "by": manager()}

    composition.add(person=an_assessor(), role=PanelRole.SUBSTITUTE, **given)
    composition.add(person=secretary, role=PanelRole.SECRETARY, **given)

    with pytest.raises(PanelRefused, match="già chi fa da segretario"):
        composition.add(person=other, role=PanelRole.SECRETARY, **given)
    with pytest.raises(PanelRefused, match="il numero non cambia"):
        composition.add(person=an_assessor(), role=PanelRole.MEMBER, **given)


@pytest.mark.parametrize("column", ["left_at", "person", "panel"])
def test_the_database_keeps_who_sat_where(column: str) -> None:
    one, other = appointed(call_under_evaluation()), appointed(call_under_evaluation())
    member = members_of(one)[1]
    leave(member)
    changed = {
        "left_at": {"left_at": None},
        "person": {"person": an_assessor()},
        "panel": {"panel": other},
    }[column]

    with pytest.raises(DatabaseError), transaction.atomic():
        PanelMember.objects.filter(pk=member.pk).update(**changed)
    with pytest.raises(DatabaseError), transaction.atomic():
        PanelChange.objects.update(reason="Altro")
