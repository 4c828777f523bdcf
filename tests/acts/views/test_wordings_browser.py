"""An administrator changes the words of the concession, on a desk and on a phone."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.e2e.test_every_page import log_in
from tests.fixtures.browser import too_wide
from tests.fixtures.services import Portal
from wecare.acts import queries

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = (1280, 360)


@pytest.mark.usefixtures("demonstration")
def test_words_are_corrected_tried_saved_and_published(
    live_portal: Portal, new_page: Callable, axe: Callable
) -> None:
    page = new_page()
    wrong: dict[str, Any] = {}

    def look(at: str) -> None:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if wide := too_wide(page):
                wrong[f"{at} {width}"] = wide
        if found := axe(page):
            wrong[at] = found
        page.set_viewport_size({"width": WIDTHS[0], "height": 900})

    log_in(page, "bilancio@wecare.example", live_portal.url)
    page.goto(f"{live_portal.url}/ufficio/modelli-atti/")
    look("list")
    page.click("text=Concessione dei contributi")
    page.click("text=Scrivi una nuova versione")
    look("editor")

    page.fill("#id_seen", f"{page.input_value('#id_seen')}\nil regolamento (UE) 2021/1057;")
    page.fill("#id_appeal", "{boh}")
    page.click("text=Salva la bozza")
    look("mistake")
    assert page.locator("text=Ricorsi, riga 1: il catalogo non ha {boh}.").count() >= 1
    assert page.input_value("#id_seen").endswith("il regolamento (UE) 2021/1057;")

    page.fill("#id_appeal", "Si ricorre al TAR entro 60 giorni.")
    page.select_option("#id_on", index=1)
    page.click("text=Prova senza salvare")
    look("trial")
    assert "il regolamento (UE) 2021/1057;" in page.inner_text(".wc-wording-trial")

    page.click("text=Salva la bozza")
    look("draft")
    page.click("text=Vedi che cosa cambia e pubblica")
    look("publication")
    assert page.inner_text("ins >> nth=0").endswith("il regolamento (UE) 2021/1057;")
    page.fill("#id_reason", "Nuovo regolamento del fondo")
    page.click("text=Pubblica la versione")
    look("published")

    page.click("text=Versione 2 >> nth=0")
    look("version")
    assert queries.wording_in_force("concession").reason == "Nuovo regolamento del fondo"
    assert wrong == {}
