"""Money of an award: paid, taken away, ended by its own act, come back; each once and never too much."""

from decimal import Decimal

import pytest

from evaluation.actions import departures, returned
from evaluation.enums import DepartureKind
from evaluation.models import ReturnedMoney
from evaluation.queries.scrolling import row_of, scroll_input
from funding.actions import decrees, money
from funding.enums import ReductionKind
from funding.models import Award
from funding.policies import DecreeRefused
from funding.queries import verification
from funding.queries.awards.standing import on_desk, standing
from funding.queries.decrees import live_awards
from tests.factories.acts import external
from tests.factories.evaluation import manager, officer
from tests.factories.funding import (
    adopted_decree,
    an_award,
    ground,
    published_decree,
    rendered_decree,
)
from tests.factories.scrolls import renounced, scrolled, short_list
from wecare.ledger.queries import balance, problems

pytestmark = pytest.mark.django_db

EUR = Decimal


def reserve(award: Award) -> Decimal:
    return balance(f"reserved/FSE/FSE2/unica/{award.decree.ranked_list.call.code}/T")


def whole() -> list[str]:
    return [
        *verification.decrees(),
        *verification.awards(),
        *verification.money(),
        *verification.returned(),
        *problems(),
    ]


def test_what_is_paid_leaves_what_is_committed() -> None:
    award = an_award()

    money.pay(award=award, amount=EUR("30000.01"), ground=ground("p1"), by=officer())
    money.pay(award=award, amount=EUR("30000.01"), ground=ground("p1"), by=officer())

    found = standing(award)
    assert (found.committed, found.paid, found.due) == (EUR("49999.99"), EUR("30000.01"), 80_000)
    assert whole() == []


def test_no_cent_more_than_the_award() -> None:
    award = an_award()
    money.pay(award=award, amount=EUR("79999.99"), ground=ground("p1"), by=officer())

    with pytest.raises(money.MoneyRefused, match=r"al più 0,01"):
        money.pay(award=award, amount=EUR("0.02"), ground=ground("p2"), by=officer())

    assert standing(award).committed == EUR("0.01")


def test_a_saving_goes_back_to_the_lot_and_the_next_scroll_gives_it_out() -> None:
    ranked_list, sent = short_list()
    published_decree(ranked_list)
    award = live_awards(ranked_list.call).first()
    assert award is not None
    before = reserve(award)

    money.reduce(
        award=award,
        kind=ReductionKind.SAVING,
        amount=EUR(15_000),
        reason="Speso meno.",
        ground=ground("s1"),
        by=officer(),
    )

    assert reserve(award) == before + 15_000
    assert standing(award).due == award.amount - 15_000
    given = scroll_input(ranked_list)
    assert [(each.protocol, more) for each, more in given.next_up] == [
        (sent[2].protocol, EUR(15_000))
    ]
    assert whole() == []
    second = adopted_decree(scrolled(ranked_list))
    assert reserve(award) == 0
    third = live_awards(ranked_list.call).get(submission=sent[2])
    assert (third.decree_id, third.amount) == (second.pk, 55_000)
    assert whole() == []


def test_what_was_paid_of_an_award_is_carried_to_the_one_that_replaces_it() -> None:
    ranked_list, sent = short_list()
    published_decree(ranked_list)
    partly = live_awards(ranked_list.call).get(submission=sent[2])
    money.pay(award=partly, amount=EUR(10_000), ground=ground("p1"), by=officer())
    renounced(sent[0])

    adopted_decree(scrolled(ranked_list))

    now = on_desk().get(submission=sent[2], state="granted")
    found = standing(now)
    assert (now.amount, now.carried) == (EUR(80_000), EUR(10_000))
    assert (found.committed, found.paid) == (EUR(70_000), EUR(10_000))
    assert whole() == []


def test_who_left_after_a_payment_is_settled_before_the_scroll() -> None:
    ranked_list, sent = short_list()
    published_decree(ranked_list)
    paid = live_awards(ranked_list.call).get(submission=sent[0])
    money.pay(award=paid, amount=EUR(10_000), ground=ground("p1"), by=officer())
    renounced(sent[0])
    decree = rendered_decree(scrolled(ranked_list))

    with pytest.raises(DecreeRefused, match=r"ha già avuto 10\.000,00"):
        decrees.adopt(decree=decree, by=manager())

    assert standing(on_desk().get(pk=paid.pk)).paid == 10_000


def test_a_revocation_frees_what_was_not_paid_and_the_rest_when_it_comes_back() -> None:
    ranked_list, sent = short_list()
    published_decree(ranked_list)
    award = on_desk().get(submission=sent[0], state="granted")
    money.pay(award=award, amount=EUR(30_000), ground=ground("p1"), by=officer())
    act = external("DD 99/A2203A/2026")
    row = row_of(sent[0].application)
    assert row is not None

    departures.record(row, DepartureKind.REVOKED, reason="Revoca.", act=act, by=manager())
    money.end(award=award, ground=ground("r1", act=act), by=manager())

    assert reserve(award) == EUR(50_000)
    assert sum(more for _each, more in scroll_input(ranked_list).next_up) == EUR(50_000)
    assert whole() == []
    money.take_back(award=award, amount=EUR(12_000), ground=ground("b1"), by=officer())
    assert reserve(award) == EUR(62_000)
    assert sum(more for _each, more in scroll_input(ranked_list).next_up) == EUR(62_000)
    with pytest.raises(money.MoneyRefused, match=r"al più 18\.000,00"):
        money.take_back(award=award, amount=EUR("18000.01"), ground=ground("b2"), by=officer())
    assert whole() == []
    adopted_decree(scrolled(ranked_list))
    assert reserve(award) == 0
    assert whole() == []


def test_a_partial_revocation_after_payments_frees_what_it_can_and_waits_for_the_rest() -> None:
    ranked_list, sent = short_list()
    published_decree(ranked_list)
    award = on_desk().get(submission=sent[0], state="granted")
    money.pay(award=award, amount=EUR(70_000), ground=ground("p1"), by=officer())

    money.reduce(
        award=award,
        kind=ReductionKind.PARTIAL_REVOCATION,
        amount=EUR(25_000),
        reason="Metà delle attività non si è fatta.",
        ground=ground("r1", act=external("DD 98/A2203A/2026")),
        by=manager(),
    )

    found = standing(award)
    assert (found.committed, found.due, found.overpaid) == (0, EUR(55_000), EUR(15_000))
    money.take_back(award=award, amount=EUR(15_000), ground=ground("b1"), by=officer())
    assert standing(award).overpaid == 0
    assert ReturnedMoney.objects.count() == 2
    assert sum(more for _each, more in scroll_input(ranked_list).next_up) == EUR(25_000)
    assert whole() == []


def test_what_is_told_to_come_back_and_did_not_is_found_out() -> None:
    award = an_award()
    returned.record(
        key="never-moved",
        call=award.decree.ranked_list.call,
        lot="T",
        amount=EUR(5),
        cause="Prova",
        act=None,
        by=officer(),
    )

    assert verification.returned() == ["never-moved: 5.00 told to come back to lot T, moved 0.00"]
