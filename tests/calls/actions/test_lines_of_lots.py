"""A call whose lots spend different lines of its measure: one act reserves on each."""

from decimal import Decimal

import pytest

from calls.actions.publication import publish_by_act
from calls.models import Call
from calls.policies import CallRefused
from calls.queries.budgets import lots
from calls.views.publication import effects_of, rules_of
from tests.factories.calls import (
    CallFactory,
    FundFactory,
    LineFactory,
    a_complete_draft,
    allocated,
    an_act,
)
from wecare.core import clock
from wecare.ledger.actions import InsufficientFunds
from wecare.ledger.queries import balance

pytestmark = pytest.mark.django_db


def a_call(**second: str) -> Call:
    """A call on line A, with 4 000 euro, whose second lot spends line B, with 1 000 euro."""
    held = [
        {"code": "A", "title": "Grandi", "amount": "4000.00"},
        {"code": "B", "title": "Piccoli", "amount": "1000.00", "line": "B", **second},
    ]
    call = CallFactory(code="due-linee", line__code="A", draft=a_complete_draft(lots=held))
    other = LineFactory(measure=call.line.measure, code="B")
    act = an_act("DGR 1-1")
    allocated(call.line, "4000.00", fund=call.fund, act=act)
    allocated(other, "1000.00", fund=call.fund, act=act)
    return call


def publish(call: Call) -> None:
    publish_by_act(
        call=call,
        kind="DD",
        number_text="DD 2/A2203A/2026",
        adopted_on=clock.today(),
        subject="Approvazione",
        actor=call.created_by,
    )


def test_each_lot_is_reserved_on_its_own_line() -> None:
    call = a_call()
    measure, fund = call.line.measure.code, call.fund.code

    publish(call)

    assert balance(f"reserved/{fund}/{measure}/A/due-linee/A") == Decimal("4000.00")
    assert balance(f"reserved/{fund}/{measure}/B/due-linee/B") == Decimal("1000.00")
    assert balance(f"available/{fund}/{measure}/A") == balance(f"available/{fund}/{measure}/B") == 0
    assert {(place.line, place.lot) for place in lots()} == {("A", "A"), ("B", "B")}


@pytest.mark.parametrize(
    ("second", "said"),
    [
        (
            {"line": "C"},
            (
                "Il lotto «Piccoli» spende la linea «C», che la misura {measure} non ha. Le sue linee "
                "sono: A, B."
            ),
        ),
        (
            {"fund": "FEASR"},
            "Il lotto «Piccoli» spende il fondo «FEASR», che non c'è. I fondi sono: {fund}.",
        ),
    ],
)
def test_a_lot_that_spends_what_is_not_there_is_told_what_there_is(
    second: dict[str, str], said: str
) -> None:
    call = a_call(**second)

    with pytest.raises(CallRefused) as refusal:
        publish(call)

    names = {"measure": call.line.measure.code, "fund": call.fund.code}
    assert str(refusal.value) == said.format(**names)
    assert lots() == {}


SHARES = [{"fund": "FSE", "percent": "57.49"}, {"fund": "FSC", "percent": "42.51"}]


def a_call_of_two_funds(fsc: str) -> Call:
    """A call of one lot of 4 000,01 euro that two funds pay; its line has enough of FSE, and so much of FSC."""
    held = [{"code": "A", "title": "Grandi", "amount": "4000.01", "fund": "FSE", "shares": SHARES}]
    draft = a_complete_draft(lots=held)
    call = CallFactory(code="due-fondi", line__code="A", fund__code="FSE", draft=draft)
    act = an_act("DGR 1-1")
    allocated(call.line, "4000.00", fund=call.fund, act=act)
    allocated(call.line, fsc, fund=FundFactory(code="FSC"), act=act)
    return call


def test_a_lot_that_several_funds_pay_is_reserved_on_each() -> None:
    call = a_call_of_two_funds("1700.41")
    measure = call.line.measure.code
    rules = rules_of(call)
    assert rules is not None
    before = [(each.fund, str(each.reserved), str(each.after)) for each in effects_of(rules)]

    publish(call)

    assert before == [("FSC", "1700.40", "0.01"), ("FSE", "2299.61", "1700.39")]
    for fund, reserved, after in before:
        assert balance(f"reserved/{fund}/{measure}/A/due-fondi/A") == Decimal(reserved)
        assert balance(f"available/{fund}/{measure}/A") == Decimal(after)
    assert {(place.fund, place.lot) for place in lots()} == {("FSC", "A"), ("FSE", "A")}


def test_a_line_that_lacks_a_cent_of_one_fund_refuses_with_fund_and_figures() -> None:
    call = a_call_of_two_funds("1700.39")

    with pytest.raises(InsufficientFunds) as refusal:
        publish(call)

    assert str(refusal.value).replace("\xa0", " ") == (
        "Lotto «Grandi»: sul fondo FSC servono 1.700,40 €, la linea ne ha liberi 1.700,39 € "
        f"(Linea {call.line.measure.code}/A, fondo FSC). Mancano 0,01 €: riduci il lotto o aumenta la "
        "dotazione con un atto. Non abbiamo registrato nulla."
    )
    assert balance(f"available/FSE/{call.line.measure.code}/A") == Decimal("4000.00")
