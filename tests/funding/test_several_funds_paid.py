"""The whole way of money on a lot that several funds pay: asked, checked, ordered, paid, lent and repaid."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from calls.engine.fund_parts import added
from funding.actions.aid import repayments
from funding.actions.aid.repayments import Receipt
from funding.engine.amortisation import Terms
from funding.enums import InstalmentKind, PaymentState, RepaymentMethod
from funding.models import Award
from funding.queries import fund_verification, verification, year_verification
from funding.queries.aid import verification as aid_verification
from funding.queries.aid.loans import loan
from funding.queries.awards.standing import on_desk, standing
from funding.queries.payments import verification as payment_verification
from tests.factories.aid import LOT, an_award_of_forms, given, lent, paid_out, today
from tests.factories.evaluation import officer
from tests.factories.funding import published_decree
from tests.factories.payments import answered, approved, asked, checked, fresh, ordered, planned
from tests.factories.scrolls import short_list
from tests.fixtures.database import Clock
from tests.funding.test_fund_ledger import THREE, TWO, lots
from wecare.ledger.queries import balances, problems

pytestmark = pytest.mark.django_db
EUR = Decimal
TERMS = Terms(EUR(3), 9, 0, 3, RepaymentMethod.CONSTANT_INSTALMENT)


def wrong() -> list[str]:
    return [
        *verification.decrees(),
        *verification.awards(),
        *verification.money(),
        *fund_verification.funds(),
        *year_verification.years(),
        *aid_verification.aid(),
        *payment_verification.payments(),
        *payment_verification.orders(),
        *problems(),
    ]


def on_funds(award: Award, what: str) -> dict[str, Decimal]:
    """Fund → what the award has there, by the ledger; nothing of zero."""
    funds = standing(on_desk().get(pk=award.pk)).funds
    return added({fund: getattr(each, what) for fund, each in funds.items()})


@pytest.mark.parametrize("shares", [TWO, THREE], ids=["two funds", "three funds"])
def test_an_award_is_paid_to_its_end_by_every_fund_its_part(shares: dict[str, str]) -> None:
    ranked_list, sent = short_list(lots=lots(shares))
    published_decree(ranked_list)
    award = on_desk().get(submission=sent[0], state="granted")
    granted = {fund: Decimal(part) for fund, part in award.parts.items()}
    planned(award)

    paid = EUR(0)
    for kind, amount in (
        (InstalmentKind.ADVANCE, "32000.00"),
        (InstalmentKind.INTERIM, "32000.00"),
        (InstalmentKind.BALANCE, "16000.00"),
    ):
        payment = approved(checked(asked(award, kind, amount)))
        answered(ordered(payment))
        assert fresh(payment).state == PaymentState.PAID
        paid += EUR(amount)
        for fund, part in on_funds(award, "paid").items():
            assert abs(part - paid * granted[fund] / award.amount) < EUR("0.03"), fund
        assert wrong() == []

    assert on_funds(award, "paid") == granted
    assert on_funds(award, "committed") == {}


def test_a_rejected_payment_moves_no_fund() -> None:
    ranked_list, sent = short_list(lots=lots(TWO))
    published_decree(ranked_list)
    award = on_desk().get(submission=sent[0], state="granted")
    before = on_funds(award, "committed")
    planned(award)

    answered(ordered(approved(checked(asked(award)))), outcome="respinto", reason="IBAN chiuso")

    assert on_funds(award, "committed") == before
    assert on_funds(award, "paid") == {}
    assert wrong() == []


def test_a_loan_goes_out_of_its_funds_and_its_capital_comes_back_to_them(clock: Clock) -> None:
    shares: Any = [{"fund": fund, "percent": percent} for fund, percent in TWO.items()]
    award = an_award_of_forms(
        lent("60000", TERMS), given("20000"), lot=LOT | {"amount": "80000.00", "shares": shares}
    )
    granted = {fund: Decimal(part) for fund, part in award.parts.items()}
    free_before = {fund: free(fund) for fund in granted}

    out = paid_out(award, "60000")

    assert wrong() == []
    lent_by = on_funds(award, "paid")
    assert sum(lent_by.values()) == EUR(60000)
    for number in range(1, 4):
        clock.shift(timedelta(days=100))
        row = loan(out).rows[number - 1]
        receipt = Receipt(out, number, row.owed, today(), f"TRN-{number}")
        repayments.record(receipt=receipt, by=officer())
        assert wrong() == []

    assert on_funds(award, "paid") == {}
    assert {fund: free(fund) - free_before[fund] for fund in granted} == lent_by
    assert on_funds(award, "committed") == added(granted, {f: -a for f, a in lent_by.items()})


def free(fund: str) -> Decimal:
    """What is free on the line, of one fund."""
    return sum(balances(f"available/{fund}").values(), EUR(0))
