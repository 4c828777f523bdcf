"""The conditions of an award in the browser: what a decree waits for, then accepted, constituted, begun."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from applicants.models import Submission
from funding.models import Award, GroupDeed
from funding.policies.conditions import check_payable
from funding.queries.awards.standing import on_desk
from tests.calls.views.test_calls_in_the_browser import enter
from tests.e2e import steps
from tests.factories.accounts import PersonFactory
from tests.factories.acts import printed
from tests.factories.applicants import a_pdf
from tests.factories.conditions import AID, aid_rules, today
from tests.factories.evaluation import (
    GOOD,
    call_under_evaluation,
    judged,
    manager,
    officer,
    organised,
    published_list,
    submitted,
)
from tests.factories.funding import rendered_decree
from tests.fixtures.browser import NewPage, too_wide
from tests.funding.actions.test_antimafia import asked_for
from tests.funding.actions.test_antimafia import awarded as awarded_with_antimafia
from wecare.acts.models import Act

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = 360


@pytest.fixture
def looked(axe: Any) -> Any:
    """Looks at a page as people of every kind see it: nothing to say, nothing too wide on a phone."""

    def look(page: Any, name: str) -> None:
        assert axe(page) == []
        for width in (1280, PHONE):
            page.set_viewport_size({"width": width, "height": 900})
            assert too_wide(page) == []
            if folder := os.environ.get("PICTURES"):
                page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
        page.set_viewport_size({"width": 1280, "height": 900})

    return look


def test_from_the_first_code_to_the_start_of_the_project(
    new_page: NewPage, looked: Any, tmp_path: Path
) -> None:
    half = {"costs": {"work": "50000.00"}, "own_funding": "10000.00"}
    call = call_under_evaluation(rules=aid_rules(), code="fse2-condizioni")
    partner = organised(9300, PersonFactory(), name="Cooperativa Beta")
    submission = submitted(call, partners=[partner], part=half, name="Associazione Alfa")
    judged(call, {submission: GOOD})
    decree = rendered_decree(published_list(call))
    desk, boss = enter(new_page(), officer()), enter(new_page(), manager())

    desk.goto("/ufficio/contributi/bandi/fse2-condizioni/condizioni/")
    steps.fill(
        desk,
        {
            "number_text": "DD 70/A2203A/2026",
            "adopted_on": f"{today():%d/%m/%Y}",
            "subject": "Condizioni",
        },
    )
    desk.click("label[for=id_durc]")
    steps.press(desk, "Registra le condizioni")
    looked(desk, "bando")

    boss.goto(f"/ufficio/decreti/{decree.pk}/adozione/")
    steps.press(boss, "Adotta il decreto")
    assert "Manca il CUP" in boss.inner_text("main")
    assert Award.objects.count() == 0

    (tmp_path / "visura.pdf").write_bytes(a_pdf())
    lead = submission.organisation.fiscal_code
    for code, kinds in ((lead, ("cup", *AID)), (partner.fiscal_code, AID)):
        _recorded(desk, submission, code, kinds, tmp_path / "visura.pdf")
    looked(desk, "domanda")
    desk.goto(f"/ufficio/decreti/{decree.pk}/")
    looked(desk, "decreto")

    boss.goto(f"/ufficio/decreti/{decree.pk}/adozione/")
    steps.press(boss, "Adotta il decreto")
    assert Award.objects.count() == 1, boss.inner_text("main")
    printed(Act.objects.get(pk=decree.act_id).document)
    boss.goto(f"/ufficio/decreti/{decree.pk}/")
    steps.press(boss, "Pubblica il decreto")
    award = on_desk().get(submission=submission)

    own = enter(new_page(), submission.submitted_by)
    _adhered(own, award, tmp_path / "visura.pdf", looked)

    desk.goto(f"/ufficio/contributi/{award.pk}/")
    assert "l'ufficio lo deve confermare" in desk.inner_text("main")
    desk.goto(f"/ufficio/contributi/{award.pk}/costituzione/{GroupDeed.objects.get().pk}/")
    looked(desk, "conferma")
    steps.press(desk, "Conferma l'atto")
    assert "Si può pagare: non manca nulla." in desk.inner_text("main")
    looked(desk, "contributo")
    desk.goto("/ufficio/contributi/adesioni/")
    assert "Nessun contributo da accettare" in desk.inner_text("main")


def _recorded(
    desk: Any, submission: Submission, code: str, kinds: Iterable[str], document: Path
) -> None:
    """The officer writes the answers of the registers about one of those who take part."""
    for number, kind in enumerate(kinds):
        desk.goto(f"/ufficio/contributi/domande/{submission.pk}/risposta/?ente={code}")
        desk.select_option("main [name=kind]", kind)
        numbers = {"cup": "J11B26000000777", "cor": f"12345{code[-3:]}"}
        steps.fill(desk, {"number": numbers.get(kind, f"V-{number}"), "amount": "1.000,00"})
        desk.set_input_files("main [name=document]", document)
        steps.press(desk, "Registra la risposta")
        assert "La risposta è registrata." in desk.inner_text("body")


def _adhered(own: Any, award: Award, document: Path, looked: Any) -> None:
    """The beneficiary accepts, brings the deed and says when the project starts."""
    home = f"/area/contributi/{award.pk}/"
    own.goto(home)
    looked(own, "da-fare")
    steps.press(own, "Accetta il contributo")
    own.goto(f"{home}costituzione/")
    steps.fill(
        own,
        {
            "signed_on": f"{today():%d/%m/%Y}",
            "notary": "Notaio Anna Neri, Torino",
            "reference": "rep. 1200, racc. 800",
        },
    )
    own.set_input_files("main [name=document]", document)
    looked(own, "costituzione")
    steps.press(own, "Carica l'atto")
    own.goto(f"{home}avvio/")
    steps.fill(own, {"starts_on": f"{today():%d/%m/%Y}"})
    looked(own, "avvio")
    steps.press(own, "Comunica il giorno")
    looked(own, "fatto")


def test_a_manager_goes_on_without_an_antimafia_answer(new_page: NewPage, looked: Any) -> None:
    award, submission = awarded_with_antimafia()
    asked_for(submission)
    desk, boss = enter(new_page(), officer()), enter(new_page(), manager())
    address = f"/ufficio/contributi/domande/{submission.pk}/condizioni/"

    desk.goto(address)
    assert "lo decide un dirigente" in desk.inner_text("main")
    looked(desk, "antimafia-attesa")
    boss.goto(address)
    boss.click("text=Decidi se andare avanti")
    looked(boss, "antimafia-decisione")
    steps.press(boss, "Vai avanti sotto condizione risolutiva")
    assert "scrivi qual è l'urgenza" in boss.inner_text("main")
    looked(boss, "antimafia-rifiuto")
    steps.fill(boss, {"reason": "Il servizio chiude senza fondi."})
    steps.press(boss, "Vai avanti sotto condizione risolutiva")

    assert "si va avanti per urgenza" in boss.inner_text("main")
    looked(boss, "antimafia-decisa")
    check_payable(on_desk().get(pk=award.pk))
