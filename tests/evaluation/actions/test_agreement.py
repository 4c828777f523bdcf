"""Points that lie too far apart: further assessors, sessions, and what the list takes."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from calls.models import Call
from evaluation.actions import agreement as actions
from evaluation.actions import ranked_lists, reopenings
from evaluation.engine.scoring import ScoresIncomplete
from evaluation.models import AgreedScore, Assessment, Assignment, Consensus
from evaluation.policies.agreement import AgreementRefused
from evaluation.policies.refusals import ListNotReady
from evaluation.queries import agreement, gate
from evaluation.queries.agreement import Judged
from evaluation.queries.ranking_input import entries_of
from tests.factories.evaluation import manager, officer, signed
from tests.factories.scoring import HIGH, LOW, MIDDLE, assigned_call, judged_call, only, seats
from wecare.notices.models import Letter

pytestmark = pytest.mark.django_db
APART = {"spread_limit": "30.00"}
AGREED = {
    "A1": (Decimal("11.50"), "Ne abbiamo discusso"),
    "B1": (Decimal("22.00"), "Così"),
    "B2": (Decimal("7.00"), "E così"),
}


def judged(call: Call) -> Judged:
    found = agreement.judged_one(only(call))
    assert found is not None
    return found


def agree(call: Call, **scores: tuple[Decimal | None, str]) -> Consensus:
    return actions.record_consensus(
        submission=only(call),
        scores={**AGREED, **scores},
        note="Presenti tutti",
        by=seats(call)[0].person,
    )


def said(call: Call) -> list[str]:
    return [each.code for each in gate.open_points(call)]


@pytest.mark.parametrize(
    ("aggregation", "a1", "total"),
    [("mean", "11.67", "61.67"), ("median", "10.00", "60.00"), ("closest_two", "7.50", "42.50")],
)
def test_the_list_takes_what_the_rulebook_makes_of_the_points(
    aggregation: str, a1: str, total: str
) -> None:
    call = judged_call(HIGH, MIDDLE, LOW, aggregation=aggregation)

    row = ranked_lists.draw_up(call=call, by=officer()).rows.get()

    assert row.criteria["A1"] == a1
    assert row.points == Decimal(total)


def test_a_consensus_call_has_no_points_before_its_session() -> None:
    call = judged_call(HIGH, HIGH, HIGH, aggregation="consensus")

    assert said(call) == ["consensus"]
    with pytest.raises(ListNotReady, match="manca la seduta di consenso"):
        ranked_lists.draw_up(call=call, by=officer())
    with pytest.raises(ScoresIncomplete):
        entries_of(call, call.rulebooks.get())
    agree(call)

    row = ranked_lists.draw_up(call=call, by=officer()).rows.get()
    assert (row.criteria["A1"], row.points) == ("11.50", Decimal("68.50"))


def test_beyond_the_limit_a_session_counts_in_place_of_the_mean() -> None:
    call = judged_call(HIGH, MIDDLE, LOW, beyond_spread="consensus", **APART)

    assert judged(call).points is None
    session = agree(call)

    assert judged(call).points == {code: points for code, (points, _why) in AGREED.items()}
    assert (session.number, session.note) == (1, "Presenti tutti")


@pytest.mark.parametrize(
    "said_of", [{}, APART, {"spread_limit": "75.00", "beyond_spread": "consensus"}]
)
def test_no_session_is_held_where_the_rules_ask_for_none(said_of: dict[str, str]) -> None:
    call = judged_call(HIGH, MIDDLE, LOW, **said_of)

    with pytest.raises(AgreementRefused, match="non chiedono una seduta"):
        agree(call)

    assert judged(call).points is not None


def test_a_session_waits_for_every_signature() -> None:
    call = judged_call(HIGH, MIDDLE, aggregation="consensus")

    with pytest.raises(AgreementRefused, match=str(seats(call)[2].person)):
        agree(call)


@pytest.mark.parametrize(
    ("points", "reason", "complaint"),
    [
        (None, "perché", "A1 Esperienza: mancano i punti"),
        (Decimal("20.01"), "perché", "da 0 a 20,00"),
        (Decimal("1.001"), "perché", "due decimali"),
        (Decimal("1.00"), " ", "scrivi perché avete deciso"),
    ],
)
def test_a_session_says_points_and_why_for_every_criterion(
    points: Decimal | None, reason: str, complaint: str
) -> None:
    call = judged_call(HIGH, HIGH, HIGH, aggregation="consensus")

    with pytest.raises(AgreementRefused, match=complaint):
        agree(call, A1=(points, reason))

    assert not Consensus.objects.exists()


def test_a_session_counts_only_over_the_signatures_it_was_held_over() -> None:
    call = judged_call(HIGH, HIGH, HIGH, aggregation="consensus")
    agree(call)
    assessment = Assessment.objects.get(member=seats(call)[1])
    reopenings.reopen(assessment=assessment, reason="Rilettura", by=manager())

    assert judged(call).points is None
    signed(seats(call)[1], only(call), HIGH)

    found = judged(call)
    assert (found.points, found.overtaken is not None) == (None, True)
    assert "la seduta va tenuta di nuovo" in gate.open_points(call)[0].sentence
    assert agree(call).number == 2
    assert judged(call).points is not None
    assert Consensus.objects.count() == 2


def test_what_was_agreed_is_only_added_and_not_once_the_list_is_approved() -> None:
    call = judged_call(HIGH, HIGH, HIGH, aggregation="consensus")
    session = agree(call)

    for change in (
        lambda: Consensus.objects.update(note="altro"),
        lambda: AgreedScore.objects.update(points=Decimal(1)),
        lambda: AgreedScore.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    ranked_list = ranked_lists.draw_up(call=call, by=officer())
    ranked_lists.approve(ranked_list=ranked_list, by=manager())
    with pytest.raises(AgreementRefused, match="è approvata"):
        agree(call)
    with pytest.raises(IntegrityError, match="the list is approved"), transaction.atomic():
        Consensus.objects.create(
            submission=only(call),
            number=2,
            basis=session.basis,
            recorded_by=session.recorded_by,
            recorded_at=session.recorded_at,
        )


def test_beyond_the_limit_a_further_assessor_judges_and_then_the_rule_counts() -> None:
    call = assigned_call(HIGH, LOW, beyond_spread="further", **APART)
    first, second, third = seats(call)

    assert said(call) == ["further"]
    assert [each.pk for each in judged(call).free] == [third.pk]
    further = actions.choose_further(
        submission=only(call), member=third, reason="Esperto di welfare", by=first.person
    )

    assert Assignment.objects.filter(member=third, submission=only(call)).exists()
    assert said(call) == ["unsigned"]
    signed(third, only(call), MIDDLE)
    assert said(call) == []
    assert judged(call).further == further
    assert judged(call).points == {
        "A1": Decimal("11.67"),
        "B1": Decimal("20.00"),
        "B2": Decimal("6.00"),
    }
    with pytest.raises(AgreementRefused, match="non chiedono un'altra persona"):
        actions.choose_further(
            submission=only(call), member=second, reason="Ancora", by=first.person
        )


def test_who_is_called_is_written_to_and_reads_nothing_of_the_others_points() -> None:
    call = assigned_call(HIGH, LOW, beyond_spread="further", **APART)
    first, _second, third = seats(call)

    actions.choose_further(
        submission=only(call), member=third, reason="100 contro 25 punti", by=first.person
    )

    letter = Letter.objects.get(template="evaluation/further_assessor_chosen")
    assert letter.person == third.person
    assert only(call).protocol in letter.subject
    assert f"/nucleo/{call.code}/valutazioni/{only(call).protocol_path}/" in letter.body
    assert "100 contro 25" not in letter.body


def test_nobody_who_judges_already_is_chosen_and_a_reason_is_written() -> None:
    call = assigned_call(HIGH, LOW, beyond_spread="further", **APART)
    first, second, third = seats(call)

    with pytest.raises(AgreementRefused, match="valuta già questa domanda"):
        actions.choose_further(submission=only(call), member=second, reason="x", by=first.person)
    with pytest.raises(AgreementRefused, match="Scrivi perché scegli"):
        actions.choose_further(submission=only(call), member=third, reason="", by=first.person)


def test_where_nobody_is_left_the_session_decides() -> None:
    call = judged_call(HIGH, MIDDLE, LOW, beyond_spread="further", **APART)

    assert said(call) == ["consensus"]
    agree(call)
    assert said(call) == []
