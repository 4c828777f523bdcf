"""Applications given to members: by hand, automatically, taken away, handed on."""

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from applicants.models import Submission
from evaluation.actions import assigning, composition, conflicts, recusals
from evaluation.enums import AssignmentOrigin
from evaluation.labels.assigning import why_assigned
from evaluation.models import Assignment, PanelMember
from evaluation.policies.refusals import AssessmentRefused, AssignmentRefused
from evaluation.queries import assignments
from evaluation.queries import panels as seen
from evaluation.queries.gate import open_points
from tests.factories.accounts import PersonFactory
from tests.factories.acts import external
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
from wecare.accounts.enums import Role
from wecare.core import clock
from wecare.core.models import Event

pytestmark = pytest.mark.django_db


class Scene:
    """A panel of five for applications that three judge, all declared."""

    def __init__(self, applications: int = 3) -> None:
        self.call = call_under_evaluation()
        self.sent = [decided(submitted(self.call)) for _ in range(applications)]
        self.panel = appointed(self.call, voting=5, substitutes=1)
        self.seats = members_of(self.panel)
        self.boss = manager()

    def declare(self) -> "Scene":
        for member in self.seats:
            declared(member)
        return self

    def give(self, *pairs: tuple[Submission, PanelMember], **given: Any) -> list[Assignment]:
        return assigning.assign(call=self.call, pairs=pairs, by=self.boss, **given)

    def run(self) -> list[Assignment]:
        return assigning.assign_automatically(call=self.call, by=self.boss)

    def pairs(self) -> set[tuple[int, int]]:
        rows = assignments.standing(self.panel).values_list("submission_id", "member_id")
        return set(rows.order_by("id"))

    def take(self, submission: Submission, member: PanelMember, reason: str = "Carico") -> Any:
        standing = assignments.standing(self.panel).get(submission=submission, member=member)
        return assigning.take_away(assignment=standing, reason=reason, by=self.boss)


def test_more_seats_than_the_rules_ask_mean_that_applications_are_assigned() -> None:
    scene = Scene().declare()

    assert scene.panel.by_assignment
    assert not seen.readable(scene.seats[0]).exists()
    assert {point.code for point in open_points(scene.call)} == {"unassigned"}


def test_a_member_reads_and_judges_only_what_is_assigned() -> None:
    scene = Scene().declare()
    one, other, _third = scene.sent
    first, second, *_others = scene.seats

    scene.give((one, first), (other, second))

    assert list(seen.readable(first)) == [one]
    assert [row.submission for row in seen.desk(second)] == [other]
    written(first, one)
    with pytest.raises(AssessmentRefused, match="non è tra quelle"):
        written(first, other)
    assert [each.pk for each in assignments.judges_of(one)] == [first.pk]


def test_an_assignment_is_refused_in_words() -> None:
    scene = Scene()
    one, other, third = scene.sent
    first, second, *_others, substitute = scene.seats
    declared(second, {one.organisation: "Parenti"})
    declared(substitute)
    elsewhere = decided(submitted(call_under_evaluation()))

    for words, pair in (
        ("deve prima firmare", (one, first)),
        ("si astiene", (one, second)),
        ("non è tra i componenti che valutano", (other, substitute)),
        ("non è tra le domande ammissibili", (elsewhere, second)),
    ):
        with pytest.raises(AssignmentRefused, match=words):
            scene.give((third, second), pair)
    assert scene.pairs() == set()
    with pytest.raises(IntegrityError, match="abstain"), transaction.atomic():
        Assignment.objects.create(
            submission=one,
            member=second,
            origin="hand",
            assigned_at=clock.now(),
            assigned_by=scene.boss,
        )


def test_where_all_judge_all_nothing_is_assigned() -> None:
    call = call_under_evaluation()
    submission = decided(submitted(call))
    member = declared(members_of(appointed(call))[0])

    with pytest.raises(AssignmentRefused, match="tutti i componenti valutano tutte"):
        assigning.assign(call=call, pairs=[(submission, member)], by=manager())


def test_the_automatic_one_gives_each_application_three_members_who_do_not_abstain() -> None:
    scene = Scene(applications=10)
    partial = scene.sent[0]
    for number, member in enumerate(scene.seats):
        declared(member, {partial.organisation: "Parenti"} if number == 0 else None)

    made = scene.run()

    assert len(made) == 30
    assert (partial.pk, scene.seats[0].pk) not in scene.pairs()
    loads = [sum(member == seat.pk for _s, member in scene.pairs()) for seat in scene.seats[:5]]
    assert loads == [6, 6, 6, 6, 6]
    assert {point.code for point in open_points(scene.call)} == {"unsigned"}
    assert Event.objects.filter(name="assignments.given").count() == 1


def test_running_it_again_moves_nobody_and_a_new_application_only_adds() -> None:
    scene = Scene(applications=4).declare()
    scene.run()
    before = scene.pairs()
    assert scene.run() == []
    new = decided(submitted(scene.call))

    made = scene.run()

    assert {each.submission_id for each in made} == {new.pk}
    assert before < scene.pairs()


def test_it_waits_for_every_declaration() -> None:
    scene = Scene()
    for member in scene.seats[1:]:
        declared(member)

    with pytest.raises(AssignmentRefused, match=f"Mancano: {scene.seats[0].person}"):
        scene.run()


def test_competence_is_preferred_and_told() -> None:
    scene = Scene(applications=1).declare()
    for member in scene.seats[2:5]:
        assigning.know(member=member, competences=["  progetto ", "progetto"], by=scene.boss)

    made = scene.run()

    assert {each.member_id for each in made} == {member.pk for member in scene.seats[2:5]}
    said = why_assigned(AssignmentOrigin(made[0].origin), made[0].why)
    assert "«progetto»" in said
    assert "1 domanda" in said


def test_what_is_signed_is_not_taken_away_and_the_rest_is_with_a_reason() -> None:
    scene = Scene().declare()
    one, other, _third = scene.sent
    first = scene.seats[0]
    scene.give((one, first), (other, first))
    signed(first, one)

    with pytest.raises(AssignmentRefused, match="ha già firmato"):
        scene.take(one, first)
    with pytest.raises(AssignmentRefused, match="Scrivi perché"):
        scene.take(other, first, reason=" ")
    taken = scene.take(other, first)

    assert taken.removal_reason == "Carico"
    assert list(seen.readable(first)) == [one]
    with pytest.raises(DatabaseError), transaction.atomic():
        Assignment.objects.filter(pk=taken.pk).update(removal_reason="Altro")
    with pytest.raises(IntegrityError, match="not taken from who signed"), transaction.atomic():
        Assignment.objects.filter(submission=one).update(
            removed_at=clock.now(), removed_by=scene.boss, removal_reason="Forza"
        )
    scene.give((other, first))
    assert (other.pk, first.pk) in scene.pairs()


def test_who_abstains_later_loses_the_assignment_and_another_run_finds_somebody_else() -> None:
    scene = Scene(applications=2).declare()
    scene.run()
    one = scene.sent[0]
    first, second = assignments.judges_of(one)[:2]

    recusals.recuse(member=first, submission=one, reason="Ne ho scritto", by=first.person)
    conflicts.add(
        member=second,
        fiscal_code=one.organisation.fiscal_code,
        reason="Parenti",
        by=second.person,
    )
    made = scene.run()

    assert {each.submission_id for each in made} == {one.pk}
    assert not {first.pk, second.pk} & {each.member_id for each in made}
    assert len(assignments.judges_of(one)) == 3


def test_who_follows_takes_over_what_was_not_signed() -> None:
    scene = Scene(applications=2).declare()
    one, other = scene.sent
    leaver, substitute = scene.seats[1], scene.seats[5]
    scene.give((one, leaver), (other, leaver))
    signed(leaver, one)

    composition.replace(
        member=leaver,
        act=external(adopted_on=clock.today()),
        reason="Dimissioni",
        by=scene.boss,
        newcomer=PersonFactory(roles=[Role.ASSESSOR]),
    )

    assert [each.pk for each in assignments.judges_of(one)] == [leaver.pk]
    [follower] = assignments.judges_of(other)
    declared(follower, {other.organisation: "Parenti"})
    assert assignments.judges_of(other) == ()
    assert not assignments.standing(scene.panel).filter(submission=other).exists()
    assert follower.replaces == leaver
    handed = Assignment.objects.get(submission=other, member=follower)
    assert handed.origin == AssignmentOrigin.PLACE.value
    assert substitute.role == "substitute"


def test_the_desk_and_the_bench_agree_on_who_judges_what() -> None:
    scene = Scene(applications=6).declare()
    scene.run()

    bench = assignments.bench(scene.call)

    assert bench is not None
    for member in bench.members.values():
        theirs = {key for key, judges in bench.judges.items() if member.pk in judges}
        assert {each.pk for each in seen.readable(member)} == theirs
