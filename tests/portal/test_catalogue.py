"""The catalogue, the static pages, the pages of errors, the language, the navigation."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.factories.accounts import PersonFactory
from wecare.accounts.enums import Role
from wecare.portal.areas import APPLICANT, AREAS, OFFICE, PANEL, PUBLIC, area_of, areas_for
from wecare.portal.context import Page
from wecare.portal.views import errors

PAGES = ["promises", "help", "privacy", "legal", "accessibility", "catalogue"]


def text(response: HttpResponse) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_portal_has_one_heading_and_nothing_inline(
    name: str, client: Client, db: None
) -> None:
    html = text(client.get(reverse(f"portal:{name}")))

    assert html.count("<h1") == 1
    assert "style=" not in html
    assert "<style" not in html
    assert "<script>" not in html
    assert " onclick=" not in html


def test_the_catalogue_shows_every_tone(client: Client, db: None) -> None:
    html = text(client.get(reverse("portal:catalogue")))

    for tone in ("draft", "info", "todo", "done", "warning", "closed", "stop"):
        assert f"wc-status-{tone}" in html


def test_the_state_page_tells_what_is_late_and_that_sending_works(client: Client, db: None) -> None:
    html = text(client.get(reverse("portal:status")))

    assert "Una parte del portale è in ritardo" in html  # no worker lives in this test
    assert "Puoi compilare e inviare: il protocollo arriva subito." in html


def test_a_page_that_is_not_there_says_so_in_the_portals_frame(client: Client, db: None) -> None:
    response = client.get("/non-esiste/")

    assert response.status_code == 404
    assert "Pagina non trovata" in text(response)
    assert 'id="navigazione"' in text(response)


@pytest.mark.parametrize(
    ("answer", "status", "words"),
    [
        (
            lambda request: errors.permission_denied(request, PermissionDenied()),
            403,
            "Questa pagina è riservata a un altro ruolo.",
        ),
        (
            lambda request: errors.permission_denied(
                request, PermissionDenied("Serve una delega di <b>Alfa</b>.")
            ),
            403,
            "Serve una delega di &lt;b&gt;Alfa&lt;/b&gt;.",
        ),
        (errors.csrf_failure, 403, "è rimasta aperta troppo a lungo"),
        (
            lambda request: errors.bad_request(
                request, SuspiciousOperation("L'indirizzo non è testo.")
            ),
            400,
            "L&#x27;indirizzo non è testo.",
        ),
    ],
    ids=["role", "reason", "csrf", "bad"],
)
def test_a_refusal_says_what_it_is_about(
    answer: Callable[..., HttpResponse], status: int, words: str, rf: RequestFactory, db: None
) -> None:
    request = rf.get("/bandi/")
    request.user = AnonymousUser()

    response = answer(request)

    assert (response.status_code, words in text(response)) == (status, True)


def test_a_breakdown_gives_a_code_and_asks_nothing_of_the_database(rf: RequestFactory) -> None:
    import structlog

    with structlog.contextvars.bound_contextvars(request_id="3f7c7b7eae6f4f0f"):
        response = errors.server_error(rf.get("/"))

    assert response.status_code == 500
    assert "E-3F7C7B7E" in text(response)
    assert "l'ultima azione non è stata registrata" in text(response)


def test_a_database_that_is_away_is_a_stop_and_not_a_fault(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> None:
        raise OperationalError

    monkeypatch.setattr("wecare.portal.views.pages.health.readiness", away)
    client.raise_request_exception = False

    response = client.get(reverse("portal:status"))

    assert (response.status_code, response.headers["Retry-After"]) == (503, "60")
    assert "Il portale è fermo" in text(response)


def test_the_page_knows_itself_before_anyone_is_known(rf: RequestFactory) -> None:
    page = Page(rf.get("/area/messaggi/"))

    assert page.area == "area"


@pytest.mark.parametrize(
    ("path", "area"),
    [
        ("/", PUBLIC),
        ("/bandi/x/", PUBLIC),
        ("/area/", APPLICANT),
        ("/ufficio/atti/", OFFICE),
        ("/nucleo/", PANEL),
    ],
)
def test_an_address_belongs_to_one_area(path: str, area: object) -> None:
    assert area_of(path) is area


def test_people_enter_the_areas_of_their_roles_and_else_the_applicants() -> None:
    assert areas_for(frozenset()) == (APPLICANT,)
    assert areas_for(frozenset({Role.OFFICER, Role.ASSESSOR})) == (OFFICE, PANEL)


def test_no_entry_of_a_navigation_is_a_dead_link() -> None:
    assert all(reverse(entry.route) for area in AREAS for entry in area.entries)


def test_the_navigation_marks_where_one_is(client: Client, db: None) -> None:
    html = text(client.get(reverse("portal:help")))

    assert f'href="{reverse("portal:help")}" aria-current="page"' in html
    assert html.count('aria-current="page"') == 2  # and the breadcrumb


def test_an_officer_reads_letters_within_the_office(client: Client, db: None) -> None:
    client.force_login(PersonFactory(roles=[Role.OFFICER]))

    html = text(client.get(reverse("notices:inbox")))

    assert '<p class="wc-area-title">Ufficio</p>' in html


def test_the_language_changes_and_comes_back_to_the_page(client: Client, db: None) -> None:
    back = reverse("portal:promises")

    response = client.post(reverse("portal:language"), {"language": "en", "next": back})

    assert response.headers["Location"] == back
    assert '<html lang="en">' in text(client.get(back))


def test_demonstration_data_are_declared_on_every_page(
    client: Client, db: None, settings: object
) -> None:
    settings.DEMONSTRATION = True  # type: ignore[attr-defined]
    shown = text(client.get(reverse("portal:legal")))
    settings.DEMONSTRATION = False  # type: ignore[attr-defined]
    hidden = text(client.get(reverse("portal:legal")))

    assert ("wc-demonstration" in shown, "wc-demonstration" in hidden) == (True, False)
