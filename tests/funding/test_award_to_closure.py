"""An award from its decree to its closure, and the one who was next has the money that it saved."""

from decimal import Decimal

import pytest

from evaluation.engine.published import recompute
from evaluation.queries.scrolling import is_to_scroll, scroll_input
from funding.actions import money
from funding.actions.exits import closures, project_changes
from funding.actions.expenses import checks as expense_checks
from funding.actions.expenses import reports as expense_reports
from funding.actions.expenses.checks import Verdict
from funding.actions.payments import requests as payments
from funding.actions.payments.rules import PaymentRefused
from funding.enums import ChangeKind, InstalmentKind, LineState
from funding.models import Award, PaymentRequest
from funding.policies import ExitRefused
from funding.queries.awards.standing import on_desk, standing
from funding.queries.awards.timeline import timeline_of
from funding.queries.decrees import live_awards
from funding.queries.exits.budget_in_force import budget_in_force
from funding.queries.expenses.recognised import accepted_expense, grant_due
from funding.registration import must_hold
from tests.factories.conditions import accepted, wants
from tests.factories.evaluation import manager, officer
from tests.factories.exits import moved_by
from tests.factories.expenses import a_report, decided, spent, writer_of
from tests.factories.funding import adopted_decree, ground, published_decree
from tests.factories.payments import answered, approved, asked, checked, claim, ordered, planned
from tests.factories.scrolls import renounced, scrolled, short_list
from wecare.core import events
from wecare.ledger.queries import problems

pytestmark = pytest.mark.django_db

EUR = Decimal


def paid(payment: PaymentRequest) -> None:
    """The way of a request: checked, approved by two, ordered, executed by the bank."""
    answered(ordered(approved(checked(payment))))


def everything() -> list[str]:
    return [*must_hold(), *problems(), *events.verify_chain()]


def test_from_the_decree_to_the_saving_that_funds_the_next_in_line() -> None:
    ranked_list, sent = short_list()
    published_decree(ranked_list)
    wants(ranked_list.call, acceptance=True)
    award = on_desk().get(submission=sent[0], state="granted")
    planned(award, needs_report=True)
    early = asked(award)

    with pytest.raises(PaymentRefused, match="accett"):
        checked(early)
    accepted(award)
    paid(early)

    assert standing(award).paid == EUR(32_000)
    with pytest.raises(PaymentRefused, match="nessun rendiconto"):
        asked(award, InstalmentKind.BALANCE, "16000.00")
    change = project_changes.change(
        award=award,
        kind=ChangeKind.SUBSTANTIAL,
        wanted=moved_by(award, 2000),
        reason="La diffusione costa di più.",
        by=writer_of(award),
    )
    project_changes.decide(change=change, step="approve", by=manager())
    moved = budget_in_force(award)
    assert moved.total == award.submission.total_cost

    report = a_report(award, is_final=True)
    lines = spent(report, work="75000.00", spread="5000.00")
    report = expense_reports.send(report=report, actor=writer_of(award))
    decided(lines[1], Verdict(LineState.REFUSED, reason="Non è del progetto."))
    decided(lines[0])
    report = expense_checks.conclude(report=report, by=officer())
    expense_checks.close(report=report, note="Il minimo di spesa è rispettato.", by=manager())
    assert accepted_expense(award) == EUR(75_000)
    assert grant_due(award) == EUR(60_000)

    with pytest.raises(PaymentRefused, match=r"28\.000,00"):
        asked(award, InstalmentKind.INTERIM, "28000.01")
    paid(asked(award, InstalmentKind.INTERIM, "28000.00"))
    with pytest.raises(ExitRefused, match="restano da pagare"):
        closures.close(award=award, due=EUR("60000.01"), reason="Saldo.", by=manager())
    assert not is_to_scroll(ranked_list.call)
    closure = closures.close(
        award=award, due=grant_due(award), reason="Spesa riconosciuta: 75.000,00 €.", by=manager()
    )

    assert closure.saved == EUR(20_000)
    assert is_to_scroll(ranked_list.call)
    assert [(each.protocol, more) for each, more in scroll_input(ranked_list).next_up] == [
        (sent[2].protocol, EUR(20_000))
    ]
    with pytest.raises(money.MoneyRefused):
        money.pay(award=award, amount=EUR(1), ground=money.Ground("x", "x", "x", "x"), by=None)
    adopted_decree(scrolled(ranked_list))
    helped = live_awards(ranked_list.call).get(submission=sent[2])
    assert helped.amount == EUR(60_000)
    assert everything() == []
    _reads_well(award)


def _reads_well(award: Award) -> None:
    """The story of the award has each step, in order."""
    told = [moment.what for moment in timeline_of(on_desk().get(pk=award.pk))]
    assert told[0].startswith("Contributo concesso")
    for word in ("Contributo accettato", "Rendiconto n. 1 inviato", "Economia"):
        assert any(word in each for each in told), (word, told)


def test_who_closed_with_a_part_gets_no_more_and_stops_nobody_behind() -> None:
    ranked_list, sent = short_list()
    published_decree(ranked_list)
    partly = on_desk().get(submission=sent[2], state="granted")
    money.pay(award=partly, amount=EUR(30_000), ground=ground("p1"), by=officer())
    closures.close(award=partly, due=EUR(30_000), reason="Ha speso meno.", by=manager())
    renounced(sent[0])

    after = scrolled(ranked_list)
    adopted_decree(after)

    given = {each.submission_id: each.amount for each in live_awards(ranked_list.call)}
    assert given == {sent[1].pk: 80_000, sent[2].pk: 40_000, sent[3].pk: 80_000, sent[4].pk: 10_000}
    assert standing(on_desk().get(pk=partly.pk)).due == EUR(30_000)
    assert list(recompute(after.data)) == []
    assert everything() == []


def test_a_payment_withdrawn_leaves_room_for_another() -> None:
    ranked_list, sent = short_list()
    published_decree(ranked_list)
    award = on_desk().get(submission=sent[1], state="granted")
    planned(award)
    first = asked(award)

    payments.withdraw(payment=first, actor=writer_of(award))
    again = payments.ask(
        award=award, kind=InstalmentKind.ADVANCE, claim=claim("32000.00"), actor=writer_of(award)
    )
    paid(again)

    assert standing(award).paid == EUR(32_000)
    assert everything() == []
