"""A payment from the plan to the ledger: who asks, checks, approves, and what bounds each."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from funding.actions import money
from funding.actions.payments import checks as payment_checks
from funding.actions.payments import plans, spending
from funding.actions.payments import requests as payments
from funding.actions.payments.checks import TICKS
from funding.actions.payments.rules import PaymentRefused
from funding.engine.payments import Habit, Share
from funding.enums import InstalmentKind, PaymentState, ReductionKind
from funding.models import Award, PaymentApproval, PaymentRequest, SpendingLimit
from funding.queries import verification
from funding.queries.awards.standing import standing
from funding.queries.expenses import accepted
from funding.queries.payments import payable
from funding.queries.payments import verification as payment_verification
from funding.queries.payments.requests import plan_of
from tests.factories.accounts import PersonFactory
from tests.factories.evaluation import manager, officer
from tests.factories.funding import an_award, ground
from tests.factories.payments import (
    BROKEN_IBAN,
    OTHER_IBAN,
    admin,
    answered,
    approved,
    approver,
    asked,
    checked,
    claim,
    fresh,
    one_is_enough,
    ordered,
    planned,
    surety,
    today,
)
from wecare.core.models import Event
from wecare.ledger.models import Movement
from wecare.ledger.queries import problems
from wecare.notices.models import Letter

pytestmark = pytest.mark.django_db

EUR = Decimal
ADVANCE, INTERIM, BALANCE = InstalmentKind


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Says how much expense is accepted."""

    def tell(amount: Decimal | None) -> None:
        monkeypatch.setattr(accepted, "_providers", [lambda _award: amount])

    return tell


def whole() -> list[str]:
    return [
        *verification.decrees(),
        *verification.money(),
        *payment_verification.payments(),
        *payment_verification.orders(),
        *problems(),
    ]


def test_an_advance_goes_from_the_request_to_the_ledger() -> None:
    award = an_award()
    planned(award)

    payment = approved(checked(asked(award)))
    assert (payment.state, standing(award).paid) == ("approved", 0)
    order = ordered(payment)
    assert (fresh(payment).state, standing(award).paid) == ("ordered", 0)
    answered(order)

    assert fresh(payment).state == "paid"
    assert (standing(award).paid, standing(award).committed) == (EUR(32_000), EUR(48_000))
    movement = Movement.objects.get(key=f"payment/{payment.pk}")
    assert movement.basis == f"payment-request/{payment.pk}"
    assert Letter.objects.filter(template="funding/payment_paid").count() == 1
    assert whole() == []


def test_the_plan_is_proposed_from_the_habit_of_the_call_and_adds_up_to_what_is_due() -> None:
    award = an_award()
    call = award.decree.ranked_list.call
    assert [(each.kind, each.amount) for each in plans.suggested(award)] == [
        (ADVANCE, EUR(32_000)),
        (INTERIM, EUR(32_000)),
        (BALANCE, EUR(16_000)),
    ]

    plans.set_habit(call=call, habit=Habit(EUR("33.33"), EUR("0.00")), by=officer())

    assert [(each.kind, each.amount) for each in plans.suggested(award)] == [
        (ADVANCE, EUR(26_664)),
        (BALANCE, EUR(53_336)),
    ]
    with pytest.raises(PaymentRefused, match=r"al più il 100 %.*110,00 %"):
        plans.set_habit(call=call, habit=Habit(EUR(60), EUR(50)), by=officer())


def test_a_plan_that_does_not_add_up_is_refused_by_the_action_and_by_the_database() -> None:
    award = an_award()
    shares = [Share(ADVANCE, EUR(10_000)), Share(BALANCE, EUR("69999.99"))]

    with pytest.raises(PaymentRefused, match=r"in tutto 80\.000,00.*fanno 79\.999,99"):
        plans.write(award=award, shares=shares, surety=False, surety_days=1, by=officer())

    assert plan_of(award) is None
    plan = planned(award)

    @transaction.atomic
    def add() -> None:
        plan.instalments.create(sequence=9, kind="interim", amount=EUR(1))
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    with pytest.raises(IntegrityError, match="its instalments are"):
        add()


def test_a_plan_changes_before_the_first_payment_and_after_it_only_with_what_is_due() -> None:
    award = an_award()
    planned(award)
    assert planned(award).version == 2
    payment = asked(award)
    with pytest.raises(PaymentRefused, match=r"richiesta n\. 1 aspetta ancora"):
        planned(award)
    answered(ordered(approved(checked(payment))))
    with pytest.raises(PaymentRefused, match="prima del primo pagamento"):
        planned(award)

    money.reduce(
        award=award,
        kind=ReductionKind.SAVING,
        amount=EUR(20_000),
        reason="Speso meno.",
        ground=ground("s1"),
        by=officer(),
    )

    with pytest.raises(PaymentRefused, match=r"già pagati 32\.000,00.*prevede 24\.000,00"):
        planned(award)
    shares = [Share(ADVANCE, EUR(32_000)), Share(BALANCE, EUR(28_000))]
    plan = plans.write(award=award, shares=shares, surety=False, surety_days=1, by=officer())
    assert (plan.version, plan.total) == (3, EUR(60_000))


def test_nothing_is_asked_without_a_plan_nor_above_it_nor_twice() -> None:
    award = an_award()
    with pytest.raises(PaymentRefused, match="non ha ancora scritto il piano"):
        asked(award)
    planned(award)

    with pytest.raises(PaymentRefused, match=r"al più 32\.000,00.*piano: Anticipo.*32\.000,01"):
        asked(award, amount="32000.01")
    asked(award)
    with pytest.raises(PaymentRefused, match=r"già una richiesta aperta: Anticipo, n\. 1"):
        asked(award)

    with pytest.raises(IntegrityError, match="one_open_of_a_kind"), transaction.atomic():
        PaymentRequest.objects.create(
            award=award,
            number=2,
            kind="advance",
            amount=1,
            iban="x",
            holder="x",
            asked_by=officer(),
            asked_at=award.granted_at,
        )


@pytest.mark.parametrize("iban", [BROKEN_IBAN, "IT60", "ciao", "", "=1+1"])
def test_an_account_that_is_none_is_refused(iban: str) -> None:
    award = an_award()
    planned(award)

    with pytest.raises(PaymentRefused, match="modulo 97"):
        asked(award, iban=iban)


def test_an_account_is_taken_however_it_is_spaced() -> None:
    award = an_award()
    planned(award)

    payment = asked(award, iban="it60 x054 2811 1010 0000 0123 456")

    assert payment.iban == "IT60X0542811101000000123456"


def test_only_who_may_send_the_application_asks() -> None:
    award = an_award()
    planned(award)

    with pytest.raises(PaymentRefused, match="il tuo incarico non lo comprende"):
        payments.ask(award=award, kind=ADVANCE, claim=claim(), actor=PersonFactory())


def test_an_advance_to_a_private_body_wants_a_surety_large_and_long_enough(tmp_path: Path) -> None:
    award = an_award()
    planned(award, surety=True)
    assert plans.wants_surety(award)
    with pytest.raises(PaymentRefused, match="vuole una fideiussione"):
        asked(award)

    short = asked(award, surety=surety(tmp_path, "31999.99", days=364))

    with pytest.raises(PaymentRefused) as refused:
        checked(short)
    assert "copre 31.999,99" in str(refused.value).replace("\N{NO-BREAK SPACE}", " ")
    assert "deve durare almeno fino al" in str(refused.value)
    payment_checks.give_back(payment=short, reason="Serve una nuova fideiussione.", by=officer())
    again = payments.resend(
        payment=short, claim=claim(surety=surety(tmp_path)), actor=short.asked_by
    )
    assert checked(again).state == "checked"
    assert again.sureties.count() == 2


def test_interim_and_balance_are_paid_on_accepted_expense_alone(told: Any) -> None:
    award = an_award()  # 80 000 of a cost of 100 000: 80 %
    planned(award, needs_report=True)
    with pytest.raises(PaymentRefused, match="nessun rendiconto è stato accettato"):
        asked(award, INTERIM, 1)

    told(EUR("50000.00"))
    answered(ordered(approved(checked(asked(award)))))  # 32 000 in advance

    with pytest.raises(PaymentRefused, match=r"al più 8\.000,00.*50\.000,00.*80,00 %.*40\.000,00"):
        asked(award, INTERIM, "8000.01")
    assert asked(award, INTERIM, "8000.00").state == PaymentState.ASKED
    assert whole() == []


def test_all_the_cost_accepted_gives_all_of_the_award_and_no_more(told: Any) -> None:
    award = an_award()
    planned(award, needs_report=True)
    told(EUR("123456.78"))

    for kind, amount in ((ADVANCE, 32_000), (INTERIM, 32_000), (BALANCE, 16_000)):
        answered(ordered(approved(checked(asked(award, kind, amount)))))

    assert (standing(award).paid, standing(award).committed) == (EUR(80_000), 0)
    with pytest.raises(PaymentRefused, match=r"al più 0,00"):
        asked(award, BALANCE, "0.01")
    assert whole() == []


def test_an_officer_may_propose_less_with_a_reason_and_no_more() -> None:
    award = an_award()
    planned(award)
    payment = asked(award)

    def check(amount: int, reason: str = "", **ticks: bool) -> None:
        all_ticks = dict.fromkeys(TICKS, True) | ticks
        payment_checks.check(
            payment=payment, amount=EUR(amount), reason=reason, ticks=all_ticks, by=officer()
        )

    with pytest.raises(PaymentRefused, match=r"al più quanto è chiesto, 32\.000,00.*32\.001,00"):
        check(32_001, "Di più.")
    with pytest.raises(PaymentRefused, match="scrivi perché"):
        check(30_000)
    with pytest.raises(PaymentRefused, match="a chi è intestato il conto"):
        check(32_000, account=False)
    check(30_000, "Una spesa non è ammessa.")

    assert fresh(payment).proposed == EUR(30_000)


def test_a_registered_condition_stops_a_payment(monkeypatch: pytest.MonkeyPatch) -> None:
    award = an_award()
    planned(award)
    payment = checked(asked(award))
    monkeypatch.setattr(payable, "_hooks", {"durc": lambda _award: ["Il DURC è scaduto."]})

    with pytest.raises(PaymentRefused, match=r"Il DURC è scaduto\."):
        approved(payment)

    assert fresh(payment).state == "checked"


def test_nobody_approves_what_they_checked_or_asked_or_beyond_their_limit() -> None:
    award = an_award()
    planned(award)
    one_is_enough(award)
    payment = asked(award)
    checker = approver()
    payment_checks.check(
        payment=payment,
        amount=payment.amount,
        reason="",
        ticks=dict.fromkeys(TICKS, True),
        by=checker,
    )
    payment = fresh(payment)

    for person in (checker, payment.asked_by):
        with pytest.raises(PaymentRefused, match="ciò che ha controllato o chiesto"):
            approved(payment, person)
    with pytest.raises(PaymentRefused, match=r"fino a 0,00.*32\.000,00"):
        approved(payment, manager())
    with pytest.raises(PaymentRefused, match=r"fino a 31\.999,99"):
        approved(payment, approver("31999.99"))
    with pytest.raises(IntegrityError, match="nobody approves"), transaction.atomic():
        PaymentApproval.objects.create(
            check_of=payment.checks.get(),
            step=1,
            approved=True,
            amount=1,
            decided_by=checker,
            limit=SpendingLimit.objects.first(),
            decided_at=award.granted_at,
        )

    assert approved(payment, approver("32000.00")).state == "approved"


def test_a_limit_that_is_over_or_not_begun_is_none() -> None:
    award = an_award()
    planned(award)
    payment = checked(asked(award))
    past, coming = manager(), manager()
    days = timedelta(days=1)
    for person, since, until in (
        (past, today() - 9 * days, today() - days),
        (coming, today() + days, None),
    ):
        spending.set_limit(
            person=person, up_to=EUR(99_999), since=since, until=until, basis="DD 1", by=admin()
        )

    for person in (past, coming):
        with pytest.raises(PaymentRefused, match=r"fino a 0,00"):
            approved(payment, person)
    boss = admin()
    with pytest.raises(PaymentRefused, match="a sé stesso"):
        spending.set_limit(person=boss, up_to=EUR(1), since=today(), until=None, basis="x", by=boss)


def test_above_the_limit_of_the_measure_two_different_people_approve() -> None:
    award = an_award()
    planned(award)
    one_is_enough(award, "31999.99")
    payment = checked(asked(award))
    first, second = approver(), approver()

    assert approved(payment, first).state == "checked"
    with pytest.raises(PaymentRefused, match="serve un'altra persona"):
        approved(payment, first)
    assert approved(payment, second).state == "approved"
    assert [each.step for each in PaymentApproval.objects.order_by("id")] == [1, 2]


def test_until_somebody_says_so_every_payment_wants_two_people() -> None:
    award = an_award()
    planned(award)
    payment = checked(asked(award, amount="0.01"))

    assert approved(payment, approver()).state == "checked"


def test_who_does_not_approve_says_why_and_it_is_checked_again() -> None:
    award = an_award()
    planned(award)
    payment = checked(asked(award))
    boss = manager()
    with pytest.raises(PaymentRefused, match="Scrivi perché non approvi"):
        payment_checks.decide(payment=payment, approved=False, reason=" ", by=boss)

    payment_checks.decide(payment=payment, approved=False, reason="Manca un visto.", by=boss)

    payment = fresh(payment)
    assert (payment.state, payment.proposed) == ("asked", None)
    assert approved(checked(payment)).state == "approved"


def test_a_request_sent_back_is_corrected_and_goes_through_everything_anew() -> None:
    award = an_award()
    planned(award)
    payment = approved(checked(asked(award)))

    payment_checks.give_back(payment=payment, reason="Il conto è di un altro.", by=officer())

    payment = fresh(payment)
    assert (payment.state, payment.proposed) == ("returned", None)
    assert Letter.objects.get(template="funding/payment_returned").body.count("di un altro") == 1
    again = claim(iban=OTHER_IBAN, holder="Beta")
    payments.resend(payment=payment, claim=again, actor=payment.asked_by)
    payment = fresh(payment)
    assert (payment.state, payment.round, payment.iban) == ("asked", 2, OTHER_IBAN)
    assert approved(checked(payment)).state == "approved"
    names = Event.objects.filter(name__startswith="payment.").order_by("seq")
    assert list(names.values_list("name", flat=True)) == [
        "payment.asked",
        "payment.checked",
        "payment.approved",
        "payment.approved",
        "payment.returned",
        "payment.resent",
        "payment.checked",
        "payment.approved",
        "payment.approved",
    ]


def test_what_was_checked_does_not_change_under_who_approves() -> None:
    award = an_award()
    planned(award)
    payment = checked(asked(award))

    for change in ({"iban": OTHER_IBAN}, {"amount": EUR(1), "proposed": EUR(1)}, {"proposed": 5}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PaymentRequest.objects.filter(pk=payment.pk).update(**change)
    with pytest.raises(PaymentRefused, match="nello stato «Da approvare»"):
        payments.withdraw(payment=payment, actor=payment.asked_by)


def test_a_withdrawn_request_makes_room_for_another() -> None:
    award = an_award()
    planned(award)
    first = asked(award)

    payments.withdraw(payment=first, actor=first.asked_by)

    assert asked(award).number == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentRequest.objects.filter(pk=first.pk).update(note="Altro.")


def test_money_of_an_award_waits_for_the_bank_to_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    award = an_award()
    planned(award)
    order = ordered(approved(checked(asked(award))))

    with pytest.raises(money.MoneyRefused, match=r"banca non ha ancora risposto.*32\.000,00"):
        money.reduce(
            award=award,
            kind=ReductionKind.SAVING,
            amount=EUR(60_000),
            reason="Meno.",
            ground=ground("s1"),
            by=officer(),
        )

    answered(order)
    assert standing(award).paid == EUR(32_000)


def test_a_payment_of_an_award_that_was_cut_meanwhile_does_not_go_to_the_bank() -> None:
    award = an_award()
    planned(award)
    payment = approved(checked(asked(award)))
    money.reduce(
        award=award,
        kind=ReductionKind.SAVING,
        amount=EUR(60_000),
        reason="Meno.",
        ground=ground("s1"),
        by=officer(),
    )

    with pytest.raises(PaymentRefused, match=r"Al più 20\.000,00.*Qui sono 32\.000,00"):
        ordered(payment)

    assert fresh(payment).state == "approved"
    assert Award.objects.get(pk=award.pk).payments.get().transfers.count() == 0
