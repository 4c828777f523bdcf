"""A bank calls a guarantee: its share alone, by two people; what is left goes back to the lot at the end."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from calls.queries.verification import budgets
from evaluation.models import ReturnedMoney
from evaluation.queries.scrolling import more_money
from funding.actions import money
from funding.actions.aid import guarantees
from funding.actions.aid.guarantees import GuaranteeRefused
from funding.enums import GuaranteeCallState
from funding.models import GuaranteeCall
from funding.queries import verification
from funding.queries.aid import verification as aid_verification
from funding.queries.awards.standing import standing
from tests.factories.aid import an_award_of_forms, called, given, guaranteed, in_days, today
from tests.factories.evaluation import manager, officer
from tests.factories.funding import ground
from wecare.ledger.models import Movement
from wecare.ledger.queries import problems

pytestmark = pytest.mark.django_db

EUR = Decimal


def whole() -> list[str]:
    return [*verification.money(), *aid_verification.aid(), *budgets(), *problems()]


def test_the_guaranteed_share_of_a_loss_is_paid_by_another_than_who_checked_it() -> None:
    award = an_award_of_forms(guaranteed("50000"), given("30000"))
    clerk, checker = officer(), officer()
    call = called(award, "50000.01", by=clerk)

    with pytest.raises(GuaranteeRefused, match=r"al più 40\.000,01"):
        guarantees.check(call=call, payable=EUR("40000.02"), remarks="Visto.", by=checker)
    guarantees.check(call=call, payable=EUR("40000.01"), remarks="Visto.", by=checker)
    for by in (clerk, checker):
        with pytest.raises(GuaranteeRefused, match="persona diversa"):
            guarantees.approve(call=call, by=by)
    guarantees.approve(call=call, by=manager())

    assert standing(award).paid == EUR("40000.01")
    movement = Movement.objects.get(key=call.key)
    assert (movement.kind, movement.basis, movement.reference) == ("payment", call.key, "SOFF-1")
    with pytest.raises(GuaranteeRefused, match="già deciso"):
        guarantees.approve(call=call, by=manager())
    assert whole() == []


def test_no_more_than_is_set_aside_also_in_two_calls() -> None:
    award = an_award_of_forms(guaranteed("50000"), given("30000"))
    first, second = called(award, "50000"), called(award, "50000", reference="SOFF-2")
    guarantees.check(call=first, payable=EUR(40_000), remarks="Visto.", by=officer())
    guarantees.check(call=second, payable=EUR(40_000), remarks="Visto.", by=officer())
    guarantees.approve(call=first, by=manager())

    with pytest.raises(GuaranteeRefused, match=r"ancora 10\.000,00"):
        guarantees.approve(call=second, by=manager())
    with pytest.raises(money.MoneyRefused, match=r"al più 30\.000,00"):
        money.pay(award=award, amount=EUR("30000.01"), ground=ground("p1"), by=officer())
    with pytest.raises(IntegrityError), transaction.atomic():
        GuaranteeCall.objects.filter(pk=second.pk).update(
            is_paid=True, decided_by=manager(), decided_at=first.recorded_at
        )
    guarantees.refuse(call=second, reason="Capienza finita.", by=manager())
    states = [each.state for each in GuaranteeCall.objects.order_by("number")]
    assert states == [GuaranteeCallState.PAID, GuaranteeCallState.REFUSED]
    assert whole() == []


def test_a_call_is_recorded_once_with_all_it_needs() -> None:
    award = an_award_of_forms(guaranteed("50000"), given("30000"))
    called(award)

    with pytest.raises(GuaranteeRefused, match="già registrata"):
        called(award)
    with pytest.raises(GuaranteeRefused, match="dopo oggi"):
        called(award, on=in_days(1), reference="B")
    with pytest.raises(GuaranteeRefused, match="più di zero"):
        called(award, "0", reference="B")
    with pytest.raises(GuaranteeRefused, match="riferimento"):
        called(award, reference=" ")
    with pytest.raises(GuaranteeRefused, match="non ha una garanzia"):
        called(an_award_of_forms(given("80000")))


def test_steps_are_taken_in_order_with_reasons_by_others() -> None:
    award = an_award_of_forms(guaranteed("50000"), given("30000"))
    clerk = officer()
    call = called(award, by=clerk)

    with pytest.raises(GuaranteeRefused, match="non è ancora verificata"):
        guarantees.approve(call=call, by=manager())
    with pytest.raises(GuaranteeRefused, match="che cosa hai verificato"):
        guarantees.check(call=call, payable=EUR(1), remarks=" ", by=officer())
    with pytest.raises(GuaranteeRefused, match="persona diversa"):
        guarantees.refuse(call=call, reason="No.", by=clerk)
    with pytest.raises(GuaranteeRefused, match="Scrivi perché"):
        guarantees.refuse(call=call, reason=" ", by=manager())
    guarantees.check(call=call, payable=EUR(1), remarks="Visto.", by=officer())
    with pytest.raises(GuaranteeRefused, match="già verificata"):
        guarantees.check(call=call, payable=EUR(1), remarks="Visto.", by=officer())


def test_what_is_left_goes_back_to_the_lot_once_no_call_waits() -> None:
    award = an_award_of_forms(guaranteed("50000"), given("30000"))
    call = called(award, "10000")
    with pytest.raises(GuaranteeRefused, match=r"Prima si decide sulla richiesta n\. 1"):
        guarantees.release(award=award, reason="Scaduta.", by=manager())
    guarantees.check(call=call, payable=EUR(8_000), remarks="Visto.", by=officer())
    guarantees.approve(call=call, by=manager())
    with pytest.raises(GuaranteeRefused, match="perché la garanzia finisce"):
        guarantees.release(award=award, reason=" ", by=manager())

    released = guarantees.release(award=award, reason="Scaduta.", by=manager())

    assert guarantees.release(award=award, reason="Scaduta.", by=manager()) == released
    found = standing(award)
    assert (found.due, found.committed, found.paid) == (38_000, 30_000, 8_000)
    assert ReturnedMoney.objects.get().amount == 42_000
    assert more_money(award.decree.ranked_list.call) == {"T": 42_000}
    with pytest.raises(GuaranteeRefused, match="La garanzia è finita"):
        called(award, reference="B")
    assert whole() == []


def test_a_guarantee_that_was_paid_whole_leaves_nothing() -> None:
    award = an_award_of_forms(guaranteed("50000", percent="100"), given("30000"))
    call = called(award, "50000", on=today() - timedelta(days=3))
    guarantees.check(call=call, payable=EUR(50_000), remarks="Visto.", by=officer())
    guarantees.approve(call=call, by=manager())

    with pytest.raises(GuaranteeRefused, match="non resta nulla"):
        guarantees.release(award=award, reason="Fine.", by=manager())
    assert whole() == []
