"""The pages of people and letters in a real browser: usable by their labels, accessible, narrow."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.factories.accounts import PASSWORD, IdentityLinkFactory, PersonFactory
from tests.factories.notices import LetterFactory
from tests.fixtures.browser import too_wide
from wecare.accounts.enums import Role
from wecare.accounts.models import Person
from wecare.notices.models import Letter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = [360, 1280]
SHOTS = os.environ.get("WECARE_SCREENSHOTS", "")


@pytest.fixture(params=WIDTHS, ids=["phone", "desk"])
def check(
    request: pytest.FixtureRequest, new_page: Callable, axe: Callable
) -> tuple[Any, Callable[[str], None]]:
    """A page of one width, and the check that every state of it passes."""
    page = new_page(width=request.param)

    def whole(name: str) -> None:
        if SHOTS:
            page.screenshot(path=Path(SHOTS) / f"{name}-{request.param}.png", full_page=True)
        assert axe(page) == []
        assert too_wide(page) == []

    return page, whole


def log_in(page: Any, person: Person, password: str = PASSWORD) -> None:
    page.goto("/accesso/")
    page.get_by_label("Indirizzo email").fill(person.email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("main").get_by_role("button", name="Accedi").click()


def test_a_person_registers_logs_in_completes_the_profile_and_leaves(check: tuple) -> None:
    page, whole = check
    page.goto("/registrazione/")
    whole("registration")
    page.get_by_role("button", name="Registrati").click()
    assert page.title().startswith("Errore:")
    page.get_by_role("link", name="Scrivi il tuo nome.").click()
    assert page.evaluate("document.activeElement.name") == "given_name"
    whole("registration-errors")

    page.get_by_label("Nome", exact=True).fill("Anna")
    page.get_by_label("Cognome").fill("Neri")
    page.get_by_label("Indirizzo email").fill("anna@esempio.it")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("La stessa password, un'altra volta").fill(PASSWORD)
    page.get_by_role("button", name="Registrati").click()
    assert "Abbiamo ricevuto la registrazione" in page.get_by_role("status").first.inner_text()
    whole("login-after-registration")

    log_in(page, Person.objects.get(email="anna@esempio.it"))
    page.goto("/profilo/")
    page.get_by_label("Codice fiscale").fill("rccmnl83s18d969a")
    page.get_by_role("button", name="Salva i dati").click()
    assert page.get_by_role("link", name="l'ultima lettera non corrisponde").is_visible()
    whole("profile-errors")
    page.get_by_label("Codice fiscale").fill("rccmnl83s18d969h")
    page.get_by_role("button", name="Salva i dati").click()
    assert page.get_by_label("Codice fiscale").input_value() == "RCCMNL83S18D969H"
    whole("profile")


def test_an_officer_sees_the_roles_and_the_password_page(check: tuple) -> None:
    page, whole = check
    person = PersonFactory(roles=[Role.OFFICER, Role.MANAGER])
    IdentityLinkFactory(person=person)
    log_in(page, person)

    page.goto("/profilo/")
    whole("profile-roles")
    page.get_by_role("link", name="Cambia la password").click()
    page.get_by_role("button", name="Cambia la password").click()
    whole("password-errors")


def test_a_wrong_password_and_then_too_many(check: tuple) -> None:
    page, whole = check
    person = PersonFactory()
    log_in(page, person, "una frase lunga sbagliata")
    assert page.get_by_label("Indirizzo email").input_value() == person.email
    whole("login-errors")

    for _ in range(7):
        log_in(page, person, "una frase lunga sbagliata")

    assert page.get_by_role("heading", name="Troppi tentativi di accesso").is_visible()
    whole("throttled")


def test_a_person_opens_a_letter(check: tuple) -> None:
    page, whole = check
    person = PersonFactory()
    log_in(page, person)
    page.goto("/area/messaggi/")
    whole("inbox-empty")
    LetterFactory.create_batch(26, person=person, read=True)
    letter = LetterFactory(person=person, subject="Domanda ricevuta: protocollo 4821/2026")

    page.goto("/area/messaggi/")
    whole("inbox")
    page.get_by_role("link", name=letter.subject).click()
    whole("letter-closed")
    page.get_by_role("button", name="Apri il messaggio").click()

    page.get_by_text("ecco il testo riservato").wait_for()
    whole("letter-open")
    assert Letter.objects.get(pk=letter.pk).read_at is not None


def test_an_officer_sees_the_outbox_and_tries_a_letter_again(check: tuple) -> None:
    page, whole = check
    LetterFactory(sent=True, read=True)
    failed = LetterFactory(failed=True, subject="Lettera che non è partita")
    log_in(page, PersonFactory(roles=[Role.OFFICER]))

    page.goto("/ufficio/lettere/")
    whole("outbox")
    page.get_by_role("button", name="Rimanda Lettera che non è partita").click()

    assert "di nuovo in partenza" in page.get_by_role("status").first.inner_text()
    assert Letter.objects.get(pk=failed.pk).state == "queued"
    page.goto("/ufficio/lettere/?testo=zzz")
    whole("outbox-nothing-found")
