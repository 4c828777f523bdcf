"""An award that was paid in part is revoked and paid back in the browser, and the next in line has it."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from evaluation.models import RankedList
from funding.models import Award, InstalmentPlan, Recovery, Revocation
from funding.queries.awards.standing import on_desk, standing
from funding.queries.decrees import live_awards
from funding.queries.exits.recoveries import statement_of
from tests.calls.views.test_calls_in_the_browser import enter, look
from tests.e2e import hands, steps
from tests.factories.exits import awarded
from tests.funding.actions.test_exits import whole
from wecare.acts.models import Act
from wecare.core import clock as the_clock
from wecare.core.money import format_plain
from wecare.ledger.queries import balances
from wecare.notices.models import Letter

pytestmark = [pytest.mark.browser, pytest.mark.worker, pytest.mark.django_db(transaction=True)]


def test_an_award_is_revoked_paid_back_and_given_to_the_next_in_line(
    new_page: Any, axe: Any, celery_worker_process: Any, clock: Any
) -> None:
    award, ranked_list, sent = awarded(paid=30_000)
    hands.enrol()
    officer = hands.at_work(new_page(), hands.OFFICER)
    manager = hands.at_work(new_page(), hands.MANAGER)
    beneficiary = enter(new_page(), sent[0].submitted_by)
    desk, own = f"/ufficio/contributi/{award.pk}/", f"/area/contributi/{award.pk}/"

    _notice(officer, axe, desk)
    _observe(beneficiary, axe, award)
    clock.set(the_clock.now() + timedelta(days=12))
    _assess(officer, axe, award)
    text = _adopt(officer, manager, axe)
    assert "revocare" in text
    assert "trentamila/00" in text
    assert "Siamo partiti a ottobre" in text
    assert on_desk().get(pk=award.pk).state == "released"

    officer.goto(desk)
    words = _words(officer)
    assert "La graduatoria è da scorrere" in words
    assert f"{sent[2].organisation.name} (prot. {sent[2].protocol}): 40.000,00 € in più." in words
    look(officer, axe, desk)
    look(beneficiary, axe, own)
    _instalments(beneficiary, manager, axe, award)
    _pay_back(officer, beneficiary, clock, award)

    assert not Recovery.objects.get().is_open
    assert standing(on_desk().get(pk=award.pk)).paid == 0
    _scroll(officer, manager, ranked_list)
    third = live_awards(ranked_list.call).get(submission=sent[2])
    fourth = live_awards(ranked_list.call).get(submission=sent[3])
    assert (third.amount, fourth.amount) == (Decimal(80_000), Decimal(40_000))
    assert sum(balances("").values()) == 0
    assert _letters(sent[0].submitted_by) == {
        "funding/offer",
        "funding/revocation_started",
        "funding/observation_received",
        "funding/revocation_done",
        "funding/recovery_opened",
        "funding/instalments_decided",
        "funding/recovery_received",
        "funding/recovery_closed",
    }
    assert whole() == []


def _words(page: Any) -> str:
    return str(page.inner_text("main")).replace("\xa0", " ")


def _notice(officer: Any, axe: Any, desk: str) -> None:
    officer.goto(desk)
    steps.press(officer, "Avvia la revoca")
    look(officer, axe, officer.url)
    steps.fill(officer, {
        "scope": "all", "reasons": "Le attività non sono iniziate.", "answer_days": "10",
        "conclude_days": "30", "protocol": "6100/2026",
    })  # fmt: skip
    steps.press(officer, "Avvia il procedimento")
    assert "Revoca totale, avviata il" in _words(officer)


def _observe(beneficiary: Any, axe: Any, award: Award) -> None:
    found = Revocation.objects.get()
    look(beneficiary, axe, f"/area/contributi/{award.pk}/revoche/{found.pk}/")
    assert "Le attività non sono iniziate." in _words(beneficiary)
    steps.fill(beneficiary, {"text": "Siamo partiti a ottobre."})
    beneficiary.set_input_files(
        "main input[type=file]",
        {"name": "registro.pdf", "mimeType": "application/pdf", "buffer": steps.a_pdf()},
    )
    steps.press(beneficiary, "Presenta le osservazioni")
    assert "registro.pdf" in _words(beneficiary)


def _assess(officer: Any, axe: Any, award: Award) -> None:
    found = Revocation.objects.get()
    look(officer, axe, f"/ufficio/contributi/{award.pk}/revoche/{found.pk}/")
    assert "Siamo partiti a ottobre." in _words(officer)
    steps.fill(officer, {"assessment": "Il registro non prova attività.", "recovery_days": "60"})
    steps.press(officer, "Registra la valutazione")
    look(officer, axe, officer.url)
    steps.press(officer, "Scrivi l'atto dai dati")


def _adopt(officer: Any, manager: Any, axe: Any) -> str:
    """From the ordinary desk of the acts; the words of the act's PDF."""
    address = officer.url
    steps.press(officer, "Prepara la prova da rileggere")
    manager.goto(address)
    steps.until(manager, "Vai all'adozione")
    steps.press(manager, "Vai all'adozione")
    steps.press(manager, "Adotta l'atto")
    assert Act.objects.get(template="revocation").number is not None, _words(manager)
    steps.until(manager, "Scarica l'atto")
    return steps.text_of(steps.downloaded(manager, "Scarica l'atto"))


def _instalments(beneficiary: Any, manager: Any, axe: Any, award: Award) -> None:
    claim = Recovery.objects.get()
    look(beneficiary, axe, f"/area/contributi/{award.pk}/recuperi/{claim.pk}/")
    assert "30.000,00 €" in _words(beneficiary)
    steps.fill(beneficiary, {"count": "2", "reason": "Non abbiamo cassa."})
    steps.press(beneficiary, "Chiedi le rate")
    look(manager, axe, f"/ufficio/contributi/{award.pk}/recuperi/{claim.pk}/")
    steps.press(manager, "Decidi sulle rate")
    first = the_clock.today() + timedelta(days=30)
    steps.fill(manager, {"outcome": "granted", "first": f"{first:%d/%m/%Y}"})
    steps.press(manager, "Registra l'esito")
    assert InstalmentPlan.objects.get().instalments.count() == 2
    look(beneficiary, axe, beneficiary.url)
    assert "15.000,00 € di capitale" in _words(beneficiary)


def _pay_back(officer: Any, beneficiary: Any, clock: Any, award: Award) -> None:
    """The first instalment with its interest, then all that is due with the second."""
    claim = Recovery.objects.get()
    desk = f"/ufficio/contributi/{award.pk}/recuperi/{claim.pk}/"
    for number in (1, 2):
        clock.set(the_clock.now() + timedelta(days=30))
        on = the_clock.today()
        due = statement_of(claim, at=on)
        assert due.interest > 0
        amount = due.interest + Decimal(15_000)
        officer.goto(desk)
        steps.fill(officer, {
            "amount": format_plain(amount), "received_on": f"{on:%d/%m/%Y}",
            "reference": f"CRO {number}",
        })  # fmt: skip
        steps.press(officer, "Registra il pagamento")
        assert f"CRO {number}" in _words(officer)
    beneficiary.goto(f"/area/contributi/{award.pk}/recuperi/{claim.pk}/")
    assert "Restituito" in _words(beneficiary)


def _scroll(officer: Any, manager: Any, ranked_list: RankedList) -> None:
    code = ranked_list.call.code
    officer.goto(f"/ufficio/graduatorie/{code}/scorrimento/")
    steps.press(officer, "Prepara la nuova versione")
    hands.approve(manager, code)
    hands.decree(officer, manager, code, shown="80.000,00", why="Una revoca libera risorse.")


def _letters(person: Any) -> set[str]:
    found = Letter.objects.filter(person=person, template__startswith="funding/")
    return set(found.exclude(template="funding/outcome").values_list("template", flat=True))
