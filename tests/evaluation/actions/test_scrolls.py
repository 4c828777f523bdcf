"""Who leaves, who accepts less, what money comes: the list scrolls, in order, and nobody changes place."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from applicants.models import Submission
from evaluation.actions import departures, offers, ranked_lists, scrolls
from evaluation.engine.published import recompute
from evaluation.enums import DepartureKind, OfferReply
from evaluation.models import Departure, RankedList, RankedRow
from evaluation.policies.departures import DepartureRefused, OfferRefused, Reply
from evaluation.policies.refusals import RankedListRefused
from evaluation.queries import scrolling, verification
from tests.factories.accounts import PersonFactory
from tests.factories.evaluation import (
    GOOD,
    call_under_evaluation,
    judged,
    manager,
    officer,
    published_list,
    submitted,
)
from tests.factories.scrolls import renounced, scrolled, short_list, short_rules
from wecare.core import clock as the_clock
from wecare.notices.models import Letter

pytestmark = pytest.mark.django_db

GROUND = {
    "kind": "DD",
    "number_text": "DD 90/A2203A/2026",
    "adopted_on": None,
    "subject": "Revoca",
}


def money(ranked_list: RankedList) -> dict[int, Decimal]:
    rows = RankedRow.objects.filter(ranked_list=ranked_list).order_by("sequence")
    return {row.submission_id: row.granted for row in rows}


def euros(*amounts: int) -> list[Decimal]:
    return [Decimal(each) for each in amounts]


def test_a_renunciation_marks_the_list_and_its_money_goes_down_in_order() -> None:
    ranked_list, sent = short_list()
    assert list(money(ranked_list).values()) == euros(80_000, 80_000, 40_000, 0, 0)
    assert not scrolling.is_to_scroll(ranked_list.call)

    renounced(sent[0])

    assert scrolling.is_to_scroll(ranked_list.call)
    given = scrolling.scroll_input(ranked_list)
    next_up = [(change.protocol, amount) for change, amount in given.next_up]
    assert next_up == [(sent[2].protocol, Decimal(40_000)), (sent[3].protocol, Decimal(40_000))]
    letter = Letter.objects.get(template="evaluation/departure_recorded")
    assert letter.person_id == sent[0].submitted_by_id
    assert "80.000,00" in letter.body
    after = scrolled(ranked_list)
    assert list(money(after)) == [each.pk for each in sent[1:]]
    assert list(money(after).values()) == euros(80_000, 80_000, 40_000, 0)
    assert (after.version, after.cause, after.follows) == (2, "scroll", ranked_list)
    said = after.data["publication"]
    assert said["left"] == [{"protocol": sent[0].protocol, "kind": "renounced"}]
    assert {each["protocol"] for each in said["changes"]} == {
        each.protocol for each in (sent[0], sent[2], sent[3])
    }
    assert recompute(after.data) == ()
    assert verification.ranked_lists() == []
    assert not scrolling.is_to_scroll(ranked_list.call)


def test_a_list_under_which_nothing_moved_does_not_scroll() -> None:
    ranked_list, _sent = short_list()

    with pytest.raises(RankedListRefused, match="non è cambiato nulla"):
        scrolls.draw_up(call=ranked_list.call, by=officer())

    assert RankedList.objects.count() == 1


def test_a_tie_that_was_drawn_by_lot_stays_as_it_was_drawn() -> None:
    call = call_under_evaluation(rules=short_rules(ties=[{"kind": "draw"}]))
    sent = [submitted(call) for _number in range(6)]
    judged(call, dict.fromkeys(sent, GOOD))
    ranked_list = published_list(call)
    order = list(money(ranked_list))

    renounced(Submission.objects.get(pk=order[1]))
    after = scrolled(ranked_list)

    assert list(money(after)) == [order[0], *order[2:]]
    assert recompute(after.data) == ()
    tampered = {**after.data, "rules": {**after.data["rules"], "left": []}}
    assert any(each.place == "rules.draw_seed" for each in recompute(tampered))


def test_only_who_sends_for_the_organisation_gives_up_and_only_once() -> None:
    ranked_list, sent = short_list()

    with pytest.raises(DepartureRefused, match="decide chi può inviarne"):
        departures.renounce(application=sent[0].application, reason="Io", by=PersonFactory())
    with pytest.raises(DepartureRefused, match="non ha un contributo"):
        renounced(sent[4])
    departure = renounced(sent[0])
    with pytest.raises(DepartureRefused, match="già uscita"):
        renounced(sent[0])
    with pytest.raises(IntegrityError), transaction.atomic():
        Departure.objects.filter(pk=departure.pk).delete()
    assert ranked_list.departures.count() == 1


def test_a_revocation_is_by_act() -> None:
    ranked_list, sent = short_list()
    ground: Any = {**GROUND, "adopted_on": the_clock.today()}

    departure = departures.revoke(
        submission=sent[1],
        kind=DepartureKind.REVOKED,
        reason="Dichiarazioni non vere (art. 15).",
        ground=ground,
        by=manager(),
    )

    assert departure.act is not None
    letter = Letter.objects.get(template="evaluation/departure_recorded")
    assert "DD 90/A2203A/2026" in letter.body
    after = scrolled(ranked_list)
    assert list(money(after).values()) == euros(80_000, 80_000, 40_000, 0)
    with pytest.raises(IntegrityError, match="against_ones_will"), transaction.atomic():
        Departure.objects.create(
            submission=sent[2],
            ranked_list=ranked_list,
            kind="revoked",
            reason="Senza atto",
            recorded_by=manager(),
            recorded_at=the_clock.now(),
        )


def test_an_offer_in_part_is_refused_and_goes_to_who_comes_next() -> None:
    ranked_list, sent = short_list()

    offers.answer(
        application=sent[2].application,
        reply=Reply(OfferReply.REFUSED, Decimal(0), note="Troppo poco."),
        by=sent[2].submitted_by,
    )

    assert Departure.objects.get().kind == "refused_offer"
    after = scrolled(ranked_list)
    assert list(money(after).values()) == euros(80_000, 80_000, 40_000, 0)
    assert list(money(after)) == [sent[0].pk, sent[1].pk, sent[3].pk, sent[4].pk]


def test_an_offer_accepted_with_a_smaller_project_leaves_the_rest_to_others() -> None:
    ranked_list, sent = short_list()

    offers.answer(
        application=sent[2].application,
        reply=Reply(OfferReply.RESHAPED, Decimal("30000.00"), Decimal("37500.00"), "Una sede."),
        by=sent[2].submitted_by,
    )

    after = scrolled(ranked_list)
    assert list(money(after).values()) == euros(80_000, 80_000, 30_000, 10_000, 0)


def test_an_accepted_offer_is_completed_when_money_comes_back() -> None:
    ranked_list, sent = short_list()
    offers.answer(
        application=sent[2].application,
        reply=Reply(OfferReply.ACCEPTED, Decimal(0)),
        by=sent[2].submitted_by,
    )
    assert not scrolling.is_to_scroll(ranked_list.call)

    renounced(sent[0])

    assert list(money(scrolled(ranked_list)).values()) == euros(80_000, 80_000, 40_000, 0)


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(OfferReply.RESHAPED, Decimal(50_000), Decimal(60_000), "x"), "va da 0,01"),
        (Reply(OfferReply.RESHAPED, Decimal(30_000), Decimal(20_000), "x"), "meno del contributo"),
        (Reply(OfferReply.RESHAPED, Decimal(30_000), None, "x"), "meno del contributo"),
        (Reply(OfferReply.RESHAPED, Decimal(30_000), Decimal(40_000), ""), "come riduci"),
    ],
    ids=["more than offered", "worth less", "no value", "no words"],
)
def test_a_smaller_project_stays_within_the_offer(reply: Reply, said: str) -> None:
    _ranked_list, sent = short_list()

    with pytest.raises(OfferRefused, match=said):
        offers.answer(application=sent[2].application, reply=reply, by=sent[2].submitted_by)


def test_an_offer_ends_with_its_days_and_lapses_by_act(clock: Any) -> None:
    ranked_list, sent = short_list()
    accept = Reply(OfferReply.ACCEPTED, Decimal(0))
    row = scrolling.row_of(sent[2].application)
    assert row is not None
    until = scrolling.offer_until(row)
    assert until is not None
    lapse: Any = {
        "submission": sent[2],
        "kind": DepartureKind.LAPSED_OFFER,
        "reason": "Nessuna risposta (art. 12).",
        "ground": {**GROUND, "adopted_on": until.date() - timedelta(days=2)},
    }
    with pytest.raises(DepartureRefused, match="Decade solo chi"):
        departures.revoke(**lapse, by=manager())
    clock.set(until)

    with pytest.raises(OfferRefused) as refused:
        offers.answer(application=sent[2].application, reply=accept, by=sent[2].submitted_by)
    departures.revoke(**lapse, by=manager())

    assert "10 giorni" in str(refused.value)
    assert "art. 12" in str(refused.value)
    assert list(money(scrolled(ranked_list)).values()) == euros(80_000, 80_000, 40_000, 0)


def test_a_draft_scroll_that_somebody_left_since_is_not_approved() -> None:
    ranked_list, sent = short_list()
    renounced(sent[0])
    drawn = scrolls.draw_up(call=ranked_list.call, by=officer())
    renounced(sent[1])

    with pytest.raises(RankedListRefused, match="i dati sono cambiati"):
        ranked_lists.approve(ranked_list=drawn, by=manager())

    again = scrolls.draw_up(call=ranked_list.call, by=officer())
    assert (again.pk, again.version) == (drawn.pk, 2)
    assert list(money(again).values()) == euros(80_000, 80_000, 40_000)
