"""The list of a call through its whole life in the browser: provisional, an observation and its answer,
definitive, decree, a renunciation, the scroll, the second decree; each by the person whose it is.
"""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command

from tests.e2e import steps
from tests.e2e import test_from_call_to_decree as way
from tests.fixtures.services import wait_for
from wecare.core import clock as the_clock
from wecare.ledger.queries import balances
from wecare.notices.models import Letter

pytestmark = [pytest.mark.browser, pytest.mark.worker, pytest.mark.django_db(transaction=True)]

DESK = f"/ufficio/graduatorie/{way.CODE}/"


def test_a_list_goes_from_provisional_to_a_second_decree(
    new_page: Any, celery_worker_process: Any, clock: Any
) -> None:
    officer, manager, alfa, beta = _judged(new_page, clock)

    list_pdf = way._rank(officer, manager)
    assert "provvisoria" in list_pdf
    _observe(alfa)
    _answer(officer, alfa)
    clock.set(the_clock.now() + timedelta(days=16))
    _definitive(officer, manager)
    way._decree(officer, manager)
    assert _committed() == [Decimal("300000.00"), Decimal("400000.00")]

    _renounce(alfa)
    scroll_pdf = _scroll(officer, manager)
    decree_pdf = _second_decree(officer, manager)

    assert "Che cosa cambia dalla versione 2" in scroll_pdf
    assert "Rinuncia" in scroll_pdf
    assert "non c'è più" in scroll_pdf
    assert "Scorrimento dalla versione 2" in decree_pdf
    assert "Disimpegnati" in decree_pdf
    assert "quattrocentomila/00" in decree_pdf
    assert _committed() == [Decimal("400000.00")]
    assert sum(balances("").values()) == 0
    _read(beta)
    for version in ("1", "2", "3"):
        call_command("verify_ranked_list", way.CODE, version)
    call_command("verify")


def _judged(new_page: Any, clock: Any) -> tuple[Any, Any, Any, Any]:
    """A call with days for observations, two bodies that applied, everything signed."""
    way._office()
    officer = steps.log_in(new_page(), way.OFFICER)
    way._prepare(officer)
    way._section(officer, "terms", {
        "parte-observation_days": "15", "parte-observation_article": "art. 11",
        "parte-offer_days": "20", "parte-offer_article": "art. 12",
    })  # fmt: skip
    way._publish(officer)
    cost = "500.000,00"
    alfa = way._apply(new_page(), "anna@alfa.example", "Anna Neri", number=1, cost=cost)
    beta = way._apply(new_page(), "bruno@beta.example", "Bruno Rossi", number=2, cost=cost)
    clock.set(the_clock.now() + timedelta(hours=3))
    way._close_and_check(officer)
    manager = steps.log_in(new_page(), way.MANAGER)
    way._appoint(manager)
    way._score_all(new_page)
    return officer, manager, alfa, beta


def _outcome(home: str) -> str:
    return home.replace("/domande/", "/esiti/")


def _observe(applicant: tuple[Any, str]) -> None:
    page, home = applicant
    page.goto(_outcome(home))
    assert "La graduatoria è provvisoria" in page.inner_text("main")
    steps.press(page, "Osservazioni")
    steps.fill(page, {"text": "Il bisogno è più grande di come è stato letto."})
    page.set_input_files(
        "main input[type=file]",
        {"name": "dati.pdf", "mimeType": "application/pdf", "buffer": steps.a_pdf()},
    )
    steps.press(page, "Presenta l'osservazione")
    words = page.inner_text("main")
    assert "dati.pdf" in words
    assert "Da rispondere" in words


def _answer(officer: Any, applicant: tuple[Any, str]) -> None:
    officer.goto(DESK)
    assert "1 osservazione, 1 senza risposta" in officer.inner_text("main")
    officer.goto(f"{DESK}osservazioni/")
    officer.locator("main a").get_by_text("Leggi e rispondi").first.click()
    steps.fill(officer, {
        "answer": "not_accepted", "reasons": "I punti sono quelli motivati dal nucleo.",
    })  # fmt: skip
    steps.press(officer, "Registra la risposta")
    assert "Non accolta" in officer.inner_text("main")
    page, home = applicant
    page.goto(f"{_outcome(home)}osservazioni/")
    assert "I punti sono quelli motivati dal nucleo." in page.inner_text("main")


def _definitive(officer: Any, manager: Any) -> None:
    officer.goto(DESK)
    steps.press(officer, "Calcola la graduatoria definitiva")
    _publish(manager)
    manager.goto(f"/graduatorie/{way.CODE}/2/")
    words = manager.inner_text("main")
    assert "Definitiva" in words
    assert "Nulla: ogni domanda sta come prima." in words


def _publish(manager: Any) -> None:
    manager.goto(DESK)
    steps.press(manager, "Approva la graduatoria")
    steps.press(manager, "Pubblica la graduatoria")


def _committed() -> list[Decimal]:
    held = balances("")
    return sorted(
        amount for code, amount in held.items() if code.startswith("committed/") and amount
    )


def _renounce(applicant: tuple[Any, str]) -> None:
    page, home = applicant
    page.goto(_outcome(home))
    steps.press(page, "Rinuncia al contributo")
    steps.fill(page, {"reason": "La sede non è più disponibile."})
    steps.tick(page, "main [name=confirmed]")
    steps.press(page, "Rinuncia al contributo")
    assert "La domanda è uscita dalla graduatoria" in page.inner_text("main")


def _scroll(officer: Any, manager: Any) -> str:
    officer.goto(DESK)
    steps.press(officer, "Vedi chi è uscito, quali risorse ci sono e a chi toccherebbe")
    words = officer.inner_text("main").replace("\xa0", " ")
    assert "Cooperativa Rossi" in words
    assert "100.000,00 € in più" in words
    steps.press(officer, "Prepara la nuova versione")
    _publish(manager)
    manager.goto(f"/graduatorie/{way.CODE}/3/")
    steps.until(manager, "Scarica la graduatoria in PDF")
    return steps.text_of(steps.downloaded(manager, "Scarica la graduatoria in PDF"))


def _second_decree(officer: Any, manager: Any) -> str:
    officer.goto(DESK)
    steps.press(officer, "Prepara il decreto")
    today = the_clock.now().astimezone(way.ROME)
    steps.fill(officer, {
        "variable_session_on": f"{today:%d/%m/%Y}", "variable_minutes": "n. 3",
        "variable_chapter": "126106", "variable_budget_year": "2026",
        "variable_acceptance_days": "30", "variable_manager": "Paolo Giraudo",
        "variable_considerations": "Un beneficiario ha rinunciato.",
    })  # fmt: skip
    steps.press(officer, "Salva il decreto")
    steps.press(officer, "Prepara la bozza in PDF")
    address = officer.url
    manager.goto(address)
    steps.until(manager, "Vai all'adozione")
    steps.press(manager, "Vai all'adozione")
    assert "700.000,00" in manager.inner_text("main")  # what goes back before the new commitment
    steps.press(manager, "Adotta il decreto")
    steps.until(manager, "Scarica il decreto in PDF")
    manager.reload()
    pdf = steps.downloaded(manager, "Scarica il decreto in PDF")
    steps.press(manager, "Pubblica il decreto")
    assert "Pubblicato" in manager.inner_text("main")
    return steps.text_of(pdf)


def _read(applicant: tuple[Any, str]) -> None:
    """Whoever stays reads the new amount, and has a letter of each publication."""
    page, home = applicant
    page.goto(_outcome(home))
    words = page.inner_text("main").replace("\xa0", " ")
    assert "Graduatoria versione 3" in words
    assert "400.000,00 €" in words
    wait_for(
        lambda: (
            Letter.objects.filter(
                template="evaluation/list_published", person__email="bruno@beta.example"
            ).count()
            == 3
        )
    )
