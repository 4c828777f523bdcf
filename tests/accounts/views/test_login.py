from collections.abc import Iterator
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import PASSWORD, PersonFactory
from wecare.accounts import identity
from wecare.accounts.enums import AssuranceLevel
from wecare.core.models import Event

pytestmark = pytest.mark.django_db

WRONG = "una frase lunga sbagliata"
SENTENCE = "L&#x27;indirizzo e la password non corrispondono."


def log_in(client: Client, email: str, password: str, **extra: str) -> object:
    return client.post(
        reverse("accounts:login"), {"username": email, "password": password, **extra}
    )


def names_of_events() -> list[str]:
    return list(Event.objects.order_by("seq").values_list("name", flat=True))


def test_a_person_logs_in_and_goes_to_the_desk(client: Client) -> None:
    person = PersonFactory(email="anna@esempio.it")

    answer = log_in(client, " ANNA@esempio.it ", PASSWORD)

    assert (answer.status_code, answer.url) == (302, reverse("portal:desk"))
    assert client.session["_auth_user_id"] == str(person.pk)
    assert client.session[identity.SESSION_KEY] == {"provider": "password", "level": "low"}
    event = Event.objects.get()
    assert (event.name, event.actor_id, event.facts) == (
        "person.logged_in",
        person.pk,
        {"provider": "password", "level": "low"},
    )


def test_a_login_gives_the_session_a_new_key(client: Client) -> None:
    PersonFactory(email="anna@esempio.it")
    session = client.session
    session["before"] = "planted"
    session.save()
    planted = session.session_key

    log_in(client, "anna@esempio.it", PASSWORD)

    assert client.session.session_key != planted
    assert not Session.objects.filter(session_key=planted).exists()


def test_a_login_returns_to_the_page_that_asked_for_it(client: Client) -> None:
    PersonFactory(email="anna@esempio.it")

    answer = log_in(client, "anna@esempio.it", PASSWORD, next="/area/messaggi/")

    assert answer.url == "/area/messaggi/"


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_a_login_never_leads_to_another_site(client: Client, target: str) -> None:
    PersonFactory(email="anna@esempio.it")

    answer = log_in(client, "anna@esempio.it", PASSWORD, next=target)

    assert answer.url == reverse("portal:desk")


@pytest.mark.parametrize(
    ("email", "active"),
    [
        pytest.param("anna@esempio.it", True, id="wrong password"),
        pytest.param("nessuno@esempio.it", True, id="unknown address"),
        pytest.param("anna@esempio.it", False, id="switched off"),
    ],
)
def test_a_failed_login_says_the_same_whatever_the_reason(
    client: Client, email: str, active: bool
) -> None:
    PersonFactory(email="anna@esempio.it", is_active=active)

    answer = log_in(client, email, WRONG if active else PASSWORD)

    assert answer.status_code == 422
    assert SENTENCE in answer.content.decode()
    assert f'value="{email}"' in answer.content.decode()
    assert WRONG not in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_failed_login_is_recorded_without_what_was_typed(client: Client) -> None:
    person = PersonFactory(email="anna@esempio.it")

    log_in(client, "anna@esempio.it", WRONG)
    log_in(client, "la-mia-password@esempio.it", WRONG)

    known, unknown = Event.objects.order_by("seq")
    assert (known.name, known.subject_id, known.actor_id) == (
        "person.login_refused",
        str(person.pk),
        None,
    )
    assert (unknown.name, unknown.subject_id, unknown.facts) == (
        "person.login_refused",
        "",
        {"provider": "password"},
    )


def test_too_many_failed_logins_answer_429_with_rule_limit_and_wait(client: Client) -> None:
    PersonFactory(email="anna@esempio.it")
    answers = [log_in(client, "anna@esempio.it", WRONG) for _ in range(settings.AXES_FAILURE_LIMIT)]
    assert [answer.status_code for answer in answers[:-1]] == [422] * (len(answers) - 1)
    assert answers[-1].status_code == 429

    right = log_in(client, "ANNA@esempio.it", PASSWORD)

    text = " ".join(right.content.decode().split())
    assert right.status_code == 429
    assert 0 < int(right["Retry-After"]) <= 15 * 60
    assert "Dopo 8 tentativi sbagliati" in text
    assert "per 15 minuti" in text
    assert "Puoi riprovare tra 15 minuti" in text
    assert "_auth_user_id" not in client.session


def test_knocking_while_the_door_is_shut_neither_counts_nor_prolongs_the_wait(
    client: Client,
) -> None:
    PersonFactory(email="anna@esempio.it")
    for _ in range(settings.AXES_FAILURE_LIMIT):
        log_in(client, "anna@esempio.it", WRONG)
    before = AccessAttempt.objects.get()
    events = names_of_events()

    for _ in range(3):
        assert log_in(client, "anna@esempio.it", WRONG).status_code == 429

    after = AccessAttempt.objects.get()
    assert after.attempt_time == before.attempt_time
    assert after.failures_since_start == before.failures_since_start
    assert names_of_events() == events


def test_the_door_opens_again_after_the_wait(client: Client) -> None:
    PersonFactory(email="anna@esempio.it")
    for _ in range(settings.AXES_FAILURE_LIMIT):
        log_in(client, "anna@esempio.it", WRONG)
    attempt = AccessAttempt.objects.get()
    attempt.attempt_time -= timedelta(minutes=15, seconds=1)
    attempt.save()

    assert log_in(client, "anna@esempio.it", PASSWORD).status_code == 302


def test_the_door_shut_to_one_address_is_open_to_another(client: Client) -> None:
    PersonFactory(email="anna@esempio.it")
    PersonFactory(email="luca@esempio.it")
    for _ in range(settings.AXES_FAILURE_LIMIT):
        log_in(client, "anna@esempio.it", WRONG)

    assert log_in(client, "luca@esempio.it", PASSWORD).status_code == 302


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        pytest.param({"username": ""}, "Scrivi il tuo indirizzo email.", id="no address"),
        pytest.param({"password": ""}, "Scrivi la password.", id="no password"),
        pytest.param({"username": "anna"}, "scrivilo come nome@esempio.it", id="no at sign"),
        pytest.param({"password": "x" * 129}, "hai scritto 129 caratteri", id="long password"),
        pytest.param({"password": "\x1b[31m"}, "un carattere che non si vede", id="escape"),
        pytest.param({"username": "a" * 300 + "@x.it"}, "il massimo è 254", id="long address"),
    ],
)
def test_broken_input_gets_a_sentence_and_422(
    client: Client, typed: dict[str, str], sentence: str
) -> None:
    PersonFactory(email="anna@esempio.it")

    answer = client.post(
        reverse("accounts:login"),
        {"username": "anna@esempio.it", "password": PASSWORD, **typed},
    )

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not AccessAttempt.objects.exists()


@pytest.mark.parametrize("field", ["username", "password", "next"])
@pytest.mark.parametrize(
    "value",
    [
        pytest.param("a\x00b@esempio.it", id="NUL"),
        pytest.param("a\u202eb@esempio.it", id="right to left"),
        pytest.param("<script>{{ 7|add:7 }}</script>", id="markup"),
        pytest.param("a" * 1_000_000, id="1 MB"),
    ],
)
def test_hostile_text_is_refused_and_never_reaches_the_throttle(
    client: Client, field: str, value: str
) -> None:
    typed = {"username": "anna@esempio.it", "password": WRONG, field: value}

    answer = client.post(reverse("accounts:login"), typed)

    assert 400 <= answer.status_code < 500
    assert "<h1" in answer.content.decode()
    assert not any(len(attempt.post_data) > 20_000 for attempt in AccessAttempt.objects.all())


def test_a_lone_surrogate_is_refused_with_a_page(client: Client) -> None:
    body = b"username=%ED%A0%80%40esempio.it&password=una+frase+%ED%A0%80"

    answer = client.post(
        reverse("accounts:login"), body, content_type="application/x-www-form-urlencoded"
    )

    assert 400 <= answer.status_code < 500
    assert "<h1" in answer.content.decode()


def test_whoever_is_in_is_not_asked_again(client: Client) -> None:
    client.force_login(PersonFactory())

    answer = client.get(reverse("accounts:login"))

    assert (answer.status_code, answer.url) == (302, reverse("portal:desk"))


def test_the_password_alone_is_offered_until_another_provider_is_registered(
    client: Client,
) -> None:
    page = client.get(reverse("accounts:login")).content.decode()

    assert 'autocomplete="current-password"' in page
    assert "Altri modi di accedere" not in page


class Wallet:
    code = "wallet"
    label = "Portafoglio <digitale>"
    level = AssuranceLevel.HIGH
    entry = "accounts:register"


@pytest.fixture
def _wallet() -> Iterator[None]:
    identity.register(Wallet())
    yield
    identity.unregister("wallet")


@pytest.mark.usefixtures("_wallet")
def test_a_registered_provider_appears_with_its_entry(client: Client) -> None:
    page = client.get(reverse("accounts:login")).content.decode()

    assert "Altri modi di accedere" in page
    assert f'href="{reverse("accounts:register")}">Entra con Portafoglio &lt;digitale&gt;<' in page


def test_a_logout_is_a_post_and_leaves_nothing_of_the_session(client: Client) -> None:
    person = PersonFactory()
    client.force_login(person)
    key = client.session.session_key

    assert client.get(reverse("accounts:logout")).status_code == 405
    answer = client.post(reverse("accounts:logout"))

    assert (answer.status_code, answer.url) == (302, reverse("portal:home"))
    assert "_auth_user_id" not in client.session
    assert not Session.objects.filter(session_key=key).exists()
    assert names_of_events() == ["person.logged_out"]


def test_a_logout_without_a_login_records_nothing(client: Client) -> None:
    assert client.post(reverse("accounts:logout")).status_code == 302
    assert names_of_events() == []


def test_the_login_needs_the_token_of_its_own_page() -> None:
    client = Client(enforce_csrf_checks=True)
    PersonFactory(email="anna@esempio.it")

    assert log_in(client, "anna@esempio.it", PASSWORD).status_code == 403


def test_a_right_password_starts_the_count_again(client: Client) -> None:
    PersonFactory(email="anna@esempio.it")
    almost = settings.AXES_FAILURE_LIMIT - 1

    for _ in range(2):
        answers = [log_in(client, "anna@esempio.it", WRONG) for _ in range(almost)]
        assert [answer.status_code for answer in answers] == [422] * almost
        assert log_in(client, "anna@esempio.it", PASSWORD).status_code == 302
        client.logout()
