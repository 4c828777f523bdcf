"""An antimafia information that does not come: its thirty days, urgency, who decides, what follows."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from applicants.models import Submission
from evaluation.models import RankedList
from funding.actions import decrees
from funding.actions.conditions.antimafia import go_on
from funding.engine.condition_facts import antimafia_term
from funding.enums import RegisterKind, RegisterOutcome
from funding.models import Award, RegisterAnswer, ResolutiveCondition
from funding.policies.conditions import ConditionsRefused, check_payable
from funding.queries.awards.standing import on_desk
from funding.queries.conditions.antimafia import awaited
from tests.evaluation.views.conftest import browser_of
from tests.factories.accounts import PersonFactory
from tests.factories.conditions import answered, days_ago, today, wants
from tests.factories.evaluation import (
    GOOD,
    call_under_evaluation,
    judged,
    manager,
    officer,
    published_list,
    submitted,
)
from tests.factories.funding import published_decree, rendered_decree
from tests.fixtures.database import Clock
from wecare.accounts.enums import Role
from wecare.core import clock as the_clock
from wecare.core.models import Event

pytestmark = pytest.mark.django_db


def a_large_list() -> tuple[RankedList, Submission]:
    """A published list of one application for 160 000 €, of a call that wants the antimafia information."""
    call = call_under_evaluation()
    sent = submitted(call, requested="160000.00", total_cost="200000.00")
    judged(call, {sent: GOOD})
    wants(call, antimafia=True)
    return published_list(call), sent


def asked_for(submission: Submission, **values: Any) -> RegisterAnswer:
    """The information, asked for and not come."""
    given = {"outcome": RegisterOutcome.AWAITED, "number": ""} | values
    return answered(submission, RegisterKind.ANTIMAFIA, **given)


def awarded() -> tuple[Award, Submission]:
    """An award granted with the information, which is no more."""
    ranked_list, sent = a_large_list()
    answered(sent, RegisterKind.ANTIMAFIA)
    decree = published_decree(ranked_list)
    return on_desk().get(decree=decree), sent


def later(clock: Clock, days: int) -> None:
    clock.set(the_clock.now() + timedelta(days=days))


def test_what_has_not_come_is_good_until_no_day_and_the_page_says_whose_it_is() -> None:
    _ranked_list, sent = a_large_list()

    assert answered(sent, RegisterKind.ANTIMAFIA).valid_until is not None
    assert asked_for(sent).valid_until is None

    page = browser_of(officer()).get(reverse("funding:conditions", args=[sent.pk]))
    assert f"{sent.organisation.name}: chiesta il" in page.content.decode()


def test_within_thirty_days_the_decree_waits_and_says_until_when(clock: Clock) -> None:
    ranked_list, sent = a_large_list()
    asked_for(sent)
    decree = rendered_decree(ranked_list)
    term = antimafia_term(today())
    assert (term - today()).days == 30

    for _day in range(2):
        with pytest.raises(ConditionsRefused, match="la risposta è dovuta in 30 giorni") as refusal:
            decrees.adopt(decree=decree, by=manager())
        assert "artt. 83, 91 e 92" in str(refusal.value)
        later(clock, 30)
    later(clock, -30)
    assert today() == term
    later(clock, 1)
    with pytest.raises(ConditionsRefused, match="i 30 giorni sono passati"):
        decrees.adopt(decree=decree, by=manager())
    assert not Award.objects.exists()


def test_once_the_days_have_passed_a_manager_lets_it_go_on(clock: Clock) -> None:
    ranked_list, sent = a_large_list()
    asked = asked_for(sent)
    decree = rendered_decree(ranked_list)
    later(clock, 31)
    boss = manager()

    decided = go_on(answer=asked, reason="", by=boss)

    assert go_on(answer=asked, reason="Di nuovo", by=manager()) == decided
    assert (decided.urgent, decided.term) == (False, antimafia_term(asked.on))
    decrees.adopt(decree=decree, by=manager())
    assert Award.objects.get().submission_id == sent.pk
    event = Event.objects.get(name="antimafia.gone_on")
    assert event.actor_id == boss.pk


def test_before_the_days_have_passed_only_an_urgency_with_its_reason(clock: Clock) -> None:
    award, sent = awarded()
    asked = asked_for(sent)

    with pytest.raises(ConditionsRefused, match="urgenza: scrivi quale"):
        go_on(answer=asked, reason="  ", by=manager())
    with pytest.raises(ConditionsRefused, match="la risposta è dovuta in 30 giorni"):
        check_payable(award)
    decided = go_on(answer=asked, reason="Il servizio chiude senza fondi.", by=manager())

    assert decided.urgent
    check_payable(award)
    with pytest.raises(DatabaseError), transaction.atomic():
        ResolutiveCondition.objects.update(reason="")


def test_an_answer_that_is_against_takes_back_what_went_on(clock: Clock) -> None:
    award, sent = awarded()
    asked = asked_for(sent, on=days_ago(31))
    go_on(answer=asked, reason="", by=manager())
    check_payable(award)

    against = answered(sent, RegisterKind.ANTIMAFIA, outcome=RegisterOutcome.IRREGULAR)

    with pytest.raises(ConditionsRefused, match="il contributo si revoca"):
        check_payable(award)
    assert awaited(sent, [sent.organisation.fiscal_code]) == []
    with pytest.raises(ConditionsRefused, match="Non si aspetta più"):
        go_on(answer=against, reason="Urgente", by=manager())
    answered(sent, RegisterKind.ANTIMAFIA)
    check_payable(award)


def test_an_answer_against_where_nobody_went_on_speaks_of_no_revocation() -> None:
    award, sent = awarded()
    answered(sent, RegisterKind.ANTIMAFIA, outcome=RegisterOutcome.IRREGULAR)

    with pytest.raises(ConditionsRefused, match="non è regolare") as refusal:
        check_payable(award)

    assert "si revoca" not in str(refusal.value)


def test_who_asks_again_waits_and_decides_again(clock: Clock) -> None:
    award, sent = awarded()
    first = asked_for(sent, on=days_ago(31))
    go_on(answer=first, reason="", by=manager())
    again = asked_for(sent)

    with pytest.raises(ConditionsRefused, match="la risposta è dovuta in 30 giorni"):
        check_payable(award)
    (waits,) = awaited(sent, [sent.organisation.fiscal_code])
    assert (waits.answer, waits.passed, waits.decided) == (again, False, None)


def test_the_database_keeps_an_urgency_with_its_reason() -> None:
    _award, sent = awarded()
    asked = asked_for(sent)

    with pytest.raises(DatabaseError), transaction.atomic():
        ResolutiveCondition.objects.create(
            answer=asked,
            term=antimafia_term(asked.on),
            urgent=True,
            reason="",
            decided_by=manager(),
            decided_at=the_clock.now(),
        )


def test_only_a_manager_decides_and_the_officer_reads_who_must() -> None:
    award, sent = awarded()
    asked = asked_for(sent)
    conditions = f"/ufficio/contributi/domande/{sent.pk}/condizioni/"
    page = f"/ufficio/contributi/domande/{sent.pk}/antimafia/{asked.pk}/"

    for role in (Role.OFFICER, Role.AUDITOR, Role.ADMIN, Role.ASSESSOR):
        assert browser_of(PersonFactory(roles=[role])).get(page).status_code == 403
    read = browser_of(officer()).get(conditions).content.decode()
    assert "lo decide un dirigente" in read
    assert page not in read
    boss = browser_of(manager())
    assert page in boss.get(conditions).content.decode()
    assert boss.get(page.replace(str(asked.pk), "99999")).status_code == 404
    refused = boss.post(page, {"reason": ""})
    assert refused.status_code == 422
    assert "scrivi qual è l" in refused.content.decode()
    assert boss.post(page, {"reason": "Urgenza vera"}).status_code == 302
    done = boss.get(page).content.decode()
    assert "Urgenza vera" in done
    assert "<textarea" not in done
    assert "Si va avanti sotto condizione risolutiva" in boss.get(conditions).content.decode()
    check_payable(award)
