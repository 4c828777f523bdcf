"""The decree of a scroll: gives back what who left had, commits what who enters gets, once."""

from decimal import Decimal
from typing import Any

import pytest

from calls.enums import CallState
from calls.models import Call
from evaluation.actions import ranked_lists, scrolls
from evaluation.models import RankedList
from funding.actions import decrees
from funding.models import Award
from funding.policies import DecreeRefused
from funding.queries import verification
from funding.queries.decrees import live_awards
from funding.queries.lot_money import effects
from tests.factories.acts import external, printed
from tests.factories.evaluation import manager, officer
from tests.factories.funding import adopted_decree, published_decree, rendered_decree
from tests.factories.scrolls import renounced, scrolled, short_list
from wecare.core import events
from wecare.ledger.actions import post
from wecare.ledger.queries import balance, balances, problems

pytestmark = pytest.mark.django_db


def reserve(ranked_list: RankedList) -> Decimal:
    return balance(f"reserved/FSE/FSE2/unica/{ranked_list.call.code}/T")


def committed(ranked_list: RankedList) -> dict[str, Decimal]:
    prefix = f"committed/FSE/FSE2/unica/{ranked_list.call.code}/T/"
    found = balances(prefix)
    return {code.removeprefix(prefix): amount for code, amount in found.items() if amount}


def dashed(*pairs: tuple[Any, int]) -> dict[str, Decimal]:
    return {each.protocol.replace("/", "-"): Decimal(amount) for each, amount in pairs}


def whole() -> tuple[list[str], list[str], list[str]]:
    return verification.decrees(), problems(), events.verify_chain()


def test_the_second_decree_releases_and_commits_what_changed_and_nothing_else() -> None:
    ranked_list, sent = short_list()
    first = published_decree(ranked_list)
    assert committed(ranked_list) == dashed((sent[0], 80_000), (sent[1], 80_000), (sent[2], 40_000))
    renounced(sent[0])
    after = scrolled(ranked_list)
    second = rendered_decree(after)

    expected = effects(second)
    adopted = decrees.adopt(decree=second, by=manager())

    assert (expected.amount, expected.released, expected.ended, expected.awards) == (
        Decimal(120_000),
        Decimal(120_000),
        2,
        2,
    )
    assert committed(ranked_list) == dashed((sent[1], 80_000), (sent[2], 80_000), (sent[3], 40_000))
    assert reserve(ranked_list) == Decimal(0)
    states = {
        (award.submission_id, award.decree_id): (award.state, award.amount)
        for award in Award.objects.order_by("pk")
    }
    assert states == {
        (sent[0].pk, first.pk): ("released", Decimal(80_000)),
        (sent[1].pk, first.pk): ("granted", Decimal(80_000)),
        (sent[2].pk, first.pk): ("replaced", Decimal(40_000)),
        (sent[2].pk, adopted.pk): ("granted", Decimal(80_000)),
        (sent[3].pk, adopted.pk): ("granted", Decimal(40_000)),
    }
    assert whole() == ([], [], [])
    assert adopted.act.document is not None
    printed(adopted.act.document)
    decrees.publish(decree=adopted, by=manager())
    assert Call.objects.get(pk=ranked_list.call_id).state == CallState.CONCLUDED


def test_money_that_stays_is_given_back_and_nobody_is_committed_twice() -> None:
    ranked_list, sent = short_list(count=2)
    published_decree(ranked_list)
    renounced(sent[1])

    adopted_decree(scrolled(ranked_list))

    assert committed(ranked_list) == dashed((sent[0], 80_000))
    assert reserve(ranked_list) == Decimal(120_000)
    assert whole() == ([], [], [])


def test_a_decree_of_a_list_that_was_followed_or_that_somebody_left_is_not_adopted() -> None:
    ranked_list, sent = short_list()
    decree = rendered_decree(ranked_list)
    renounced(sent[0])

    with pytest.raises(DecreeRefused, match="prima si scorre"):
        decrees.adopt(decree=decree, by=manager())
    after = scrolled(ranked_list)
    with pytest.raises(DecreeRefused, match="superata dalla 2"):
        decrees.adopt(decree=decree, by=manager())

    adopted_decree(after)
    assert committed(ranked_list) == dashed((sent[1], 80_000), (sent[2], 80_000), (sent[3], 40_000))
    assert whole() == ([], [], [])


def test_who_leaves_while_the_new_version_waits_gets_nothing() -> None:
    ranked_list, sent = short_list()
    published_decree(ranked_list)
    renounced(sent[0])
    boss = manager()
    drawn = scrolls.draw_up(call=ranked_list.call, by=officer())
    approved = ranked_lists.approve(ranked_list=drawn, by=boss)
    renounced(sent[1])
    second = ranked_lists.publish(ranked_list=approved, by=boss)

    with pytest.raises(DecreeRefused, match="prima si scorre"):
        decrees.adopt(decree=rendered_decree(second), by=boss)
    adopted_decree(scrolled(second))

    assert committed(ranked_list) == dashed((sent[2], 80_000), (sent[3], 80_000), (sent[4], 40_000))
    assert whole() == ([], [], [])


def test_more_money_on_the_lot_goes_down_the_same_list() -> None:
    ranked_list, sent = short_list()
    published_decree(ranked_list)
    more_money(ranked_list.call, "60000.00")

    after = scrolled(ranked_list)
    adopted_decree(after)

    assert after.data["publication"]["more"] == {"T": "60000.00"}
    assert committed(ranked_list) == dashed(
        (sent[0], 80_000), (sent[1], 80_000), (sent[2], 80_000), (sent[3], 20_000)
    )
    assert reserve(ranked_list) == Decimal(0)
    assert [each.amount for each in live_awards(ranked_list.call)].count(Decimal(80_000)) == 3
    assert whole() == ([], [], [])


def more_money(call: Call, amount: str) -> None:
    """An act moves free money of the line to the lot, as the programme's own action does."""
    from calls.actions import budgets
    from calls.engine.accounts import available, source
    from calls.engine.budgets import Change
    from calls.engine.places import places_of_lot
    from calls.enums import BudgetKind

    rules = call.rulebooks.get().rules
    (place,) = places_of_lot(rules.lots[0], rules).values()
    at = {"fund": place.fund, "measure": place.measure, "line": place.line}
    post(
        key=f"test/{call.code}/more",
        kind="allocation",
        postings=[(source(**at), -Decimal(amount)), (available(**at), Decimal(amount))],
        cause="Prova",
        reference="Prova",
        actor=None,
    )
    change = Change(
        kind=BudgetKind.TRANSFER, amount=Decimal(amount), out_of=place.of_line, into=place
    )
    budgets.move(change=change, act=external(), actor=officer())
