from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.accounts import PersonFactory
from tests.factories.notices import LetterFactory
from wecare.accounts.enums import Role

pytestmark = pytest.mark.django_db

SEES = {
    None: 403,
    Role.OFFICER: 200,
    Role.MANAGER: 200,
    Role.ASSESSOR: 403,
    Role.ADMIN: 403,
    Role.AUDITOR: 200,
}
RETRIES = {**dict.fromkeys(SEES, 403), Role.OFFICER: 302, Role.MANAGER: 302}


@pytest.fixture
def enter(client: Client) -> Callable[[Role | None], Client]:
    """Log in with a role."""

    def as_role(role: Role | None) -> Client:
        client.force_login(PersonFactory(roles=[role] if role else []))
        return client

    return as_role


@pytest.mark.parametrize(("role", "status"), SEES.items())
def test_who_sees_the_outbox(enter: Callable, role: Role | None, status: int) -> None:
    letter = LetterFactory(failed=True)

    answer = enter(role).get(reverse("notices:outbox"))

    assert answer.status_code == status
    assert (letter.subject in answer.content.decode()) is (status == 200)


@pytest.mark.parametrize(("role", "status"), RETRIES.items())
def test_who_tries_a_letter_again(enter: Callable, role: Role | None, status: int) -> None:
    letter = LetterFactory(failed=True)

    answer = enter(role).post(reverse("notices:retry", args=[letter.pk]))

    letter.refresh_from_db()
    assert answer.status_code == status
    assert letter.state == ("queued" if status == 302 else "failed")


def test_strangers_are_sent_to_the_login(client: Client) -> None:
    letter = LetterFactory(failed=True)

    assert client.get(reverse("notices:outbox")).status_code == 302
    assert client.post(reverse("notices:retry", args=[letter.pk])).status_code == 302
    letter.refresh_from_db()
    assert letter.state == "failed"


def test_the_auditor_is_offered_no_button(enter: Callable) -> None:
    LetterFactory(failed=True)

    assert "Rimanda" not in enter(Role.AUDITOR).get(reverse("notices:outbox")).content.decode()
    assert "Rimanda" in enter(Role.OFFICER).get(reverse("notices:outbox")).content.decode()


def test_a_letter_on_its_way_is_not_tried_again(enter: Callable) -> None:
    letter = LetterFactory()

    answer = enter(Role.OFFICER).post(reverse("notices:retry", args=[letter.pk]), follow=True)

    assert answer.redirect_chain == [(reverse("notices:outbox"), 302)]
    assert "non è possibile" in answer.content.decode()


def test_the_filters_narrow_the_list_and_stay_in_the_next_page(enter: Callable) -> None:
    anna = PersonFactory(family_name="Rossi", email="anna.rossi@esempio.it")
    LetterFactory.create_batch(26, person=anna, failed=True)
    LetterFactory(person=anna, sent=True)
    LetterFactory(subject="Lettera che non si deve vedere", failed=True)

    answer = enter(Role.OFFICER).get(
        reverse("notices:outbox"), {"stato": "failed", "testo": "rossi"}
    )

    page = answer.content.decode()
    assert len(answer.context["letters"]) == 25
    assert answer.context["following_url"].startswith("?stato=failed&testo=rossi&prima_di=")
    assert "non si deve vedere" not in page
    assert "&amp;testo=rossi" in page


def test_filters_that_find_nothing_say_so_with_the_way_out(enter: Callable) -> None:
    LetterFactory()

    page = enter(Role.OFFICER).get(reverse("notices:outbox"), {"testo": "zzz"}).content.decode()

    assert "Nessuna lettera con questi filtri" in page
    assert "Togli i filtri" in page


def test_an_unknown_state_is_404(enter: Callable) -> None:
    answer = enter(Role.OFFICER).get(reverse("notices:outbox"), {"stato": "persa"})

    assert answer.status_code == 404


def test_the_outbox_costs_the_same_with_20_and_200_letters(enter: Callable) -> None:
    client = enter(Role.OFFICER)
    LetterFactory.create_batch(20, failed=True)
    few = _queries(client)
    LetterFactory.create_batch(180, failed=True)
    many = _queries(client)

    assert few == many
    assert many <= 8


def _queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(reverse("notices:outbox")).status_code == 200
    return len(queries)
