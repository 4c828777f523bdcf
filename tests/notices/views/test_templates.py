from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import PersonFactory
from wecare.accounts.enums import Role
from wecare.notices.models import TemplateVersion

pytestmark = pytest.mark.django_db
LOOKS = {
    None: 403,
    Role.OFFICER: 200,
    Role.MANAGER: 200,
    Role.ASSESSOR: 403,
    Role.ADMIN: 403,
    Role.AUDITOR: 200,
}
WRITES = {**LOOKS, Role.AUDITOR: 403}


@pytest.fixture
def enter(client: Client) -> Callable[[Role | None], Client]:
    def as_role(role: Role | None) -> Client:
        client.force_login(PersonFactory(roles=[role] if role else []))
        return client

    return as_role


def editor(name: str = "enquiry_answered", language: str = "it") -> str:
    return reverse("notices:template", args=["calls", name, language])


def words(**typed: str) -> dict[str, str]:
    return {"subject": "Ecco {bando}", "body": "{risposta}", "base": "0"} | typed


@pytest.mark.parametrize(("role", "status"), LOOKS.items())
def test_who_looks_at_the_templates(enter: Callable, role: Role | None, status: int) -> None:
    assert enter(role).get(reverse("notices:templates")).status_code == status


@pytest.mark.parametrize(("role", "status"), WRITES.items())
def test_who_writes_them(enter: Callable, role: Role | None, status: int) -> None:
    client = enter(role)

    assert client.get(editor()).status_code == status
    assert client.post(editor(), words()).status_code == (302 if status == 200 else 403)
    assert TemplateVersion.objects.exists() is (status == 200)


@pytest.mark.parametrize(
    "url",
    [editor("nothing"), editor(language="fr"), "/ufficio/lettere/modelli/notices/office/it/"],
)
def test_letters_that_do_not_exist_are_404(enter: Callable, url: str) -> None:
    assert enter(Role.OFFICER).get(url).status_code == 404


def test_an_example_is_shown_and_nothing_is_kept(enter: Callable) -> None:
    answer = enter(Role.OFFICER).post(editor(), words(prova="1", body="<b>{domanda}</b>"))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "&lt;b&gt;Possono partecipare i comuni?&lt;/b&gt;" in page
    assert "Gentile Anna Neri" in page
    assert not TemplateVersion.objects.exists()


@pytest.mark.parametrize("prova", [{}, {"prova": "1"}])
def test_what_is_refused_stays_as_it_was_typed(enter: Callable, prova: dict) -> None:
    answer = enter(Role.OFFICER).post(editor(), words(body="Ciao {password}", **prova))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Tra graffe puoi scrivere solo" in page
    assert "Ciao {password}</textarea>" in page


def test_the_history_says_who_and_the_portal_s_words_come_back(enter: Callable) -> None:
    client = enter(Role.OFFICER)
    client.post(editor(), words())

    page = client.get(editor()).content.decode()
    client.post(reverse("notices:template_shipped", args=["calls", "enquiry_answered", "it", 1]))

    assert "Versione 1, " in page
    assert "Usa le parole del portale" in page
    assert TemplateVersion.objects.latest("version").is_shipped


def test_who_read_an_older_version_is_told_and_loses_nothing(enter: Callable) -> None:
    client = enter(Role.OFFICER)
    client.post(editor(), words())

    answer = client.post(editor(), words(body="Il mio testo"))

    assert answer.status_code == 409
    assert "Nel frattempo il modello è cambiato" in answer.content.decode()
    assert "Il mio testo</textarea>" in answer.content.decode()
