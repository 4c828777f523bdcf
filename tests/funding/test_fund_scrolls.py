"""From the list to its scrolls where money of several funds comes back: to the cent on each fund."""

from decimal import Decimal

import pytest
from django.db import connection

from applicants.models import Submission
from calls.actions import budgets
from calls.engine.budgets import Change
from calls.engine.fund_parts import added
from calls.engine.places import parts_of_lot, places_of_lot
from calls.enums import BudgetKind
from evaluation.actions import departures
from evaluation.enums import DepartureKind
from evaluation.models import RankedList
from evaluation.queries import scenarios
from evaluation.queries import verification as lists_verification
from funding.actions import money
from funding.enums import ReductionKind
from funding.models import Award
from funding.queries import fund_verification, verification
from funding.queries.awards.standing import on_desk, standing
from tests.factories.acts import external
from tests.factories.evaluation import manager, officer
from tests.factories.exits import act_of_today
from tests.factories.funding import adopted_decree, ground, published_decree
from tests.factories.scrolls import scrolled, short_list
from tests.funding.test_documents import pdf_of, text_of
from tests.funding.test_fund_ledger import THREE, TWO, lots, of_call, on_funds
from wecare.ledger.queries import problems

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[TWO, THREE], ids=["two funds", "three funds"])
def listed(request: pytest.FixtureRequest) -> tuple[RankedList, list[Submission]]:
    """80 000 € to the first two, 40 000,01 € offered to the third of five."""
    return short_list(lots=lots(request.param))


def live(submission: Submission) -> Award:
    return on_desk().get(submission=submission, state="granted")


def pay(submission: Submission, amount: str, key: str) -> None:
    money.pay(award=live(submission), amount=Decimal(amount), ground=ground(key), by=officer())


def save(submission: Submission, amount: str, key: str) -> None:
    money.reduce(
        award=live(submission),
        kind=ReductionKind.SAVING,
        amount=Decimal(amount),
        reason="Economia",
        ground=ground(key),
        by=officer(),
    )


def revoke(submission: Submission) -> Award:
    """The application leaves the list and its award ends by act; what was paid is still out."""
    award = live(submission)
    departures.revoke(
        submission=submission,
        kind=DepartureKind.REVOKED,
        reason="Attività non iniziate.",
        ground=act_of_today(),
        by=manager(),
    )
    money.end(award=award, ground=ground("revoked", act=external()), by=manager())
    return on_desk().get(pk=award.pk)


def check_now() -> None:
    """Let the triggers look at what a commit would."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def wrong() -> list[str]:
    """What does not hold; the claims of recoveries apart, which nobody makes here."""
    return [
        *verification.decrees(),
        *verification.awards(),
        *verification.money(),
        *verification.returned(),
        *fund_verification.funds(),
        *lists_verification.ranked_lists(),
        *problems(),
    ]


def test_money_that_comes_back_is_granted_again_on_its_funds(
    listed: tuple[RankedList, list[Submission]],
) -> None:
    ranked_list, (first, second, third, fourth, _fifth) = listed
    call = ranked_list.call
    whole = parts_of_lot(ranked_list.rulebook.rules.lots[0])
    published_decree(ranked_list)
    pay(first, "32000.01", "p1")
    pay(second, "20000.03", "p2")
    pay(third, "0.07", "p3")
    save(first, "7777.77", "s1")
    gone = revoke(second)
    out = {fund: each.paid for fund, each in standing(gone).funds.items()}

    after = scrolled(ranked_list)
    adopted_decree(after)
    check_now()

    assert after.data["format"] == "wecare-ranked-list/6"
    granted = {row["protocol"]: row["granted"] for row in after.data["rows"]}
    assert [granted[each.protocol] for each in (first, third, fourth)] == [
        "80000.00",
        "80000.00",
        "27777.75",
    ]
    rules = scenarios.input_of(after)[1]
    assert added(rules.free["T"]) == added(
        whole, {f: -a for f, a in out.items()}, *(_held(each, after) for each in (first, third))
    )
    assert on_funds(call, "reserved") == {}
    assert of_call(call) == whole
    assert wrong() == []

    pay(fourth, "27777.75", "p4")
    money.take_back(award=gone, amount=Decimal("20000.01"), ground=ground("b1"), by=officer())
    money.take_back(award=gone, amount=Decimal("0.02"), ground=ground("b2"), by=officer())
    again = scrolled(after)
    adopted_decree(again)

    assert again.data["format"] == "wecare-ranked-list/6"
    assert str(live(fourth).amount) == "47777.78"
    assert str(standing(live(fourth)).committed) == "20000.03"
    assert on_funds(call, "reserved") == {}
    assert of_call(call) == whole
    assert all(
        each.committed >= 0 and each.paid >= 0
        for award in on_desk()
        for each in standing(award).funds.values()
    )
    assert wrong() == []


def _held(submission: Submission, after: RankedList) -> dict[str, Decimal]:
    """What the list says that one held, taken away."""
    (entry,) = (e for e in scenarios.input_of(after)[0] if e.protocol == submission.protocol)
    return {fund: -part for fund, part in entry.held_parts.items()}


def test_an_act_takes_what_is_left_of_a_lot_from_each_fund_and_can_bring_more_of_one(
    listed: tuple[RankedList, list[Submission]],
) -> None:
    ranked_list, (_first, second, third, *_others) = listed
    call, rules = ranked_list.call, ranked_list.rulebook.rules
    published_decree(ranked_list)
    save(second, "999.99", "s1")
    there = on_funds(call, "reserved")
    assert sum(there.values()) == Decimal("999.99")
    for fund, place in places_of_lot(rules.lots[0], rules).items():
        change = Change(BudgetKind.TRANSFER, there[fund], out_of=place, into=place.of_line)
        budgets.move(change=change, act=external(), actor=manager())
    fsc = places_of_lot(rules.lots[0], rules)["FSC"]
    more = Change(BudgetKind.INCREASE, Decimal("500.00"), into=fsc)
    budgets.move(change=more, act=external(), actor=manager())

    after = scrolled(ranked_list)
    adopted_decree(after)

    assert str(live(third).amount) == "40500.01"
    assert scenarios.input_of(after)[1].free == {"T": {"FSC": Decimal("500.00")}}
    assert "da quello che era libero su ogni fondo" in text_of(pdf_of(after.document))
    assert on_funds(call, "reserved") == {}
    assert wrong() == []


def test_a_scroll_before_any_money_moves_still_says_cents(
    listed: tuple[RankedList, list[Submission]],
) -> None:
    ranked_list, (first, *_others) = listed
    departures.renounce(application=first.application, reason="No.", by=first.submitted_by)

    after = scrolled(ranked_list)

    assert after.data["format"] == "wecare-ranked-list/5"
    assert "free" not in after.data["rules"]
