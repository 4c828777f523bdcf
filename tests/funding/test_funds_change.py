"""The line's later money comes from another fund: what was committed before stays where it was born."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from calls.actions import budgets
from calls.actions.publication import publish_by_act
from calls.engine.budgets import Change
from calls.engine.places import Place
from calls.enums import BudgetKind
from calls.models import Call, Fund, Line
from calls.queries.figures import Figures
from calls.queries.verification import budgets as budget_problems
from evaluation.models import RankedList
from funding.actions import money
from funding.enums import ReductionKind
from funding.queries import fund_verification, verification
from funding.queries.awards.standing import on_desk
from tests.factories.acts import external
from tests.factories.calls import CallFactory, a_complete_draft
from tests.factories.evaluation import (
    GOOD,
    call_under_evaluation,
    judged,
    manager,
    officer,
    published_list,
    submitted,
)
from tests.factories.funding import ground, published_decree
from tests.factories.rules import rules
from wecare.core import clock
from wecare.ledger.queries import balances, problems, total_under

pytestmark = pytest.mark.django_db

FREE = Decimal("120000.00")
_ITALIAN = str.maketrans(",.", ".,")


def a_list(fund: str, code: str) -> RankedList:
    """Two requests of 80 000 € for a lot of 200 000 € on the fund."""
    lots = [{"code": "T", "title": "Territoriale", "amount": "200000.00", "fund": fund}]
    call = call_under_evaluation(rules=rules(lots=lots), code=code)
    sent = [submitted(call) for _number in range(2)]
    judged(call, {sent[0]: {**GOOD, "A1": "20.00"}, sent[1]: GOOD})
    return published_list(call)


def stages(fund: str) -> dict[str, Decimal]:
    kinds = ("available", "reserved", "committed", "paid")
    return {kind: total_under(f"{kind}/{fund}/FSE2/unica") for kind in kinds}


@pytest.fixture
def before() -> RankedList:
    """A call on FESR with two awards, one of them partly paid, and free money of the line on FESR."""
    ranked_list = a_list("FESR", "su-fesr")
    published_decree(ranked_list)
    first, _second = on_desk().order_by("pk")
    money.pay(award=first, amount=Decimal("32000.00"), ground=ground("p1"), by=officer())
    free = Place("FSE2", "unica", "FESR")
    given = Change(BudgetKind.ALLOCATION, FREE, into=free)
    budgets.move(change=given, act=external(), actor=manager())
    return ranked_list


def pass_to_fsc() -> None:
    """An act of the budget moves the free money of the line from FESR to FSC."""
    Fund.objects.get_or_create(code="FSC", defaults={"title": "Fondo sviluppo e coesione"})
    out_of, into = (Place("FSE2", "unica", fund) for fund in ("FESR", "FSC"))
    change = Change(BudgetKind.TRANSFER, FREE, out_of=out_of, into=into)
    budgets.move(change=change, act=external(), actor=manager())


def a_new_call() -> Call:
    """A call of the same line, on FSC, published by act: it takes of the free money."""
    lots = [{"code": "N", "title": "Nuovo", "amount": "100000.00", "fund": "FSC"}]
    line = Line.objects.get(code="unica")
    fund = Fund.objects.get(code="FSC")
    call = CallFactory(code="su-fsc", line=line, fund=fund, draft=a_complete_draft(lots=lots))
    publish_by_act(
        call=call,
        kind="DD",
        number_text="DD 13/A2203A/2026",
        adopted_on=clock.today() - timedelta(days=1),
        subject="Approvazione",
        actor=call.created_by,
    )
    return call


def test_awards_stay_on_the_fund_they_were_born_on_and_new_money_on_the_new_one(
    before: RankedList, client: Client
) -> None:
    pass_to_fsc()

    assert stages("FESR")["available"] == 0
    assert stages("FSC")["available"] == FREE
    assert (stages("FESR")["committed"], stages("FESR")["paid"]) == (
        Decimal("128000.00"),
        Decimal("32000.00"),
    )

    first, second = on_desk().order_by("pk")
    money.pay(award=first, amount=Decimal("48000.00"), ground=ground("p2"), by=officer())
    money.reduce(
        award=second,
        kind=ReductionKind.SAVING,
        amount=Decimal("1000.50"),
        reason="Economia",
        ground=ground("s1"),
        by=officer(),
    )
    a_new_call()
    published_decree(a_list("FSC", "altro-su-fsc"))

    assert stages("FESR") == {
        "available": 0,
        "reserved": Decimal("41000.50"),
        "committed": Decimal("78999.50"),
        "paid": Decimal("80000.00"),
    }
    assert stages("FSC") == {
        "available": Decimal("20000.00"),
        "reserved": Decimal("140000.00"),
        "committed": Decimal("160000.00"),
        "paid": 0,
    }
    committed = set(balances("committed/FSC/FSE2/unica/altro-su-fsc"))
    assert len(committed) == 2
    assert balances("committed/FSC/FSE2/unica/su-fesr") == {}
    assert wrong() == []

    page = client.get(reverse("calls:measure", args=["FSE2"]))

    shown: dict[str, Figures] = {fund.code: held for fund, held in page.context["by_fund"]}
    for code in ("FESR", "FSC"):
        held = shown[code]
        assert stages(code) == {
            "available": held.available,
            "reserved": held.reserved,
            "committed": held.committed,
            "paid": held.paid,
        }
        assert f"{held.committed:,.2f}".translate(_ITALIAN) in page.content.decode()


def wrong() -> list[str]:
    return [
        *verification.decrees(),
        *verification.awards(),
        *verification.money(),
        *verification.returned(),
        *fund_verification.funds(),
        *budget_problems(),
        *problems(),
    ]
