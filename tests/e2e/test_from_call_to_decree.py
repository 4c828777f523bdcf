"""One way through the house in the browser: a call is published, bodies apply, a panel scores,
the list is drawn up, the decree is adopted and its money committed; each by the person whose it is.
"""

import json
import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command

from tests.e2e import hands, steps
from wecare.core import clock as the_clock
from wecare.ledger.queries import balances
from wecare.portal.demonstration.bodies import fiscal_code

pytestmark = [pytest.mark.browser, pytest.mark.worker, pytest.mark.django_db(transaction=True)]

CODE = "FSE2-prova"
MARKS = [{"B1": points, "B2": "40,50"} for points in ("45", "35")]


def test_a_call_becomes_a_decree_through_the_hands_of_its_people(
    new_page: Any, celery_worker_process: Any, clock: Any
) -> None:
    call_command("load_programme", verbosity=0)
    hands.enrol()
    officer = steps.log_in(new_page(), hands.OFFICER)
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
    hands.open_all(officer, CODE)
    hands.check_all(officer, CODE, 2)
    manager = steps.log_in(new_page(), hands.MANAGER)
    hands.appoint(manager, CODE)
    hands.score_all(new_page, CODE, MARKS)
    list_pdf = hands.rank(officer, manager, CODE)
    decree_pdf = hands.decree(
        officer, manager, CODE, shown="700.000,00", why="Le proposte sono coerenti."
    )

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
    at = hands.today()
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


def _publish(officer: Any) -> None:
    officer.goto(f"/ufficio/bandi/{CODE}/anteprima/")
    assert "Lotto regionale" in officer.inner_text("main")
    hands.publish(officer, CODE)
    held = balances("reserved/")
    assert sorted(held.values()) == [Decimal("700000.00"), Decimal("2900000.00")]
    officer.goto(f"/bandi/{CODE}/")
    assert "Inizia la domanda" in officer.inner_text("main")


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
        hands.send(page, home)
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


def _read_the_outcome(*applicants: tuple[Any, str]) -> None:
    for page, home in applicants:
        page.goto("/area/messaggi/")
        page.locator("main .wc-letter-subject").first.click()
        steps.press(page, "Apri il messaggio")
        assert "Case che aiutano" in page.inner_text("main")
        page.goto(home.replace("/domande/", "/esiti/"))
        words = page.inner_text("main")
        assert hands.reason_of(0) in words
        assert "Posto" in words


def _recompute() -> None:
    from django.test import Client

    data = Client().get(f"/graduatorie/{CODE}/1/json/")
    assert json.loads(data.content)["rows"]
    call_command("verify_ranked_list", CODE, "1")
    call_command("verify")
