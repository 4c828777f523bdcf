"""Abstaining from one application, and the substitute who judges it then."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from applicants.models import Submission
from evaluation.actions import recusals
from evaluation.engine.judging import MINIMUM_JUDGES
from evaluation.models import Assessment, PanelMember, Recusal, StandIn
from evaluation.policies.refusals import AssessmentRefused, ConflictRefused, PanelRefused
from evaluation.queries import assignments
from evaluation.queries import panels as seen
from evaluation.queries.gate import open_points
from evaluation.queries.ranking_input import entries_of
from tests.factories.evaluation import (
    GOOD,
    POOR,
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
from wecare.core import clock
from wecare.core.models import Event

pytestmark = pytest.mark.django_db


class Scene:
    """A panel of three with a substitute, all declared, and two admissible applications."""

    def __init__(self, *, substitutes: int = 1) -> None:
        self.call = call_under_evaluation()
        self.one, self.other = (decided(submitted(self.call)) for _ in range(2))
        self.panel = appointed(self.call, substitutes=substitutes)
        self.chair, self.member, self.third, *self.substitutes = [
            declared(each) for each in members_of(self.panel)
        ]

    def recuse(self, member: PanelMember, submission: Submission, **given: Any) -> Recusal:
        values: dict[str, Any] = {"reason": "Ho scritto il progetto.", "by": member.person, **given}
        return recusals.recuse(member=member, submission=submission, **values)

    def stand_in(self, **given: Any) -> list[StandIn]:
        values: dict[str, Any] = {
            "substitute": self.substitutes[0],
            "member": self.member,
            "submissions": [self.one],
            "reason": "Astensione",
            "by": self.chair.person,
            **given,
        }
        return recusals.stand_in(**values)


def test_who_recuses_reads_that_application_no_more_and_the_others_still() -> None:
    scene = Scene()
    written(scene.member, scene.one)

    scene.recuse(scene.member, scene.one)

    assert list(seen.readable(scene.member)) == [scene.other]
    assert not Assessment.objects.filter(member=scene.member).exists()
    with pytest.raises(AssessmentRefused, match="non è tra quelle"):
        written(scene.member, scene.one)
    with pytest.raises(IntegrityError, match="abstain"), transaction.atomic():
        Assessment.objects.create(member=scene.member, submission=scene.one, saved_at=clock.now())
    event = Event.objects.get(name="recusal.declared")
    assert event.facts["dropped_draft"] is True


def test_a_recusal_has_a_reason_is_one_s_own_and_comes_before_the_signature() -> None:
    scene = Scene()

    with pytest.raises(ConflictRefused, match="Scrivi perché ti astieni"):
        scene.recuse(scene.member, scene.one, reason="  ")
    with pytest.raises(AssessmentRefused, match="solo per sé"):
        scene.recuse(scene.member, scene.one, by=scene.chair.person)
    signed(scene.member, scene.one)
    with pytest.raises(ConflictRefused, match="Hai già firmato"):
        scene.recuse(scene.member, scene.one)
    with pytest.raises(IntegrityError, match="leaves no assessment"), transaction.atomic():
        Recusal.objects.create(
            member=scene.member, submission=scene.one, reason="Tardi", declared_at=clock.now()
        )


def test_what_was_drafted_stays_out_of_the_mean() -> None:
    scene = Scene()
    written(scene.member, scene.one, POOR)
    scene.recuse(scene.member, scene.one)
    for member in (scene.chair, scene.third):
        signed(member, scene.one, GOOD)
    for member in (scene.chair, scene.member, scene.third):
        signed(member, scene.other, GOOD)

    assert open_points(scene.call) == ()
    entries = entries_of(scene.call, scene.one.rulebook)
    assert [str(entry.points["A1"]) for entry in entries] == ["16.00", "16.00"]


def test_with_fewer_than_two_judges_the_list_waits_for_a_substitute() -> None:
    scene = Scene()
    for member in (scene.member, scene.third):
        scene.recuse(member, scene.one)
        signed(member, scene.other)
    signed(scene.chair, scene.one)
    signed(scene.chair, scene.other)
    assert [point.code for point in open_points(scene.call)] == ["too_few"]

    scene.stand_in()

    substitute = scene.substitutes[0]
    assert list(seen.readable(substitute)) == [scene.one]
    assert [point.code for point in open_points(scene.call)] == ["unsigned"]
    signed(substitute, scene.one)
    assert open_points(scene.call) == ()
    judges = assignments.judges_of(scene.one)
    assert {each.pk for each in judges} == {scene.chair.pk, substitute.pk}
    assert len(judges) == MINIMUM_JUDGES


def test_a_substitute_who_recuses_too_gives_way_to_another() -> None:
    scene = Scene(substitutes=2)
    first, second = scene.substitutes
    scene.recuse(scene.member, scene.one)
    scene.stand_in(substitute=first)
    scene.recuse(first, scene.one)

    scene.stand_in(substitute=second, member=first)

    judges = {each.pk for each in assignments.judges_of(scene.one)}
    assert judges == {scene.chair.pk, scene.third.pk, second.pk}


def test_a_substitution_is_refused_in_words() -> None:
    scene = Scene(substitutes=2)
    stranger = members_of(appointed(call_under_evaluation(), substitutes=1))[3]
    scene.recuse(scene.member, scene.one)

    refusals: list[tuple[str, dict[str, Any]]] = [
        ("Scrivi perché", {"reason": ""}),
        ("non si astiene", {"submissions": [scene.other]}),
        ("non si astiene", {"member": scene.third}),
    ]
    for words, given in refusals:
        with pytest.raises(ConflictRefused, match=words):
            scene.stand_in(**given)
    with pytest.raises(PanelRefused, match="non è tra i supplenti"):
        scene.stand_in(substitute=scene.third)
    with pytest.raises(PanelRefused, match="non è tra i supplenti"):
        scene.stand_in(substitute=stranger)
    scene.stand_in()
    with pytest.raises(ConflictRefused, match="già chi supplisce"):
        scene.stand_in(substitute=scene.substitutes[1])
    assert StandIn.objects.count() == 1


def test_a_substitute_declares_before_standing_in() -> None:
    call = call_under_evaluation()
    submission = decided(submitted(call))
    panel = appointed(call, substitutes=1)
    _chair, member, _third, substitute = members_of(panel)
    declared(member, {submission.organisation: "Parenti"})
    given: dict[str, Any] = {
        "substitute": substitute,
        "member": member,
        "submissions": [submission],
        "reason": "Conflitto",
        "by": manager(),
    }

    with pytest.raises(ConflictRefused, match="deve prima firmare la dichiarazione"):
        recusals.stand_in(**given)
    declared(substitute, {submission.organisation: "Anche lui"})
    with pytest.raises(ConflictRefused, match="si astiene anche"):
        recusals.stand_in(**given)


def test_the_desk_and_the_bench_agree_on_who_judges_what() -> None:
    scene = Scene(substitutes=2)
    scene.recuse(scene.member, scene.one)
    scene.stand_in()
    signed(scene.third, scene.other)

    bench = assignments.bench(scene.call)

    assert bench is not None
    for member in bench.members.values():
        theirs = {key for key, judges in bench.judges.items() if member.pk in judges}
        assert {each.pk for each in seen.readable(member)} == theirs
