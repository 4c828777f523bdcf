"""Paying back: interest first, the capital to the lot at once, instalments, what is overdue."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils.timezone import localdate

from applicants.models import Submission
from funding.actions import legal_rates
from funding.actions.exits import instalments, recoveries
from funding.models import Award, Recovery
from funding.policies import ExitRefused
from funding.queries.awards.standing import on_desk, standing
from funding.queries.exits.recoveries import overdue, statement_of
from funding.queries.legal_rates import rates
from tests.factories.accounts import PersonFactory
from tests.factories.evaluation import manager, officer
from tests.factories.exits import adopted_revocation, awarded
from tests.funding.actions.test_exits import whole
from tests.funding.actions.test_money import reserve
from wecare.accounts.enums import Role
from wecare.core import clock as the_clock
from wecare.notices.models import Letter

pytestmark = pytest.mark.django_db

EUR = Decimal


def claimed(clock: Any, paid: int = 36_500) -> tuple[Recovery, Award, Submission]:
    award, _list, sent = awarded(paid=paid)
    adopted_revocation(award, clock)
    return Recovery.objects.get(), on_desk().get(pk=award.pk), sent[0]


def later(clock: Any, days: int) -> date:
    clock.set(the_clock.now() + timedelta(days=days))
    return the_clock.today()


def received(claim: Recovery, amount: str, on: date, reference: str = "CRO 1") -> Any:
    return recoveries.receive(
        recovery=claim, amount=EUR(amount), received_on=on, reference=reference, by=officer()
    )


def test_a_payment_covers_interest_then_capital_and_the_capital_goes_back_to_the_lot(
    clock: Any,
) -> None:
    claim, award, sent = claimed(clock)
    before = reserve(award)
    on = later(clock, 10)
    due = statement_of(claim, at=on)
    assert due.interest == EUR("16.00")  # ten days at 1,6 %

    payment = received(claim, "10016.00", on)

    assert (payment.interest, payment.capital) == (EUR("16.00"), EUR("10000.00"))
    assert standing(award).paid == EUR("26500.00")
    assert reserve(award) == before + 10_000
    assert Letter.objects.filter(
        person=sent.submitted_by, template="funding/recovery_received"
    ).exists()
    assert whole() == []


def test_the_last_cent_closes_the_claim(clock: Any) -> None:
    claim, award, sent = claimed(clock)
    on = later(clock, 10)

    received(claim, "36516.00", on)

    assert not Recovery.objects.get().is_open
    assert standing(award).paid == 0
    assert Letter.objects.filter(
        person=sent.submitted_by, template="funding/recovery_closed"
    ).exists()
    with pytest.raises(ExitRefused, match="restituita per intero"):
        received(claim, "1.00", on, "CRO 2")
    assert whole() == []


def test_the_same_reference_is_one_payment(clock: Any) -> None:
    claim, _award, _sent = claimed(clock)
    on = later(clock, 1)

    first, second = received(claim, "100.00", on), received(claim, "100.00", on)

    assert first == second
    assert claim.payments.count() == 1
    with pytest.raises(ExitRefused, match=r"già registrato: 100,00"):
        received(claim, "100.01", on)
    assert whole() == []


def test_interest_alone_moves_no_money_of_the_award(clock: Any) -> None:
    claim, award, _sent = claimed(clock)
    on = later(clock, 10)

    received(claim, "5.00", on)

    assert standing(award).paid == EUR(36_500)
    assert statement_of(claim, at=on).interest == EUR("11.00")
    assert whole() == []


def test_a_payment_that_does_not_fit_is_refused(clock: Any) -> None:
    claim, _award, _sent = claimed(clock)
    on = later(clock, 10)

    with pytest.raises(ExitRefused, match=r"dovuti 36\.516,00.*16,00.*di interessi"):
        received(claim, "36516.01", on)
    with pytest.raises(ExitRefused, match="Hai scritto il"):
        received(claim, "1.00", on + timedelta(days=1))
    received(claim, "1.00", on)
    with pytest.raises(ExitRefused, match="Il giorno del pagamento va dal"):
        received(claim, "1.00", on - timedelta(days=1), "CRO 2")
    with pytest.raises(ExitRefused, match="Scrivi il riferimento"):
        received(claim, "1.00", on, " ")
    assert claim.payments.count() == 1


def test_interest_may_run_from_an_earlier_day_until_something_comes(clock: Any) -> None:
    claim, award, _sent = claimed(clock)
    first = localdate(award.granted_at)

    recoveries.run_from(recovery=claim, since=first, reason="Mala fede.", by=manager())

    claim.refresh_from_db()
    assert claim.since == first
    with pytest.raises(ExitRefused, match="al più presto dal"):
        recoveries.run_from(
            recovery=claim, since=first - timedelta(days=1), reason="Prima.", by=manager()
        )
    received(claim, "1.00", later(clock, 1))
    with pytest.raises(ExitRefused, match="È già arrivato"):
        recoveries.run_from(recovery=claim, since=first, reason="Dopo.", by=manager())


def test_instalments_are_asked_granted_and_watched(clock: Any) -> None:
    claim, _award, sent = claimed(clock, paid=30_000)
    asking = {"recovery": claim, "count": 2, "reason": "Non abbiamo cassa."}
    plan = instalments.ask(by=sent.submitted_by, **asking)
    with pytest.raises(ExitRefused, match="già una richiesta"):
        instalments.ask(by=sent.submitted_by, **asking)
    first = the_clock.today() + timedelta(days=30)

    instalments.decide(plan=plan, granted=True, first=first, answer="", by=manager())

    parts = list(plan.instalments.order_by("number"))
    assert [(each.capital) for each in parts] == [EUR(15_000), EUR(15_000)]
    assert parts[0].due_on == first
    assert overdue(claim, at=first) is None
    late = overdue(claim, at=first + timedelta(days=1))
    assert late is not None
    assert (late.since, late.capital) == (first, EUR(15_000))
    on = later(clock, 30)
    received(claim, str(statement_of(claim, at=on).interest + 15_000), on)
    assert overdue(claim, at=first + timedelta(days=1)) is None
    both = overdue(claim, at=parts[1].due_on + timedelta(days=1))
    assert both is not None
    assert both.capital == EUR(15_000)


def test_without_instalments_the_whole_is_overdue_after_its_day(clock: Any) -> None:
    claim, _award, _sent = claimed(clock)

    assert overdue(claim, at=claim.pay_by) is None
    late = overdue(claim, at=claim.pay_by + timedelta(days=1))

    assert late is not None
    assert late.capital == EUR(36_500)


def test_instalments_are_refused_with_a_reason_and_asked_again(clock: Any) -> None:
    claim, _award, sent = claimed(clock)
    for count in (1, 37):
        with pytest.raises(ExitRefused, match="Le rate vanno da 2 a 36"):
            instalments.ask(recovery=claim, count=count, reason="x", by=sent.submitted_by)
    with pytest.raises(ExitRefused, match="il tuo incarico"):
        instalments.ask(recovery=claim, count=3, reason="x", by=PersonFactory())
    plan = instalments.ask(recovery=claim, count=3, reason="x", by=sent.submitted_by)
    with pytest.raises(ExitRefused, match="Scrivi perché no"):
        instalments.decide(plan=plan, granted=False, first=None, answer=" ", by=manager())
    with pytest.raises(ExitRefused, match="La prima rata"):
        instalments.decide(plan=plan, granted=True, first=None, answer="", by=manager())

    instalments.decide(plan=plan, granted=False, first=None, answer="Troppo tardi.", by=manager())

    with pytest.raises(ExitRefused, match="già decisa"):
        instalments.decide(plan=plan, granted=True, first=date(2030, 1, 1), answer="", by=manager())
    assert instalments.ask(recovery=claim, count=3, reason="y", by=sent.submitted_by)


def test_an_administrator_writes_a_rate_over_the_shipped_one() -> None:
    admin = PersonFactory(roles=[Role.ADMIN])

    legal_rates.write(
        since=date(2026, 1, 1), percent=EUR("1.75"), decree="D.M. di prova", is_sure=True, by=admin
    )

    last = rates()[-1]
    assert (last.since, last.percent, last.is_sure) == (date(2026, 1, 1), EUR("1.75"), True)
    with pytest.raises(ExitRefused, match="1° gennaio"):
        legal_rates.write(
            since=date(2026, 7, 1), percent=EUR(1), decree="D.M.", is_sure=True, by=admin
        )


def test_the_database_keeps_a_claim_and_what_came(clock: Any) -> None:
    claim, _award, _sent = claimed(clock)
    payment = received(claim, "1.00", later(clock, 1))

    for change in (
        lambda: Recovery.objects.filter(pk=claim.pk).update(capital=1),
        lambda: Recovery.objects.filter(pk=claim.pk).delete(),
        lambda: type(payment).objects.filter(pk=payment.pk).update(amount=2, capital=2, interest=0),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()

    assert Recovery.objects.get().capital == EUR(36_500)
