"""The rules change between reading and sending: one reads what changed, confirms again, and sends."""

from collections.abc import Callable
from typing import Any

import pytest

from applicants.models import RefusedAttempt, Submission
from calls.enums import EditorSection
from tests.calls.views.test_calls_in_the_browser import enter, look_again
from tests.e2e.steps import press, tick
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import complete
from tests.factories.calls import published_call
from tests.factories.versions import corrected, with_correction

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_whoever_read_the_rules_before_a_correction_reads_it_and_confirms_again(
    new_page: Callable[..., Any], axe: Callable[[Any], list[str]]
) -> None:
    call = published_call(code="aperto")
    person = PersonFactory()
    application = complete(call, actor=person)
    page = enter(new_page(), person)
    page.goto(f"/area/domande/{application.public_id}/riepilogo/")
    tick(page, 'main [name="confirmed"]')
    costs = [*call.draft["costs"], {"code": "staff", "title": "Personale"}]
    with_correction(call, EditorSection.COSTS, costs)
    corrected(call)

    press(page, "Invia la domanda")

    page.get_by_text("Hai letto le regole nella versione 1").wait_for()
    assert page.title().startswith("Errore:")
    assert "Personale" in page.locator(".wc-changes").inner_text()
    assert not page.locator('main [name="confirmed"]').is_checked()
    assert (Submission.objects.count(), RefusedAttempt.objects.count()) == (0, 1)
    look_again(page, axe)
    press(page, "Leggi l'atto e il motivo")
    assert page.url.endswith("/bandi/aperto/versioni/#versione-2")
    page.go_back()

    page.goto(f"/area/domande/{application.public_id}/riepilogo/")
    tick(page, 'main [name="confirmed"]')
    press(page, "Invia la domanda")

    page.get_by_text("Domanda inviata").first.wait_for()
    assert Submission.objects.get().rulebook.version == 2
