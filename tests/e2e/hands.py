"""What the office and a panel do in the browser, for whatever call; each by the person whose it is."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from calls.enums import CallState
from calls.models import Call
from tests.calls.views.test_calls_in_the_browser import enter
from tests.e2e import steps
from tests.fixtures.services import wait_for
from wecare.accounts.enums import Role
from wecare.accounts.models import Person
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


def at_work(page: Any, email: str) -> Any:
    """The page of one of these people, who has logged in: how, other tests show."""
    return enter(page, Person.objects.get(email=email))


def today() -> datetime:
    """Now, as it is written in the forms."""
    return clock.now().astimezone(ROME)


def window(officer: Any, code: str) -> None:
    """What an example lacks: it is open since an hour ago, for two hours more."""
    officer.goto(f"/ufficio/bandi/{code}/sezioni/window/")
    steps.fill(officer, {
        "parte-opens_at": f"{today() - timedelta(hours=1):%d/%m/%Y %H:%M}",
        "parte-closes_at": f"{today() + timedelta(hours=2):%d/%m/%Y %H:%M}",
        "parte-article": "dimostrativo",
    })  # fmt: skip
    steps.press(officer, "Salva e continua")


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


def declare(assessor: Any, code: str, conflicts: Mapping[str, str] | None = None) -> None:
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
    assessor: Any,
    code: str,
    marks: Sequence[Mapping[str, str]],
    *,
    why: str = "Idea nuova.",
    unseen: Sequence[str] = (),
) -> None:
    """The points of each criterion, one application after the other, each signed.

    `unseen` are the reasons of others: no page shows them before one's own are signed.
    """
    assessor.goto(f"/nucleo/{code}/valutazioni/")
    steps.press(assessor, "Valuta la prossima")
    for points in marks:
        page = assessor.content()
        assert not [each for each in unseen if each in page]
        steps.fill(assessor, {f"points_{each}": given for each, given in points.items()})
        steps.fill(assessor, {f"reason_{each}": why for each in points})
        steps.press(assessor, "Firma la valutazione")
    words = assessor.inner_text("main")
    assert f"{len(marks)} valutazioni su {len(marks)}" in words, words


def score_all(new_page: Any, code: str, marks: Sequence[Mapping[str, str]]) -> None:
    """Every member declares no conflict and gives these points, with a reason of their own."""
    for place, email in enumerate(ASSESSORS):
        page = at_work(new_page(), email)
        declare(page, code)
        others = [reason_of(each) for each in range(place)]
        score(page, code, marks, why=reason_of(place), unseen=others)


def reason_of(place: int) -> str:
    """What the member in this place of `ASSESSORS` writes."""
    return f"Motivo di {place}"


def rank(officer: Any, manager: Any, code: str) -> str:
    """The first list: drawn up, approved, published; the words of its PDF."""
    officer.goto(f"/ufficio/graduatorie/{code}/")
    steps.press(officer, "Calcola la graduatoria")
    approve(manager, code)
    return list_pdf(manager, code, 1)


def approve(manager: Any, code: str) -> None:
    """The list that the officer drew up is approved and published."""
    manager.goto(f"/ufficio/graduatorie/{code}/")
    steps.press(manager, "Approva la graduatoria")
    steps.press(manager, "Pubblica la graduatoria")


def list_pdf(reader: Any, code: str, version: int) -> str:
    """The words of a published list's PDF, as soon as it is made."""
    reader.goto(f"/graduatorie/{code}/{version}/")
    steps.until(reader, "Scarica la graduatoria in PDF")
    return steps.text_of(steps.downloaded(reader, "Scarica la graduatoria in PDF"))


def decree(officer: Any, manager: Any, code: str, *, shown: str, why: str) -> str:
    """The decree on the last list, from its draft to its publication; the words of its PDF.

    `shown` is an amount that the manager reads before adopting it.
    """
    officer.goto(f"/ufficio/graduatorie/{code}/")
    steps.press(officer, "Prepara il decreto")
    steps.fill(officer, {
        "variable_session_on": f"{today():%d/%m/%Y}", "variable_minutes": "n. 3",
        "variable_chapter": "126106", "variable_budget_year": "2026",
        "variable_acceptance_days": "30", "variable_manager": "Paolo Giraudo",
        "variable_considerations": why,
    })  # fmt: skip
    steps.press(officer, "Salva il decreto")
    steps.press(officer, "Prepara la bozza in PDF")
    address = officer.url
    steps.until(officer, "Leggi la bozza in PDF")
    assert "BOZZA" in steps.text_of(steps.downloaded(officer, "Leggi la bozza in PDF"))
    manager.goto(address)
    steps.until(manager, "Vai all'adozione")
    steps.press(manager, "Vai all'adozione")
    assert shown in manager.inner_text("main")
    steps.press(manager, "Adotta il decreto")
    steps.until(manager, "Scarica il decreto in PDF")
    manager.reload()
    pdf = steps.downloaded(manager, "Scarica il decreto in PDF")
    steps.press(manager, "Pubblica il decreto")
    assert "Pubblicato" in manager.inner_text("main")
    return steps.text_of(pdf)
