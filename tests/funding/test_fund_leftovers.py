"""Lots that several funds pay and that leave money to one another: it goes fund by fund, to the cent."""

from decimal import Decimal
from typing import Any

import pytest

from applicants.models import Submission
from calls.engine.fund_parts import added
from calls.engine.places import parts_of_lot
from calls.models import Call
from evaluation.actions import departures
from evaluation.models import RankedList
from funding.actions import decrees
from funding.policies import DecreeRefused
from funding.queries.lot_money import effects, passed_in
from tests.factories.evaluation import (
    GOOD,
    call_under_evaluation,
    judged,
    manager,
    published_list,
    submitted,
)
from tests.factories.funding import adopted_decree, published_decree, rendered_decree
from tests.factories.rules import rules
from tests.factories.scrolls import scrolled
from tests.funding.test_fund_ledger import THREE, TWO, of_call, on_funds, taken
from tests.funding.test_fund_scrolls import check_now, live, pay, save, wrong

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[TWO, THREE], ids=["two funds", "three funds"])
def listed(request: pytest.FixtureRequest) -> tuple[RankedList, dict[str, Submission]]:
    """R grants 80 000 of its 100 000,01 €; T is asked for 240 000 € and has 120 000,03 €."""
    shares = [{"fund": fund, "percent": percent} for fund, percent in request.param.items()]
    common: dict[str, Any] = {"shares": shares, "allocation": "offer_rest"}
    lots = [
        {"code": "T", "title": "Territoriale", "amount": "100000.02", **common},
        {"code": "R", "title": "Regionale", "amount": "100000.01", "leftover_to": "T", **common},
    ]
    call = call_under_evaluation(rules=rules(lots=lots))
    points = {"a": "20.00", "b": "18.00", "c": "17.00"}
    sent = {name: submitted(call, name=name) for name in points}
    sent["r"] = submitted(call, name="r", lot="R")
    scores = {sent[name]: {**GOOD, "A1": each} for name, each in points.items()}
    judged(call, scores | {sent["r"]: GOOD})
    return published_list(call), sent


def whole(ranked_list: RankedList) -> dict[str, Decimal]:
    return added(*(parts_of_lot(lot) for lot in ranked_list.rulebook.rules.lots))


def passed(call: Call) -> dict[str, Decimal]:
    return passed_in(call)["R", "T"]


def test_what_a_lot_leaves_goes_to_the_other_on_each_fund(
    listed: tuple[RankedList, dict[str, Submission]],
) -> None:
    ranked_list, sent = listed
    call = ranked_list.call
    assert ranked_list.data["format"] == "wecare-ranked-list/6"
    decree = rendered_decree(ranked_list)
    (passage,) = effects(decree).passages
    assert (passage.giver, passage.taker, passage.amount) == ("R", "T", Decimal("20000.01"))

    decrees.adopt(decree=decree, by=manager())

    assert passed(call) == passage.parts
    assert sum(passed(call).values()) == Decimal("20000.01")
    assert str(live(sent["b"]).amount) == "40000.03"
    assert on_funds(call, "reserved") == {}
    assert on_funds(call, "committed") == of_call(call) == whole(ranked_list)
    assert wrong() == []


def test_a_scroll_brings_more_on_each_fund_and_gives_back_what_is_needed_no_more(
    listed: tuple[RankedList, dict[str, Submission]],
) -> None:
    ranked_list, sent = listed
    call = ranked_list.call
    published_decree(ranked_list)
    check_now()
    pay(sent["a"], "33333.33", "p1")
    save(sent["r"], "1000.01", "s1")

    after = scrolled(ranked_list)
    adopted_decree(after)
    check_now()

    assert str(live(sent["b"]).amount) == "41000.04"
    assert sum(passed(call).values()) == Decimal("21000.02")
    assert of_call(call) == whole(ranked_list)
    assert wrong() == []

    one = sent["b"]
    departures.renounce(application=one.application, reason="No.", by=one.submitted_by)
    save(sent["a"], "0.01", "s2")
    again = scrolled(after)
    adopted_decree(again)

    assert str(live(sent["c"]).amount) == "41000.05"
    assert on_funds(call, "reserved") == {}
    assert of_call(call) == whole(ranked_list)
    assert wrong() == []


def test_what_the_giver_lacks_on_a_fund_is_told_with_fund_and_figures(
    listed: tuple[RankedList, dict[str, Submission]],
) -> None:
    ranked_list, _sent = listed
    decree = rendered_decree(ranked_list)
    taken(ranked_list.call, "0.01", lot="R")

    with pytest.raises(DecreeRefused, match=r"fondo FSE: restano .* ne servono"):
        decrees.adopt(decree=decree, by=manager())
