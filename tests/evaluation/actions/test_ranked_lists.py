"""The list: drawn up when all is done, approved, published, and from then on untouchable."""

import json
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from applicants.models import Submission
from calls.enums import CallState
from calls.models import Call
from evaluation.actions import ranked_lists
from evaluation.engine.draws import seed_of, ticket
from evaluation.engine.published import recompute
from evaluation.enums import AdmissibilityOutcome, RankedListState
from evaluation.models import RankedList, RankedRow
from evaluation.policies.refusals import ListNotReady, RankedListRefused
from evaluation.queries import verification
from tests.factories.evaluation import (
    GOOD,
    POOR,
    appointed,
    call_under_evaluation,
    decided,
    declared,
    judged,
    manager,
    members_of,
    officer,
    published_list,
    signed,
    submitted,
)
from tests.factories.rules import rules
from wecare.core.digests import canonical
from wecare.core.lifecycle import StepRefused
from wecare.core.models import Document, Event

pytestmark = pytest.mark.django_db

BEST = {**GOOD, "A1": "20.00"}


def codes(refusal: ListNotReady) -> list[str]:
    return [point.code for point in refusal.points]


def rows_of(ranked_list: RankedList) -> list[tuple[Any, ...]]:
    rows = RankedRow.objects.filter(ranked_list=ranked_list).order_by("sequence")
    return [(row.position, row.submission_id, row.outcome, row.granted) for row in rows]


def tied() -> tuple[Call, list[Submission]]:
    """Two equal in everything the rules look at, but for the instant they do not look at."""
    call = call_under_evaluation(rules=rules(ties=[{"kind": "smaller_request"}]))
    both = [submitted(call), submitted(call)]
    judged(call, dict.fromkeys(both, GOOD))
    return call, both


def test_rows_are_what_the_engine_says_with_the_mean_of_three() -> None:
    call = call_under_evaluation()
    first, second, out = submitted(call), submitted(call), submitted(call)
    decided(out, AdmissibilityOutcome.IRRECEIVABLE)
    for each in (first, second):
        decided(each)
    for member, points in zip(
        members_of(appointed(call)), ("10.00", "11.00", "11.00"), strict=True
    ):
        declared(member)
        signed(member, first, {**GOOD, "A1": points})
        signed(member, second, BEST)

    ranked_list = ranked_lists.draw_up(call=call, by=officer())

    row = RankedRow.objects.get(ranked_list=ranked_list, submission=first)
    assert (row.points, row.criteria["A1"]) == (Decimal("74.67"), "10.67")
    assert rows_of(ranked_list) == [
        (1, second.pk, "funded", Decimal("80000.00")),
        (2, first.pk, "funded", Decimal("80000.00")),
        (None, out.pk, "irreceivable", Decimal("0.00")),
    ]
    assert ranked_list.state == RankedListState.DRAFT
    assert ranked_list.data["rows"] == verification.stored_rows(ranked_list)


def test_what_is_still_open_is_said_thing_by_thing() -> None:
    call = call_under_evaluation()
    decided_one, undecided = decided(submitted(call)), submitted(call)
    panel = appointed(call)
    first, second, third = members_of(panel)
    declared(first)
    declared(second, {decided_one.organisation: "Parenti"})
    signed(first, decided_one)

    with pytest.raises(ListNotReady) as refused:
        ranked_lists.draw_up(call=call, by=officer())

    assert codes(refused.value) == ["undecided", "undeclared"]
    assert refused.value.points[0].submission == undecided
    assert refused.value.points[1].member == third
    assert f"prot. {undecided.protocol}".lower() in str(refused.value).lower()


def test_a_conflict_leaves_two_who_decide() -> None:
    call = call_under_evaluation()
    submission = decided(submitted(call))
    first, second, third = members_of(appointed(call))
    declared(first, {submission.organisation: "Parenti"})
    for member, points in ((second, "10.00"), (third, "15.00")):
        declared(member)
        signed(member, submission, {**GOOD, "A1": points})

    ranked_list = ranked_lists.draw_up(call=call, by=officer())

    assert RankedRow.objects.get(ranked_list=ranked_list).criteria["A1"] == "12.50"


def test_two_conflicts_leave_too_few() -> None:
    call = call_under_evaluation()
    submission = decided(submitted(call))
    first, second, third = members_of(appointed(call))
    for member in (first, second):
        declared(member, {submission.organisation: "Parenti"})
    declared(third)
    signed(third, submission)

    with pytest.raises(ListNotReady, match="restano 1 componenti, ne servono almeno 2") as refused:
        ranked_lists.draw_up(call=call, by=officer())

    assert codes(refused.value) == ["too_few"]


@pytest.mark.parametrize("case", ["empty", "state", "panel"])
def test_no_list_of_nothing(case: str) -> None:
    state = CallState.CLOSED if case == "state" else CallState.EVALUATION
    call = call_under_evaluation(state=state)
    if case == "panel":
        decided(submitted(call))

    with pytest.raises(ListNotReady) as refused:
        ranked_lists.draw_up(call=call, by=officer())

    assert codes(refused.value) == [case]


def test_a_tie_the_rulebook_does_not_settle_is_a_refusal_that_names_the_tied() -> None:
    call, both = tied()

    with pytest.raises(RankedListRefused) as refused:
        ranked_lists.draw_up(call=call, by=officer())

    for submission in both:
        assert submission.protocol in str(refused.value)
    assert RankedList.objects.count() == 0


def test_a_draft_is_drawn_up_again_in_its_place() -> None:
    call = call_under_evaluation()
    judged(call, {submitted(call): GOOD})
    first = ranked_lists.draw_up(call=call, by=officer())

    again = ranked_lists.draw_up(call=call, by=officer())

    assert (again.pk, again.version) == (first.pk, 1)
    assert RankedRow.objects.count() == 1
    assert again.data_digest == first.data_digest


def test_what_changed_since_must_be_drawn_up_again() -> None:
    call = call_under_evaluation()
    out = submitted(call)
    decided(out, AdmissibilityOutcome.INADMISSIBLE)
    ranked_list = ranked_lists.draw_up(call=call, by=officer())
    decided(out, AdmissibilityOutcome.IRRECEIVABLE)

    with pytest.raises(RankedListRefused, match="i dati sono cambiati"):
        ranked_lists.approve(ranked_list=ranked_list, by=manager())

    fresh = ranked_lists.draw_up(call=call, by=officer())
    assert ranked_lists.approve(ranked_list=fresh, by=manager()).state == RankedListState.APPROVED


def test_only_an_approved_list_is_published_and_an_approved_one_is_not_drawn_up_again() -> None:
    call = call_under_evaluation()
    judged(call, {submitted(call): GOOD})
    ranked_list = ranked_lists.draw_up(call=call, by=officer())

    with pytest.raises(StepRefused):
        ranked_lists.publish(ranked_list=ranked_list, by=manager())
    approved = ranked_lists.approve(ranked_list=ranked_list, by=manager())
    with pytest.raises(RankedListRefused, match="è approvata: pubblicala"):
        ranked_lists.draw_up(call=call, by=officer())
    with pytest.raises(IntegrityError), transaction.atomic():
        RankedRow.objects.filter(ranked_list=approved).update(points=Decimal("99.00"))
    with pytest.raises(IntegrityError), transaction.atomic():
        RankedList.objects.filter(pk=approved.pk).update(input_digest="0" * 64)


def test_publishing_asks_for_the_pdf_with_its_data_and_moves_the_call() -> None:
    call = call_under_evaluation()
    judged(call, {submitted(call): GOOD, submitted(call): POOR})

    ranked_list = published_list(call)

    assert Call.objects.get(pk=call.pk).state == CallState.EVALUATED
    document = Document.objects.get(key=f"ranked-list/{ranked_list.pk}")
    assert (ranked_list.document, document.data_name) == (document, "graduatoria.json")
    assert recompute(json.loads(canonical(document.context))) == ()
    assert verification.ranked_lists() == []
    names = Event.objects.filter(name__startswith="ranked_list.").order_by("seq")
    assert [event.name.partition(".")[2] for event in names] == [
        "drawn_up",
        "approved",
        "published",
    ]


def test_nothing_of_a_published_list_changes() -> None:
    call = call_under_evaluation()
    judged(call, {submitted(call): GOOD})
    ranked_list = published_list(call)

    for change in (
        lambda: RankedList.objects.filter(pk=ranked_list.pk).update(data={}),
        lambda: RankedList.objects.filter(pk=ranked_list.pk).update(state="draft"),
        lambda: RankedRow.objects.filter(ranked_list=ranked_list).update(title="Altro"),
        lambda: RankedRow.objects.filter(ranked_list=ranked_list).delete(),
        lambda: RankedList.objects.filter(pk=ranked_list.pk)._raw_delete("default"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_a_published_list_holds_no_person_no_single_score_and_no_reason() -> None:
    call = call_under_evaluation()
    submission = submitted(call)
    out = submitted(call)
    decided(out, AdmissibilityOutcome.INADMISSIBLE)
    panel = judged(call, {submission: GOOD})

    data = json.dumps(published_list(call).data, ensure_ascii=False)

    secrets = [
        *(str(member.person) for member in members_of(panel)),
        str(submission.submitted_by),
        submission.submitted_by.email,
        "Motivo di A1",
        "Manca lo statuto",
    ]
    assert [secret for secret in secrets if secret in data] == []


def test_a_tie_is_settled_by_a_draw_whose_seed_comes_from_rules_and_protocols() -> None:
    book = rules(ties=[{"kind": "draw", "article": "art. 9"}])
    call = call_under_evaluation(rules=book)
    tied = [submitted(call) for _number in range(3)]
    judged(call, dict.fromkeys(tied, GOOD))

    ranked_list = ranked_lists.draw_up(call=call, by=officer())

    seed = seed_of(ranked_list.rulebook_digest, [each.protocol for each in tied])
    assert ranked_list.data["rules"]["draw_seed"] == seed
    order = [row.protocol for row in ranked_list.rows.order_by("sequence")]
    assert order == sorted(order, key=lambda protocol: ticket(seed, protocol))
    assert recompute(ranked_list.data) == ()
    approved = ranked_lists.approve(ranked_list=ranked_list, by=manager())
    assert approved.state == "approved"
