"""The list of the example call of FSE2 through its whole life in the browser: provisional, an observation
and its answer, definitive, decree, a renunciation, the scroll, the second decree.
"""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command

from applicants.models import Application
from calls.models import Call
from tests.calls.views.test_calls_in_the_browser import enter
from tests.e2e import hands, steps
from tests.factories.applicants import a_fiscal_code
from tests.factories.example_cases import FSE2, VALID
from tests.factories.filing import filed
from tests.fixtures.services import wait_for
from wecare.accounts.models import Person
from wecare.core import clock as the_clock
from wecare.ledger.queries import balances
from wecare.notices.models import Letter
from wecare.portal.demonstration import drafts

pytestmark = [pytest.mark.browser, pytest.mark.worker, pytest.mark.django_db(transaction=True)]

DESK = f"/ufficio/graduatorie/{FSE2}/"
ASKED = replace(
    VALID[FSE2],
    lot="R",
    costs={"realizzazione": Decimal("500000.00")},
    own_funding=Decimal("100000.00"),
)  # two of them are more than the regional lot has
MARKS = [{"B1": "70", "C1": "20.00"}, {"B1": "60", "C1": "10.00"}]
Applicant = tuple[Any, Application]


def test_a_list_goes_from_provisional_to_a_second_decree(
    new_page: Any, celery_worker_process: Any, clock: Any
) -> None:
    officer, manager, alfa, beta = _judged(new_page, clock)

    list_pdf = hands.rank(officer, manager, FSE2)
    assert "provvisoria" in list_pdf
    assert "Finanziata in parte" in list_pdf
    _observe(alfa)
    _answer(officer, alfa)
    clock.set(the_clock.now() + timedelta(days=16))
    _definitive(officer, manager)
    hands.decree(officer, manager, FSE2, shown="700.000,00", why="Le proposte sono coerenti.")
    assert _committed() == [Decimal("300000.00"), Decimal("400000.00")]

    _renounce(alfa)
    scroll_pdf = _scroll(officer, manager)
    decree_pdf = hands.decree(
        officer,
        manager,
        FSE2,
        shown="700.000,00",  # what goes back before the new commitment
        why="Un beneficiario ha rinunciato.",
    )

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
        call_command("verify_ranked_list", FSE2, version)
    call_command("verify")


def _judged(new_page: Any, clock: Any) -> tuple[Any, Any, Applicant, Applicant]:
    """The example with days for observations, two bodies that applied, everything signed."""
    call_command("load_programme", verbosity=0)
    hands.enrol()
    officer = hands.at_work(new_page(), hands.OFFICER)
    drafts.leave(officer=Person.objects.get(email=hands.OFFICER))
    hands.window(officer, FSE2)
    officer.goto(f"/ufficio/bandi/{FSE2}/sezioni/terms/")
    steps.fill(officer, {
        "parte-observation_days": "15", "parte-observation_article": "dimostrativo",
        "parte-offer_days": "20", "parte-offer_article": "dimostrativo",
    })  # fmt: skip
    steps.press(officer, "Salva e continua")
    hands.publish(officer, FSE2)
    alfa, beta = (
        _sent(new_page(), number, name) for number, name in ((921, "Neri"), (922, "Rossi"))
    )
    clock.set(the_clock.now() + timedelta(hours=3))
    hands.open_all(officer, FSE2)
    hands.check_all(officer, FSE2, 2)
    manager = hands.at_work(new_page(), hands.MANAGER)
    hands.appoint(manager, FSE2)
    hands.score_all(new_page, FSE2, MARKS)
    return officer, manager, alfa, beta


def _sent(page: Any, number: int, name: str) -> Applicant:
    """A cooperative that has written its project sends it."""
    said = replace(ASKED, name=f"Cooperativa {name}", fiscal_code=a_fiscal_code(number))
    application = filed(Call.objects.get(code=FSE2), said)
    enter(page, application.created_by)
    hands.send(page, f"/area/domande/{application.public_id}/")
    return page, application


def _outcome(application: Application) -> str:
    return f"/area/esiti/{application.public_id}/"


def _observe(applicant: Applicant) -> None:
    page, application = applicant
    page.goto(_outcome(application))
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


def _answer(officer: Any, applicant: Applicant) -> None:
    officer.goto(DESK)
    assert "1 osservazione, 1 senza risposta" in officer.inner_text("main")
    officer.goto(f"{DESK}osservazioni/")
    officer.locator("main a").get_by_text("Leggi e rispondi").first.click()
    steps.fill(officer, {
        "answer": "not_accepted", "reasons": "I punti sono quelli motivati dal nucleo.",
    })  # fmt: skip
    steps.press(officer, "Registra la risposta")
    assert "Non accolta" in officer.inner_text("main")
    page, application = applicant
    page.goto(f"{_outcome(application)}osservazioni/")
    assert "I punti sono quelli motivati dal nucleo." in page.inner_text("main")


def _definitive(officer: Any, manager: Any) -> None:
    officer.goto(DESK)
    steps.press(officer, "Calcola la graduatoria definitiva")
    hands.approve(manager, FSE2)
    manager.goto(f"/graduatorie/{FSE2}/2/")
    words = manager.inner_text("main")
    assert "Definitiva" in words
    assert "Nulla: ogni domanda sta come prima." in words


def _committed() -> list[Decimal]:
    held = balances("")
    return sorted(
        amount for code, amount in held.items() if code.startswith("committed/") and amount
    )


def _renounce(applicant: Applicant) -> None:
    page, application = applicant
    page.goto(_outcome(application))
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
    hands.approve(manager, FSE2)
    return hands.list_pdf(manager, FSE2, 3)


def _read(applicant: Applicant) -> None:
    """Whoever stays reads the new amount, and has a letter of each publication."""
    page, application = applicant
    page.goto(_outcome(application))
    words = page.inner_text("main").replace("\xa0", " ")
    assert "Graduatoria versione 3" in words
    assert "400.000,00 €" in words
    wait_for(
        lambda: (
            Letter.objects.filter(
                template="evaluation/list_published", person=application.created_by
            ).count()
            == 3
        )
    )
