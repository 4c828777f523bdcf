"""The formal check in a real browser: both sides, by keyboard and script, wide and narrow, no rule broken."""

import io
import os
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from applicants.models import Submission
from calls.models import Call
from evaluation.actions import formal_answers, formal_samples
from evaluation.enums import AdmissibilityOutcome
from evaluation.models import CheckLine, FormalRequest, RequestAnswer
from tests.calls.views.test_calls_in_the_browser import enter
from tests.factories.acts import printed
from tests.factories.applicants import a_pdf, saved
from tests.factories.evaluation import decided, officer, submitted
from tests.factories.formal import (
    call_with_notice,
    clarification,
    in_hands,
    overdue,
    rejection,
    with_file,
    written,
)
from tests.fixtures.browser import too_wide
from tests.fixtures.database import Clock
from wecare.accounts.models import Person
from wecare.core import pages

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NewPage = Callable[..., Any]
Axe = Callable[[Any], list[str]]


def looked_at(page: Any, axe: Axe, name: str, address: str) -> list[str]:
    """What is broken on a page at both widths."""
    found = []
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address)
        found += [f"{name} {width}: {each}" for each in (*axe(page), *too_wide(page))]
        if folder := os.environ.get("SCREENSHOTS"):
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
    return found


def two_pages() -> bytes:
    document = pikepdf.open(io.BytesIO(a_pdf()))
    document.add_blank_page()
    return saved(document)


@pytest.fixture
def call() -> Call:
    return call_with_notice()


@pytest.fixture
def submission(call: Call) -> Submission:
    return submitted(call, name="Associazione Beta", files={"deed": a_pdf()})


@pytest.fixture
def person() -> Person:
    return officer()


def desk(submission: Submission, rest: str = "") -> str:
    return f"/ufficio/istruttorie/{submission.call.code}/{submission.protocol_path}/{rest}"


def test_the_office_checks_line_by_line_and_asks(
    new_page: NewPage, axe: Axe, submission: Submission, person: Person
) -> None:
    page = enter(new_page(), person)
    page.goto(desk(submission))

    page.get_by_role("button", name="Prendi in carico").click()
    page.get_by_text("L'istruttoria è in carico a te.").wait_for()
    page.wait_for_load_state("load")  # the script that saves is there
    page.get_by_label("Segno: Atto costitutivo").select_option("not_met")
    page.get_by_label("Nota per l'ufficio: Atto costitutivo").fill("Manca l'ultima pagina.")
    page.get_by_text("Salvato alle").wait_for()
    line = CheckLine.objects.get()
    assert (line.state, line.note) == ("not_met", "Manca l'ultima pagina.")

    page.get_by_role("link", name=re.compile("Leggi qui.*Atto costitutivo")).click()
    picture = page.get_by_alt_text("Pagina 1 di 1 di deed.pdf")
    picture.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    assert picture.evaluate("each => each.naturalWidth") == pages.WIDTH

    page.goto(desk(submission))
    page.locator("label[for=id_outcome_0]").click()
    page.get_by_role("button", name="Salva", exact=True).click()
    assert "1 riga della lista dice altro (Atto costitutivo)" in page.content()

    page.get_by_role("link", name="Chiedi di completare").click()
    page.locator("label").get_by_text("Atto costitutivo", exact=True).first.click()
    page.get_by_label("Perché lo chiedi").fill("Manca l'ultima pagina dell'atto.")
    page.get_by_role("button", name="Manda la richiesta").click()
    page.get_by_text("La richiesta è partita").wait_for()
    assert FormalRequest.objects.get().points.get().code == "deed"


def test_the_applicant_answers_and_sends_by_itself(
    new_page: NewPage, axe: Axe, submission: Submission, person: Person, tmp_path: Path
) -> None:
    request = clarification(submission, by=person)
    file = tmp_path / "lettera.pdf"
    file.write_bytes(two_pages())
    page = enter(new_page(), submission.submitted_by)
    page.goto(f"/area/domande/{submission.application.public_id}/")

    page.get_by_role("link", name="Leggi e rispondi").click()
    page.wait_for_url("**/area/richieste/**")
    page.wait_for_load_state("load")  # the script that saves is there
    page.get_by_role("textbox", name="Bisogno").fill("Nel quartiere Aurora.")
    page.get_by_text("Salvato alle").wait_for()
    page.get_by_label("Il file di «Lettera di un partner»").set_input_files(str(file))
    page.get_by_role("button", name="Carica Lettera di un partner").click()
    page.get_by_role("link", name="lettera.pdf").wait_for()
    assert page.get_by_role("textbox", name="Bisogno").input_value() == "Nel quartiere Aurora."
    page.get_by_role("button", name="Invia la risposta").click()
    page.get_by_text("Risposta inviata", exact=True).wait_for()

    first, second = RequestAnswer.objects.get(request=request).content["points"]
    assert (first["said"], len(second["files"])) == ("Nel quartiere Aurora.", 1)


def test_every_page_is_accessible_and_narrow(
    new_page: NewPage, axe: Axe, submission: Submission, tmp_path: Path, clock: Clock
) -> None:
    call, person = submission.call, officer()
    file = tmp_path / "lettera.pdf"
    file.write_bytes(two_pages())
    in_hands(submission, by=person)
    request = with_file(written(clarification(submission, by=person)), file)
    noticed = submitted(call, name="Cooperativa Gamma")
    notice = written(rejection(noticed))
    late = submitted(call, name="Associazione Tarda")
    drawn = decided(submitted(call), AdmissibilityOutcome.ADMISSIBLE)
    formal_samples.draw(call=call, share=Decimal(50), by=person)
    office = enter(new_page(), person)
    applicant = enter(new_page(), submission.submitted_by)
    warned = enter(new_page(), noticed.submitted_by)

    found = looked_at(applicant, axe, "answer", f"/area/richieste/{request.public_id}/")
    found += looked_at(warned, axe, "observations", f"/area/richieste/{notice.public_id}/")
    sent = formal_answers.send(request=request, actor=submission.submitted_by)
    printed(sent.receipt)
    sample = f"/ufficio/istruttorie/{call.code}/campione/"
    for name, address in {
        "queue": f"/ufficio/istruttorie/{call.code}/",
        "queue-empty": f"/ufficio/istruttorie/{call.code}/?stato=riaperta",
        "check": desk(submission),
        "check-reading": f"{desk(submission)}?leggi=deed",
        "clarification": desk(late, "richieste/completamento/"),
        "rejection": desk(late, "richieste/preavviso/"),
        "request-answered": desk(submission, "richieste/1/"),
        "request-reading": f"{desk(submission, 'richieste/1/')}?leggi={request.points.get(number=2).files.get().pk}",
        "request-open": desk(noticed, "richieste/1/"),
        "extension": desk(noticed, "richieste/1/proroga/"),
        "closing": desk(noticed, "richieste/1/chiusura/"),
        "sample": sample,
        "second": f"{sample}1/1/",
        "today": "/ufficio/",
        "terms": "/area/scadenze/",
    }.items():
        found += looked_at(office, axe, name, address)
    found += looked_at(applicant, axe, "answer-sent", f"/area/richieste/{request.public_id}/")
    overdue(notice, clock)
    found += looked_at(warned, axe, "late", f"/area/richieste/{notice.public_id}/")

    assert drawn.admissibility.is_admissible
    assert found == []
