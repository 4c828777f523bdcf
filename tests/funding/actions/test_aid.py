"""An award is divided into forms once, by two people, to the cent, before anything is paid."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from calls.enums import AidForm
from funding.actions import money
from funding.actions.aid import forms as aid
from funding.actions.aid.forms import AidRefused, Component, terms_of
from funding.models import AidComponent, AidDivision
from funding.queries.aid.forms import component_of, lacks_division
from tests.factories.aid import TERMS, an_award_of_forms, given, guaranteed, lent
from tests.factories.evaluation import manager, officer
from tests.factories.funding import an_award, ground

pytestmark = pytest.mark.django_db

EUR = Decimal


def test_a_loan_with_a_grant_share_is_written_and_confirmed() -> None:
    award = an_award_of_forms()

    aid.divide(award=award, components=[lent("60000.01"), given("19999.99")], by=officer())
    assert component_of(award, AidForm.LOAN) is None
    aid.confirm(award=award, by=manager())

    loan = component_of(award, AidForm.LOAN)
    assert loan is not None
    assert (loan.amount, loan.terms) == (EUR("60000.01"), TERMS)
    assert not lacks_division(award)


def test_what_was_written_is_written_again_until_it_is_confirmed() -> None:
    award = an_award_of_forms()
    aid.divide(award=award, components=[lent("60000"), given("20000")], by=officer())
    aid.divide(award=award, components=[given("80000")], by=officer())
    aid.confirm(award=award, by=manager())

    with pytest.raises(AidRefused, match="già confermate"):
        aid.divide(award=award, components=[lent("80000")], by=officer())
    with pytest.raises(AidRefused, match="già confermate"):
        aid.confirm(award=award, by=manager())
    assert [each.form for each in AidComponent.objects.order_by("pk")] == ["capital"]


@pytest.mark.parametrize(
    ("components", "said"),
    [
        ([lent("60000"), given("19999.99")], "fanno 79.999,99\xa0€: devono fare 80.000,00"),
        ([Component(AidForm.GRANT, EUR(80_000))], "non prevede «contributo sulle spese»"),
        ([given("40000"), given("40000")], "una volta sola"),
        ([given("80000"), lent("0")], "più di zero"),
        ([Component(AidForm.LOAN, EUR(80_000))], "ha tasso, durata e rate"),
        ([guaranteed("80000", percent="100.01")], "al massimo il 100"),
        ([guaranteed("80000", most="79999.99")], "almeno quanto si accantona"),
        ([Component(AidForm.CAPITAL, EUR(80_000), guaranteed_percent=EUR(1))], "Solo la garanzia"),
    ],
)
def test_forms_that_do_not_hold_are_refused(components: list[Component], said: str) -> None:
    award = an_award_of_forms()

    with pytest.raises(AidRefused, match=said):
        aid.divide(award=award, components=components, by=officer())

    assert not AidDivision.objects.exists()


def test_who_wrote_it_does_not_confirm_it() -> None:
    award, by = an_award_of_forms(), officer()
    aid.divide(award=award, components=[lent("80000")], by=by)

    with pytest.raises(AidRefused, match="persona diversa"):
        aid.confirm(award=award, by=by)


def test_nothing_is_paid_before_the_forms_are_confirmed_nor_divided_after() -> None:
    award = an_award_of_forms()
    with pytest.raises(money.MoneyRefused, match="si confermano le forme"):
        money.pay(award=award, amount=EUR(1), ground=ground("p1"), by=officer())
    plain = an_award()
    money.pay(award=plain, amount=EUR(1), ground=ground("p2"), by=officer())

    with pytest.raises(AidRefused, match="prima del primo pagamento"):
        aid.divide(award=plain, components=[Component(AidForm.GRANT, EUR(80_000))], by=officer())


def test_grants_never_take_money_of_the_loan() -> None:
    award = an_award_of_forms(lent("60000"), given("20000"))
    money.pay(award=award, amount=EUR(15_000), ground=ground("p1"), by=officer())

    with pytest.raises(money.MoneyRefused, match=r"al più 5\.000,00"):
        money.pay(award=award, amount=EUR("5000.01"), ground=ground("p2"), by=officer())


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ((EUR(101), 12, 0, 3), "tasso"),
        ((EUR(1), 13, 0, 3), "durata"),
        ((EUR(1), 12, 12, 3), "preammortamento"),
        ((EUR(1), 12, 0, 5), "ogni 1, 2"),
    ],
)
def test_conditions_of_a_loan_are_named_when_they_make_no_plan(
    values: tuple[Decimal, int, int, int], said: str
) -> None:
    rate, months, grace, every = values
    with pytest.raises(AidRefused, match=said):
        terms_of(
            annual_rate=rate,
            months=months,
            grace_months=grace,
            every_months=every,
            method="constant_capital",
        )


def test_the_database_holds_a_confirmed_division() -> None:
    award = an_award_of_forms(lent("60000"), given("20000"))

    for sql in (
        "UPDATE funding_aidcomponent SET amount = 1",
        "DELETE FROM funding_aidcomponent",
        "UPDATE funding_aiddivision SET confirmed_at = now()",
        "DELETE FROM funding_aiddivision",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    with pytest.raises(IntegrityError), transaction.atomic():
        AidComponent.objects.create(
            division=AidDivision.objects.get(award=award), form="grant", amount=EUR(1)
        )


def test_the_database_confirms_only_what_sums_to_the_award() -> None:
    award = an_award_of_forms()
    division = aid.divide(award=award, components=[given("80000")], by=officer())
    AidComponent.objects.filter(division=division).update(amount=EUR("79999.99"))

    with pytest.raises(AidRefused, match="devono fare"):
        aid.confirm(award=award, by=manager())
    with pytest.raises(IntegrityError), transaction.atomic():
        AidDivision.objects.filter(pk=division.pk).update(
            confirmed_by=manager(), confirmed_at=division.written_at
        )
