"""One way through the house in the browser: a call is published, bodies apply, a panel scores,
the list is drawn up, the decree is adopted and its money committed; each by the person whose it is.
"""

import json
import re
from datetime import timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command

from calls.enums import CallState
from calls.models import Call
from tests.e2e import steps
from tests.fixtures.services import wait_for
from wecare.accounts.enums import Role
from wecare.core import clock as the_clock
from wecare.ledger.queries import balances
from wecare.portal.demonstration.bodies import fiscal_code

pytestmark = [pytest.mark.browser, pytest.mark.worker, pytest.mark.django_db(transaction=True)]

CODE = "FSE2-prova"
ROME = ZoneInfo("Europe/Rome")
OFFICER, MANAGER = "elena@ufficio.example", "paolo@ufficio.example"
ASSESSORS = ("marta@nucleo.example", "luca@nucleo.example", "sara@nucleo.example")


def test_a_call_becomes_a_decree_through_the_hands_of_its_people(
    new_page: Any, celery_worker_process: Any, clock: Any
) -> None:
    _office()
    officer = steps.log_in(new_page(), OFFICER)
    _prepare(officer)
    _publish(officer)
    alfa = _apply(new_page(), "anna@alfa.example", "Anna Neri", number=1, cost="500.000,00")
    beta = _apply(
        new_page(width=360), "bruno@beta.example", "Bruno Rossi", number=2, cost="500.000,00"
    )
    late = _apply(
        new_page(), "carla@gamma.example", "Carla Blu", number=3, cost="500.000,00", send=False
    )
    _see_the_receipt(alfa)

    clock.set(the_clock.now() + timedelta(hours=3))
    _arrive_too_late(late)
    _close_and_check(officer)
    manager = steps.log_in(new_page(), MANAGER)
    _appoint(manager)
    _score_all(new_page)
    list_pdf = _rank(officer, manager)
    decree_pdf = _decree(officer, manager)

    assert "400.000,00" in list_pdf
    assert "300.000,00" in list_pdf
    assert "Finanziata in parte" in list_pdf
    assert "700.000,00" in decree_pdf
    assert "settecentomila/00" in decree_pdf
    assert re.search(r"DD 1/A2203A/20\d\d", decree_pdf)
    held = balances("")
    committed = {code: amount for code, amount in held.items() if code.startswith("committed/")}
    assert sorted(committed.values()) == [Decimal("300000.00"), Decimal("400000.00")]
    assert sum(held.values()) == 0
    _read_the_outcome(alfa, beta)
    _recompute()


def _office() -> None:
    call_command("load_programme", verbosity=0)
    steps.enrol(OFFICER, "Elena Ferraris", Role.OFFICER)
    steps.enrol(MANAGER, "Paolo Giraudo", Role.MANAGER)
    for email, name in zip(ASSESSORS, ("Marta Bosio", "Luca Verdi", "Sara Conti"), strict=True):
        steps.enrol(email, name, Role.ASSESSOR)


def _prepare(page: Any) -> None:
    page.goto("/misure/")
    assert "20.000.000,00" in page.inner_text("main").replace("\xa0", " ")
    page.goto("/ufficio/bandi/nuovo/")
    steps.fill(page, {"code": CODE, "title": "Innovazione sociale per il terzo settore"})
    options = page.locator("main [name=purse] option").all_inner_texts()
    page.locator("main [name=purse]").select_option(
        label=next(each for each in options if each.startswith("FSE2"))
    )
    page.click("main form button[type=submit]")
    at = the_clock.now().astimezone(ROME)
    _section(page, "identity", {
        "parte-title": "Innovazione sociale per il terzo settore",
        "parte-summary": "Progetti del terzo settore.",
        "parte-responsible_office": "A2203A",
        "parte-contact": "wecare@regione.example",
    })  # fmt: skip
    _section(page, "window", {
        "parte-opens_at": f"{at - timedelta(hours=1):%d/%m/%Y %H:%M}",
        "parte-closes_at": f"{at + timedelta(hours=2):%d/%m/%Y %H:%M}",
        "parte-article": "art. 4",
    })  # fmt: skip
    _table(page, "lots", "Aggiungi un lotto", [
        {"code": "T", "title": "Lotto territoriale", "amount": "2.900.000,00", "allocation": "offer_rest"},
        {"code": "R", "title": "Lotto regionale", "amount": "700.000,00", "allocation": "offer_rest"},
    ])  # fmt: skip
    _section(page, "eligibility", {
        "parte-eligible_kinds": ["social_cooperative", "ets_aps"], "parte-article": "art. 3",
    })  # fmt: skip
    _section(page, "amounts", {
        "parte-minimum_value": "85.000,00", "parte-minimum_own_share": "20", "parte-article": "art. 5",
    })  # fmt: skip
    _table(page, "sections", "Aggiungi una sezione", [{"code": "progetto", "title": "Il progetto"}])
    page.goto(f"/ufficio/bandi/{CODE}/sezioni/sections/progetto/")
    steps.rows(page, "questions", "Aggiungi una domanda", [
        {"code": "bisogno", "label": "Quale bisogno affronta?", "kind": "text", "max_words": "50"},
    ])  # fmt: skip
    steps.press(page, "Salva e continua")
    _table(page, "attachments", "Aggiungi un documento", [
        {"code": "statuto", "title": "Statuto", "obligation": "exclusion"},
    ])  # fmt: skip
    _table(page, "costs", "Aggiungi una voce", [
        {"code": "attivita", "title": "Attività", "minimum_percent": "70"},
        {"code": "gestione", "title": "Gestione", "maximum_percent": "30"},
    ])  # fmt: skip
    page.goto(f"/ufficio/bandi/{CODE}/sezioni/criteria/")
    steps.rows(page, "classes", "Aggiungi una classe", [{"code": "B", "title": "Proposta"}])
    steps.rows(page, "criteria", "Aggiungi un criterio", [
        {"code": "B1", "class_code": "B", "title": "Bisogno", "maximum": "50", "weight": "1"},
        {"code": "B2", "class_code": "B", "title": "Innovazione", "maximum": "50", "weight": "1"},
    ])  # fmt: skip
    steps.fill(page, {"parte-total_threshold": "60", "parte-assessors": "3"})
    steps.press(page, "Salva e continua")
    _table(page, "ties", "Aggiungi una regola", [{"kind": "earlier_instant"}])


def _section(page: Any, section: str, values: dict[str, Any]) -> None:
    page.goto(f"/ufficio/bandi/{CODE}/sezioni/{section}/")
    steps.fill(page, values)
    steps.press(page, "Salva e continua")
    assert "C'è un problema" not in page.inner_text("main"), page.inner_text("main")


def _table(page: Any, section: str, add: str, filled: list[dict[str, Any]]) -> None:
    page.goto(f"/ufficio/bandi/{CODE}/sezioni/{section}/")
    steps.rows(page, section, add, filled)
    steps.press(page, "Salva e continua")
    assert "C'è un problema" not in page.inner_text("main"), page.inner_text("main")


def _publish(page: Any) -> None:
    page.goto(f"/ufficio/bandi/{CODE}/anteprima/")
    assert "Lotto regionale" in page.inner_text("main")
    page.goto(f"/ufficio/bandi/{CODE}/pubblicazione/")
    today = the_clock.now().astimezone(ROME)
    steps.fill(page, {
        "number_text": "DD 9/A2203A/2026", "adopted_on": f"{today:%d/%m/%Y}",
        "subject": "Approvazione del bando",
    })  # fmt: skip
    page.click("main form button[type=submit]")
    held = balances("reserved/")
    assert sorted(held.values()) == [Decimal("700000.00"), Decimal("2900000.00")]
    page.goto(f"/bandi/{CODE}/")
    assert "Inizia la domanda" in page.inner_text("main")


def _apply(
    page: Any, email: str, name: str, *, number: int, cost: str, send: bool = True
) -> tuple[Any, str]:
    steps.register(page, email, name)
    page.goto(f"/area/domande/nuova/{CODE}/")
    steps.fill(page, {"codice": fiscal_code(number)})
    steps.press(page, "Continua")
    steps.fill(page, {
        "fiscal_code": fiscal_code(number), "vat_number": fiscal_code(number),
        "name": f"Cooperativa {name.split()[1]}", "kind": "social_cooperative",
        "seat_municipality": "Torino", "seat_province": "TO",
    })  # fmt: skip
    steps.press(page, "Salva l'ente")
    steps.fill(page, {"title": f"Case che aiutano {number}", "lot": "R"})
    steps.press(page, "Inizia la domanda")
    home = page.url
    _answer(page, home)
    page.goto(f"{home}spese/")
    steps.fill(page, {
        "cost_attivita": cost, "cost_gestione": "0", "own_funding": "100.000,00",
    })  # fmt: skip
    steps.press(page, "Salva e torna alla domanda")
    page.goto(f"{home}allegati/")
    page.set_input_files(
        "main input[type=file]",
        {"name": "statuto.pdf", "mimeType": "application/pdf", "buffer": steps.a_pdf()},
    )
    page.locator("main [data-upload-done]").filter(has_text="Il file è al sicuro").wait_for()
    assert "statuto.pdf" in page.inner_text("main")
    page.goto(f"{home}mancanze/")
    assert page.locator("main .wc-requirement-missing, main .wc-requirement-error").count() == 0
    if send:
        page.goto(f"{home}riepilogo/")
        steps.tick(page, "main [name=confirmed]")
        steps.press(page, "Invia la domanda")
        assert "Domanda inviata" in page.inner_text("main"), page.inner_text("main")
    return page, home


def _answer(page: Any, home: str) -> None:
    """The answer is kept by the autosave alone: nobody presses save."""
    page.goto(f"{home}sezioni/progetto/")
    with page.expect_response(lambda response: "/salvataggio/" in response.url) as waiting:
        page.fill('main [name="bisogno"]', "Le persone anziane sole hanno bisogno di vicini.")
        page.locator('main [name="bisogno"]').blur()
    assert waiting.value.status == 200, waiting.value.text()
    page.goto(f"{home}sezioni/progetto/")
    assert "persone anziane" in page.input_value('main [name="bisogno"]')


def _see_the_receipt(applicant: tuple[Any, str]) -> None:
    page, _home = applicant
    steps.until(page, "Scarica la ricevuta in PDF")
    words = steps.text_of(steps.downloaded(page, "Scarica la ricevuta in PDF"))
    assert "400.000,00" in words
    assert "1/20" in words


def _arrive_too_late(applicant: tuple[Any, str]) -> None:
    page, home = applicant
    page.goto(f"{home}riepilogo/")
    assert page.locator("main").get_by_role("button", name="Invia la domanda").count() == 0
    token = page.context.cookies()[0]
    assert token
    answer = page.request.post(
        f"{home}invio/",
        form={
            "confirmed": "on",
            "rules_version": "1",
            "idempotency_key": "x" * 20,
            "csrfmiddlewaretoken": _csrf(page),
        },
        headers={"Referer": home},
    )
    assert answer.status == 409
    assert "il bando è chiuso" in answer.text().lower()
    assert "R-" in answer.text()


def _csrf(page: Any) -> str:
    return str(next(c["value"] for c in page.context.cookies() if c["name"] == "csrftoken"))


def _close_and_check(page: Any) -> None:
    """Nobody presses anything: past its deadline the portal closes the call by itself."""
    wait_for(lambda: Call.objects.get(code=CODE).state == CallState.CLOSED.value)
    page.goto(f"/ufficio/bandi/{CODE}/chiusura/")
    assert "nessuna domanda può più entrare" in page.inner_text("main")
    page.goto(f"/ufficio/bandi/{CODE}/apertura/")
    steps.press(page, "Apri le domande")
    for _each in range(2):
        page.goto(f"/ufficio/istruttorie/{CODE}/")
        steps.press(page, "Apri la prossima")
        steps.fill(page, {"outcome": "admissible"})
        steps.press(page, "Salva")
    page.goto(f"/ufficio/istruttorie/{CODE}/")
    assert "2 controllate" in page.inner_text("main")


def _appoint(page: Any) -> None:
    page.goto(f"/ufficio/nuclei/{CODE}/")
    page.locator("main [name=chair]").select_option(label="Marta Bosio")
    for name in ("Luca Verdi", "Sara Conti"):
        page.locator("#div_id_members").get_by_text(name).click()
    today = the_clock.now().astimezone(ROME)
    steps.fill(page, {"number_text": "DD 10/A2203A/2026", "adopted_on": f"{today:%d/%m/%Y}"})
    steps.press(page, "Nomina il nucleo")
    assert "Marta Bosio" in page.inner_text("main")


def _score_all(new_page: Any) -> None:
    for place, email in enumerate(ASSESSORS):
        page = steps.log_in(new_page(), email)
        page.goto(f"/nucleo/{CODE}/valutazioni/")
        assert "Dichiara se hai conflitti" in page.inner_text("main")
        steps.tick(page, "main [name=conflict][value=none]")
        steps.press(page, "Firma la dichiarazione")
        for points in ("45", "35"):
            page.goto(f"/nucleo/{CODE}/valutazioni/")
            steps.press(page, "Valuta la prossima")
            if place:
                assert "Motivo di 0" not in page.content()
            steps.fill(page, {
                "points_B1": points, "reason_B1": f"Motivo di {place}",
                "points_B2": "40,50", "reason_B2": "Idea nuova.",
            })  # fmt: skip
            steps.press(page, "Firma la valutazione")
        page.goto(f"/nucleo/{CODE}/valutazioni/")
        assert "2 valutazioni su 2" in page.inner_text("main")


def _rank(officer: Any, manager: Any) -> str:
    officer.goto(f"/ufficio/graduatorie/{CODE}/")
    steps.press(officer, "Calcola la graduatoria")
    assert "Finanziata in parte" in officer.inner_text("main")
    manager.goto(f"/ufficio/graduatorie/{CODE}/")
    steps.press(manager, "Approva la graduatoria")
    steps.press(manager, "Pubblica la graduatoria")
    manager.goto(f"/graduatorie/{CODE}/1/")
    steps.until(manager, "Scarica la graduatoria in PDF")
    return steps.text_of(steps.downloaded(manager, "Scarica la graduatoria in PDF"))


def _decree(officer: Any, manager: Any) -> str:
    officer.goto(f"/ufficio/graduatorie/{CODE}/")
    steps.press(officer, "Prepara il decreto")
    today = the_clock.now().astimezone(ROME)
    steps.fill(officer, {
        "variable_session_on": f"{today:%d/%m/%Y}", "variable_minutes": "n. 3",
        "variable_chapter": "126106", "variable_budget_year": "2026",
        "variable_acceptance_days": "30", "variable_manager": "Paolo Giraudo",
        "variable_considerations": "Le proposte sono coerenti.",
    })  # fmt: skip
    steps.press(officer, "Salva il decreto")
    steps.press(officer, "Prepara la bozza in PDF")
    address = officer.url
    steps.until(officer, "Leggi la bozza in PDF")
    assert "BOZZA" in steps.text_of(steps.downloaded(officer, "Leggi la bozza in PDF"))
    manager.goto(address)
    steps.until(manager, "Vai all'adozione")
    steps.press(manager, "Vai all'adozione")
    assert "700.000,00" in manager.inner_text("main")
    steps.press(manager, "Adotta il decreto")
    steps.until(manager, "Scarica il decreto in PDF")
    manager.reload()
    pdf = steps.downloaded(manager, "Scarica il decreto in PDF")
    steps.press(manager, "Pubblica il decreto")
    assert "Pubblicato" in manager.inner_text("main")
    return steps.text_of(pdf)


def _read_the_outcome(*applicants: tuple[Any, str]) -> None:
    for page, home in applicants:
        page.goto("/area/messaggi/")
        page.locator("main .wc-letter-subject").first.click()
        steps.press(page, "Apri il messaggio")
        assert "Case che aiutano" in page.inner_text("main")
        page.goto(home.replace("/domande/", "/esiti/"))
        words = page.inner_text("main")
        assert "Motivo di 0" in words
        assert "Posto" in words


def _recompute() -> None:
    from django.test import Client

    data = Client().get(f"/graduatorie/{CODE}/1/json/")
    assert json.loads(data.content)["rows"]
    call_command("verify_ranked_list", CODE, "1")
    call_command("verify")
