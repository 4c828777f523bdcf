"""Awards with loans and guarantees for tests, each step by its own action."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from calls.enums import AidForm
from funding.actions.aid import forms as aid
from funding.actions.aid import guarantees, loans
from funding.actions.aid.forms import Component
from funding.engine.amortisation import Terms
from funding.enums import RepaymentMethod
from funding.models import Award, Disbursement, GuaranteeCall
from funding.queries.awards.standing import on_desk
from tests.factories.evaluation import manager, officer
from tests.factories.funding import an_award
from tests.factories.rules import rules
from tests.fixtures.scenes import scene
from wecare.core import clock

EUR = Decimal
LOT = {
    "code": "T",
    "title": "Linea B – piccoli progetti (dati dimostrativi)",
    "amount": "200000.00",
    "allocation": "skip",
    "aid_forms": ["capital", "loan", "guarantee"],
}
TERMS = Terms(EUR(3), 12, 0, 3, RepaymentMethod.CONSTANT_INSTALMENT)


def lent(amount: str, terms: Terms = TERMS) -> Component:
    return Component(AidForm.LOAN, EUR(amount), terms=terms)


def given(amount: str) -> Component:
    return Component(AidForm.CAPITAL, EUR(amount))


def guaranteed(amount: str, percent: str = "80", most: str = "100000") -> Component:
    return Component(
        AidForm.GUARANTEE,
        EUR(amount),
        guaranteed_percent=EUR(percent),
        guaranteed_amount=EUR(most),
    )


@scene
def an_award_of_forms(*components: Component, lot: dict[str, Any] = LOT) -> Award:
    """An award of 80 000 € of a call that allows loans; divided and confirmed if components are given."""
    award = an_award(rules=rules(lots=[lot]))
    if components:
        aid.divide(award=award, components=components, by=officer())
        aid.confirm(award=award, by=manager())
    return on_desk().get(pk=award.pk)


@scene
def a_loan(amount: str = "60000", *, terms: Terms = TERMS, on: date | None = None) -> Disbursement:
    """A loan that was disbursed today, with a capital grant for the rest of 80 000 €."""
    rest = EUR(80_000) - EUR(amount)
    award = an_award_of_forms(lent(amount, terms), *([given(str(rest))] if rest else []))
    return paid_out(award, amount, on=on)


@scene
def paid_out(award: Award, amount: str, *, on: date | None = None) -> Disbursement:
    asked = loans.ask(award=award, amount=EUR(amount), on=on or today(), by=officer())
    return loans.disburse(disbursement=asked, by=manager())


def called(award: Award, loss: str = "50000", **facts: Any) -> GuaranteeCall:
    """A bank's call on the guarantee, not checked."""
    return guarantees.record(
        award=award,
        bank="Banca di prova",
        reference=facts.get("reference", "SOFF-1"),
        on=facts.get("on", today()),
        loss=EUR(loss),
        by=facts.get("by") or officer(),
    )


def today() -> date:
    return clock.today()


def in_days(days: int) -> date:
    return today() + timedelta(days=days)
