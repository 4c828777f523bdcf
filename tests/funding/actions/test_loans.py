"""Money of a loan goes out by two people, its plan is frozen, and its capital comes back to the line."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Sum
from django.db.utils import DatabaseError

from calls.queries.verification import budgets
from evaluation.actions import departures
from evaluation.enums import DepartureKind
from evaluation.models import ReturnedMoney
from evaluation.queries.scrolling import row_of, scroll_input
from funding.actions import legal_rates, money
from funding.actions.aid import forms as aid
from funding.actions.aid import loans, repayments
from funding.actions.aid.loans import LoanRefused
from funding.actions.aid.repayments import Receipt
from funding.engine.amortisation import Terms, schedule
from funding.enums import RepaymentMethod
from funding.models import Disbursement, LoanInstalment, LoanPlan, Repayment
from funding.queries import verification
from funding.queries.aid import verification as aid_verification
from funding.queries.aid.loans import loan, loans_of
from funding.queries.awards.standing import on_desk, standing
from tests.factories.accounts import PersonFactory
from tests.factories.acts import external
from tests.factories.aid import (
    TERMS,
    a_loan,
    an_award_of_forms,
    given,
    in_days,
    lent,
    paid_out,
    today,
)
from tests.factories.evaluation import manager, officer
from tests.factories.funding import adopted_decree, published_decree
from tests.factories.scrolls import renounced, scrolled, short_list
from tests.fixtures.database import Clock
from wecare.accounts.enums import Role
from wecare.core.fields import ROME
from wecare.ledger.models import Movement
from wecare.ledger.queries import balance, problems

pytestmark = pytest.mark.django_db

EUR = Decimal
LINE = "available/FSE/FSE2/unica"


def noon_of(day: date) -> datetime:
    return datetime.combine(day, time(12), ROME)


def whole() -> list[str]:
    return [
        *verification.decrees(),
        *verification.awards(),
        *verification.money(),
        *aid_verification.aid(),
        *budgets(),
        *problems(),
    ]


def pay(disbursement: Disbursement, number: int, amount: str, reference: str = "") -> Repayment:
    receipt = Receipt(disbursement, number, EUR(amount), today(), reference or f"TRN-{number}")
    return repayments.record(receipt=receipt, by=officer())


def test_a_loan_is_asked_by_one_and_disbursed_by_another_with_its_plan() -> None:
    award = an_award_of_forms(lent("60000"), given("20000"))
    asked = loans.ask(award=award, amount=EUR(60_000), on=today(), by=officer())
    assert standing(award).paid == 0

    loans.disburse(disbursement=asked, by=manager())

    found = standing(award)
    assert (found.paid, found.committed, found.repaid) == (60_000, 20_000, 0)
    (one,) = loans_of(award)
    plan = schedule(EUR(60_000), TERMS, today())
    assert [(row.due_on, row.instalment.capital, row.instalment.interest) for row in one.rows] == [
        (due.on, due.capital, due.interest) for due in plan
    ]
    assert (one.debt, one.overdue, one.next) == (60_000, (), one.rows[0])
    movement = Movement.objects.get(key=asked.key)
    assert (movement.kind, movement.basis, movement.effective_on) == (
        "payment",
        f"disbursement/{asked.pk}",
        today(),
    )
    assert whole() == []


def test_who_asked_does_not_disburse_and_a_decision_is_taken_once() -> None:
    award, by = an_award_of_forms(lent("60000"), given("20000")), officer()
    asked = loans.ask(award=award, amount=EUR(60_000), on=today(), by=by)

    with pytest.raises(LoanRefused, match="persona diversa"):
        loans.disburse(disbursement=asked, by=by)
    loans.disburse(disbursement=asked, by=manager())
    with pytest.raises(LoanRefused, match="già decisa"):
        loans.disburse(disbursement=asked, by=manager())
    with pytest.raises(LoanRefused, match="già decisa"):
        loans.refuse(disbursement=asked, reason="Ripensamento.", by=manager())
    assert standing(award).paid == 60_000


def test_no_cent_more_than_the_loan_also_counting_what_others_ask() -> None:
    award = an_award_of_forms(lent("60000"), given("20000"))
    first = loans.ask(award=award, amount=EUR(40_000), on=today(), by=officer())

    with pytest.raises(LoanRefused, match=r"ancora 20\.000,00"):
        loans.ask(award=award, amount=EUR("20000.01"), on=today(), by=officer())
    with pytest.raises(LoanRefused, match="Scrivi perché"):
        loans.refuse(disbursement=first, reason=" ", by=manager())
    loans.refuse(disbursement=first, reason="Manca la polizza.", by=manager())
    second = loans.ask(award=award, amount=EUR(60_000), on=today(), by=officer())
    loans.disburse(disbursement=second, by=manager())

    assert [each.state for each in Disbursement.objects.order_by("number")] == ["refused", "paid"]
    assert LoanPlan.objects.count() == 1
    assert whole() == []


def test_two_parts_of_a_loan_have_a_plan_each() -> None:
    award = an_award_of_forms(lent("60000"), given("20000"))
    paid_out(award, "20000.01")
    paid_out(award, "39999.99")

    assert [one.debt for one in loans_of(award)] == [EUR("20000.01"), EUR("39999.99")]
    assert whole() == []


def test_days_out_of_reach_and_awards_without_a_loan_are_refused() -> None:
    award = an_award_of_forms(lent("60000"), given("20000"))
    for on in (in_days(-1), in_days(loans.AHEAD + 1)):
        with pytest.raises(LoanRefused, match="Il giorno dell'erogazione va dal"):
            loans.ask(award=award, amount=EUR(1), on=on, by=officer())
    with pytest.raises(LoanRefused, match="prestito confermato"):
        loans.ask(award=an_award_of_forms(given("80000")), amount=EUR(1), on=today(), by=officer())


def test_three_instalments_come_back_and_the_capital_is_free_on_the_line(clock: Clock) -> None:
    disbursement = a_loan()
    (before,) = loans_of(disbursement.award)

    for row in before.rows[:3]:
        clock.set(noon_of(row.due_on))
        pay(disbursement, row.number, str(row.amount))

    (after,) = loans_of(disbursement.award)
    capital = sum(row.instalment.capital for row in before.rows[:3])
    assert after.debt == EUR(60_000) - capital == before.rows[2].instalment.debt
    assert balance(LINE) == capital
    found = standing(disbursement.award)
    assert (found.paid, found.repaid, found.given, found.overpaid) == (
        EUR(60_000) - capital,
        capital,
        60_000,
        0,
    )
    assert ReturnedMoney.objects.count() == 0
    assert Movement.objects.filter(kind="repayment").count() == 3
    assert whole() == []


def test_the_same_transfer_is_recorded_once_and_another_amount_is_told(clock: Clock) -> None:
    disbursement = a_loan()
    clock.shift(timedelta(days=80))
    first = pay(disbursement, 1, "1000", "TRN-A")

    assert pay(disbursement, 1, "1000", " TRN-A ") == first
    with pytest.raises(LoanRefused, match="TRN-A è già registrato"):
        pay(disbursement, 1, "1000.01", "TRN-A")
    assert Repayment.objects.count() == 1


def test_interest_comes_first_also_that_of_the_delay(clock: Clock) -> None:
    disbursement = a_loan()
    (one,) = loans_of(disbursement.award)
    row = one.rows[0]
    clock.set(noon_of(row.due_on) + timedelta(days=100))

    (late,) = loans_of(disbursement.award)
    assert late.overdue[0].number == 1
    expected = (row.instalment.capital * EUR("1.6") * 100 / 36_500).quantize(EUR("0.01"))
    assert late.overdue[0].late == expected
    paid = pay(disbursement, 1, str(row.amount))

    assert (paid.late, paid.interest, paid.capital) == (
        expected,
        row.instalment.interest,
        row.instalment.capital - expected,
    )
    (after,) = loans_of(disbursement.award)
    assert (after.overdue[0].left, after.overdue[0].late) == (expected, 0)
    assert whole() == []


def test_the_rate_that_an_administrator_writes_counts_for_loans_too(clock: Clock) -> None:
    disbursement = a_loan()
    (one,) = loans_of(disbursement.award)
    row = one.rows[0]
    legal_rates.write(
        since=date(row.due_on.year, 1, 1),
        percent=EUR(10),
        decree="D.M. di prova",
        is_sure=True,
        by=PersonFactory(roles=[Role.ADMIN]),
    )
    until = min(row.due_on + timedelta(days=100), date(row.due_on.year, 12, 31))
    clock.set(noon_of(until))

    (late,) = loans_of(disbursement.award)

    days = (until - row.due_on).days
    assert days > 0
    expected = (row.instalment.capital * 10 * days / 36_500).quantize(EUR("0.01"))
    assert late.overdue[0].late == expected


def test_instalments_are_paid_in_order_and_never_too_much(clock: Clock) -> None:
    disbursement = a_loan()
    clock.shift(timedelta(days=10))

    for number, amount, said in (
        (2, "1", "Prima della rata 2 si registra la 1"),
        (9, "1", "non ha la rata 9"),
        (1, "90000", "si devono"),
        (1, "0", "si devono"),
    ):
        with pytest.raises(LoanRefused, match=said):
            pay(disbursement, number, amount)
    with pytest.raises(LoanRefused, match="riferimento"):
        pay(disbursement, 1, "1", "  ")
    for on in (in_days(1), in_days(-11)):
        with pytest.raises(LoanRefused, match="giorno del rientro"):
            repayments.record(receipt=Receipt(disbursement, 1, EUR(1), on, "X"), by=officer())
    assert not Repayment.objects.exists()


def test_an_early_repayment_spreads_what_is_left_over_the_same_days(clock: Clock) -> None:
    disbursement = a_loan()
    (before,) = loans_of(disbursement.award)
    clock.set(noon_of(before.rows[0].due_on))
    pay(disbursement, 1, str(before.rows[0].amount))
    clock.shift(timedelta(days=10))

    made = repayments.repay_early(
        disbursement=disbursement, capital=EUR(20_000), on=today(), reference="E1", by=officer()
    )

    assert made.interest == (EUR(20_000) * 3 * 10 / 36_500).quantize(EUR("0.01"))
    (after,) = loans_of(disbursement.award)
    assert after.debt == before.rows[0].instalment.debt - 20_000
    assert [row.due_on for row in after.rows] == [row.due_on for row in before.rows]
    assert [row.number for row in after.rows] == [1, 2, 3, 4]
    assert after.rows[-1].instalment.debt == 0
    again = repayments.repay_early(
        disbursement=disbursement, capital=EUR(20_000), on=today(), reference="E1", by=officer()
    )
    assert again == made
    assert whole() == []


def test_all_the_debt_comes_back_early_and_nothing_is_left(clock: Clock) -> None:
    disbursement = a_loan("80000")
    clock.shift(timedelta(days=20))

    repayments.repay_early(
        disbursement=disbursement, capital=EUR(80_000), on=today(), reference="E1", by=officer()
    )

    (after,) = loans_of(disbursement.award)
    assert (after.debt, after.rows, after.next) == (0, (), None)
    assert (balance(LINE), standing(disbursement.award).paid) == (80_000, 0)
    assert LoanPlan.objects.filter(disbursement=disbursement).count() == 2
    assert whole() == []


def test_before_an_early_repayment_what_is_due_is_paid(clock: Clock) -> None:
    disbursement = a_loan()
    clock.shift(timedelta(days=95))

    with pytest.raises(LoanRefused, match="si paga la rata 1"):
        repayments.repay_early(
            disbursement=disbursement, capital=EUR(1), on=today(), reference="E", by=officer()
        )
    (one,) = loans_of(disbursement.award)
    pay(disbursement, 1, str(one.rows[0].owed))
    with pytest.raises(LoanRefused, match="Il capitale ancora da restituire"):
        repayments.repay_early(
            disbursement=disbursement, capital=EUR(60_000), on=today(), reference="E", by=officer()
        )


def test_during_grace_an_early_repayment_leaves_the_grace(clock: Clock) -> None:
    terms = Terms(EUR(6), 12, 6, 3, RepaymentMethod.CONSTANT_CAPITAL)
    disbursement = a_loan("80000", terms=terms)
    clock.shift(timedelta(days=5))

    repayments.repay_early(
        disbursement=disbursement, capital=EUR(40_000), on=today(), reference="E", by=officer()
    )

    (after,) = loans_of(disbursement.award)
    assert [(row.instalment.capital, row.instalment.interest) for row in after.rows] == [
        (0, 600),
        (0, 600),
        (20_000, 600),
        (20_000, 300),
    ]


def test_after_a_revocation_what_is_still_out_is_recovered_and_the_list_is_right(
    clock: Clock,
) -> None:
    disbursement = a_loan("80000")
    award = disbursement.award
    clock.shift(timedelta(days=20))
    pay(disbursement, 1, "10000")
    capital = standing(award).repaid
    act = external("DD 99/A2203A/2026")
    row = row_of(award.submission.application)
    assert row is not None

    departures.record(row, DepartureKind.REVOKED, reason="Revoca.", act=act, by=manager())
    ground = money.Ground("end", "Revoca", "DD 99", act.key, act=act)
    money.end(award=award, ground=ground, by=manager())

    given_out = scroll_input(award.decree.ranked_list)
    assert sum(more for _each, more in given_out.next_up) == 0
    with pytest.raises(LoanRefused, match="si registra tra i recuperi"):
        pay(disbursement, 1, "1", "TRN-Z")
    back = money.Ground("b1", "Recupero", "prova", "b1")
    with pytest.raises(money.MoneyRefused):
        money.take_back(
            award=award, amount=EUR("80000") - capital + EUR("0.01"), ground=back, by=officer()
        )
    money.take_back(award=award, amount=EUR("80000") - capital, ground=back, by=officer())
    assert whole() == []


def test_the_database_holds_plans_and_what_comes_back(clock: Clock) -> None:
    disbursement = a_loan()
    clock.shift(timedelta(days=10))
    (one,) = loans_of(disbursement.award)

    for sql in (
        "UPDATE funding_loaninstalment SET capital = 0",
        "DELETE FROM funding_loaninstalment",
        "UPDATE funding_loanplan SET debt = 0",
        "UPDATE funding_disbursement SET amount = 1",
        "UPDATE funding_disbursement SET is_paid = false",
        "DELETE FROM funding_disbursement",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    facts = {
        "disbursement": disbursement,
        "instalment": one.rows[0].instalment,
        "on": today(),
        "reference": "X",
        "late": 0,
        "recorded_by": disbursement.asked_by,
        "recorded_at": disbursement.asked_at,
    }
    for capital, interest in ((EUR(60_001), 0), (1, one.rows[0].instalment.interest + 1)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Repayment.objects.create(**facts, capital=capital, interest=interest)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError), transaction.atomic():
        LoanPlan.objects.create(
            disbursement=disbursement,
            version=2,
            cause="early_repayment",
            on=today(),
            debt=EUR(1),
            made_by=disbursement.asked_by,
            made_at=disbursement.asked_at,
        )


def test_verification_tells_what_does_not_hold(clock: Clock) -> None:
    disbursement = a_loan()
    clock.shift(timedelta(days=10))
    (_one,) = loans_of(disbursement.award)
    Repayment.objects.create(
        disbursement=disbursement,
        on=today(),
        reference="X",
        late=0,
        interest=0,
        capital=EUR(5),
        recorded_by=disbursement.asked_by,
        recorded_at=disbursement.asked_at,
    )

    found = aid_verification.aid()

    assert len(found) == 2
    assert "the ledger moved 0" in found[0]
    assert "its plan asks 60000.00" in found[1]


def test_a_loan_is_read_in_few_queries_however_long(django_assert_num_queries: object) -> None:
    disbursement = a_loan(terms=Terms(EUR(3), 120, 12, 1, RepaymentMethod.CONSTANT_INSTALMENT))

    with django_assert_num_queries(4):  # type: ignore[operator]
        found = loan(disbursement)
    assert len(found.rows) == LoanInstalment.objects.count() == 120
    due = LoanInstalment.objects.aggregate(sum=Sum("capital"))["sum"]
    assert due == EUR(60_000)


def test_a_scroll_carries_all_that_was_given_and_the_loan_goes_on_coming_back(
    clock: Clock,
) -> None:
    lot = {"code": "T", "title": "T", "amount": "200000.00", "allocation": "offer_rest"}
    ranked_list, sent = short_list(lots=[lot | {"aid_forms": ["loan", "capital"]}])
    published_decree(ranked_list)
    partly = on_desk().get(submission=sent[2], state="granted")
    aid.divide(award=partly, components=[lent("30000"), given("10000")], by=officer())
    aid.confirm(award=partly, by=manager())
    disbursement = paid_out(partly, "30000")
    clock.shift(timedelta(days=5))
    pay(disbursement, 1, "5000")
    renounced(sent[0])

    adopted_decree(scrolled(ranked_list))

    now = on_desk().get(submission=sent[2], state="granted")
    found = standing(now)
    assert (now.amount, now.carried, found.committed, found.given) == (
        80_000,
        30_000,
        50_000,
        30_000,
    )
    assert whole() == []
    pay(disbursement, 1, "500", "TRN-2")
    assert standing(now).given == 30_000
    assert whole() == []
