"""What the office and a panel do in the browser, for whatever call; each by the person whose it is."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from calls.enums import CallState
from calls.models import Call
from tests.e2e import steps
from tests.fixtures.services import wait_for
from wecare.accounts.enums import Role
from wecare.core import clock

ROME = ZoneInfo("Europe/Rome")
OFFICER, MANAGER = "elena@ufficio.example", "paolo@ufficio.example"
ASSESSORS = {
    "marta@nucleo.example": "Marta Bosio",
    "luca@nucleo.example": "Luca Verdi",
    "sara@nucleo.example": "Sara Conti",
}


def enrol() -> None:
    """The people of the office and those who may sit on a panel."""
    steps.enrol(OFFICER, "Elena Ferraris", Role.OFFICER)
    steps.enrol(MANAGER, "Paolo Giraudo", Role.MANAGER)
    for email, name in ASSESSORS.items():
        steps.enrol(email, name, Role.ASSESSOR)


def today() -> datetime:
    """Now, as it is written in the forms."""
    return clock.now().astimezone(ROME)


def publish(officer: Any, code: str) -> None:
    """The call becomes public, by act."""
    officer.goto(f"/ufficio/bandi/{code}/pubblicazione/")
    steps.fill(officer, {
        "number_text": "DD 9/A2203A/2026", "adopted_on": f"{today():%d/%m/%Y}",
        "subject": "Approvazione del bando",
    })  # fmt: skip
    officer.click("main form button[type=submit]")
    officer.wait_for_load_state("load")
    assert Call.objects.get(code=code).state == CallState.PUBLISHED.value, officer.inner_text(
        "main"
    )


def send(applicant: Any, home: str) -> None:
    """All is read again, confirmed and sent."""
    applicant.goto(f"{home}riepilogo/")
    steps.tick(applicant, "main [name=confirmed]")
    steps.press(applicant, "Invia la domanda")
    words = applicant.inner_text("main")
    assert "Domanda inviata" in words, words


def open_all(officer: Any, code: str) -> None:
    """Past its deadline the portal closes the call by itself; then the office opens what came."""
    wait_for(lambda: Call.objects.get(code=code).state == CallState.CLOSED.value)
    officer.goto(f"/ufficio/bandi/{code}/chiusura/")
    assert "nessuna domanda può più entrare" in officer.inner_text("main")
    officer.goto(f"/ufficio/bandi/{code}/apertura/")
    steps.press(officer, "Apri le domande")


def check_all(officer: Any, code: str, count: int) -> None:
    """Each application is found admissible, from the queue to the queue."""
    for _each in range(count):
        officer.goto(f"/ufficio/istruttorie/{code}/")
        steps.press(officer, "Apri la prossima")
        steps.fill(officer, {"outcome": "admissible"})
        steps.press(officer, "Salva")
    officer.goto(f"/ufficio/istruttorie/{code}/")
    words = officer.inner_text("main")
    assert f"{count} controllate, 0 da controllare" in words, words


def appoint(manager: Any, code: str) -> None:
    """The panel, by act."""
    chair, *members = ASSESSORS.values()
    manager.goto(f"/ufficio/nuclei/{code}/")
    manager.locator("main [name=chair]").select_option(label=chair)
    for name in members:
        manager.locator("#div_id_members").get_by_text(name).click()
    steps.fill(manager, {"number_text": "DD 10/A2203A/2026", "adopted_on": f"{today():%d/%m/%Y}"})
    steps.press(manager, "Nomina il nucleo")
    words = manager.inner_text("main")
    assert "Nominato con" in words, words


def declare(assessor: Any, code: str, conflicts: dict[str, str] | None = None) -> None:
    """With whom the assessor has a conflict (fiscal code → why); nothing is read before."""
    assessor.goto(f"/nucleo/{code}/valutazioni/")
    assert "Dichiara se hai conflitti" in assessor.inner_text("main")
    if not conflicts:
        steps.tick(assessor, "main [name=conflict][value=none]")
    else:
        steps.tick(assessor, "main [name=conflict][value=some]")
        steps.fill(assessor, {f"reason_{body}": why for body, why in conflicts.items()})
    steps.press(assessor, "Firma la dichiarazione")


def score(
    assessor: Any, code: str, marks: list[dict[str, str]], *, why: str = "Idea nuova."
) -> None:
    """The points of each criterion, one application after the other, each signed."""
    assessor.goto(f"/nucleo/{code}/valutazioni/")
    for place, points in enumerate(marks):
        if place == 0:
            steps.press(assessor, "Valuta la prossima")
        steps.fill(assessor, {f"points_{each}": given for each, given in points.items()})
        steps.fill(assessor, {f"reason_{each}": why for each in points})
        steps.press(assessor, "Firma la valutazione")
    words = assessor.inner_text("main")
    assert f"{len(marks)} valutazioni su {len(marks)}" in words, words


def rank(officer: Any, manager: Any, code: str) -> str:
    """The first list: drawn up, approved, published; the words of its PDF."""
    officer.goto(f"/ufficio/graduatorie/{code}/")
    steps.press(officer, "Calcola la graduatoria")
    manager.goto(f"/ufficio/graduatorie/{code}/")
    steps.press(manager, "Approva la graduatoria")
    steps.press(manager, "Pubblica la graduatoria")
    manager.goto(f"/graduatorie/{code}/1/")
    steps.until(manager, "Scarica la graduatoria in PDF")
    return steps.text_of(steps.downloaded(manager, "Scarica la graduatoria in PDF"))
