import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import PASSWORD, PersonFactory
from wecare.accounts.models import Person
from wecare.core.models import Event

pytestmark = pytest.mark.django_db

TYPED = {
    "given_name": "Anna",
    "family_name": "Neri",
    "email": "anna@esempio.it",
    "password": PASSWORD,
    "password_again": PASSWORD,
}


def register(client: Client, **changes: str) -> object:
    return client.post(reverse("accounts:register"), {**TYPED, **changes})


def test_a_registration_leads_to_the_login_and_lets_nobody_in(client: Client) -> None:
    answer = register(client, email="Anna@Esempio.IT")

    person = Person.objects.get()
    assert (answer.status_code, answer.url) == (302, reverse("accounts:login"))
    assert (person.email, str(person)) == ("anna@esempio.it", "Anna Neri")
    assert person.check_password(PASSWORD)
    assert "_auth_user_id" not in client.session


def test_a_known_address_gets_the_same_answer_to_the_letter() -> None:
    PersonFactory(email="nota@esempio.it")
    new, known = Client(), Client()

    answers = [
        register(new, email="nuova@esempio.it"),
        register(known, email="NOTA@esempio.it"),
    ]
    pages = [client.get(reverse("accounts:login")) for client in (new, known)]

    assert answers[0].status_code == answers[1].status_code == 302
    assert answers[0].url == answers[1].url
    texts = [_without_token(page.content.decode()) for page in pages]
    assert "Abbiamo ricevuto la registrazione" in texts[0]
    assert texts[0] == texts[1]
    assert Event.objects.filter(name="person.registration_repeated").count() == 1


def _without_token(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if "csrfmiddlewaretoken" not in line)


def test_a_known_address_keeps_its_password(client: Client) -> None:
    owner = PersonFactory(email="anna@esempio.it")
    other = "tutta un'altra frase lunga"

    register(client, password=other, password_again=other)

    owner.refresh_from_db()
    assert owner.check_password(PASSWORD)
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        pytest.param({"given_name": " "}, "Scrivi il tuo nome.", id="no name"),
        pytest.param({"family_name": ""}, "Scrivi il tuo cognome.", id="no surname"),
        pytest.param({"email": "anna"}, "scrivilo come nome@esempio.it", id="no at sign"),
        pytest.param({"password": "corta"}, "12 caratteri", id="short password"),
        pytest.param({"password": "123456789012345"}, "numer", id="only digits"),
        pytest.param(
            {"password_again": "diversa"}, "Le due password sono diverse.", id="different"
        ),
        pytest.param({"given_name": "A" * 101}, "il massimo è 100. Togline 1.", id="long name"),
        pytest.param({"given_name": "A\x1bB"}, "carattere di controllo", id="control"),
        pytest.param({"password": "x" * 129}, "hai scritto 129 caratteri", id="long password"),
        pytest.param({"given_name": "A" * 1_000_000}, "Togline 999900.", id="1 MB"),
    ],
)
def test_broken_input_gets_a_sentence_and_loses_nothing_but_the_password(
    client: Client, typed: dict[str, str], sentence: str
) -> None:
    answer = register(client, **typed)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert f'value="{typed.get("email", "anna@esempio.it")}"' in page
    assert PASSWORD not in page
    assert not Person.objects.exists()


@pytest.mark.parametrize("field", sorted(TYPED))
def test_a_null_character_is_refused_with_a_page(client: Client, field: str) -> None:
    answer = register(client, **{field: "a\x00b"})

    assert 400 <= answer.status_code < 500
    assert "<h1" in answer.content.decode()
    assert not Person.objects.exists()


def test_a_lone_surrogate_is_never_stored(client: Client) -> None:
    body = (
        b"given_name=A%ED%A0%80&family_name=Neri&email=anna%40esempio.it"
        b"&password=una+frase+lunga+davvero&password_again=una+frase+lunga+davvero"
    )

    answer = client.post(
        reverse("accounts:register"), body, content_type="application/x-www-form-urlencoded"
    )

    assert answer.status_code < 500
    assert not Person.objects.filter(given_name__contains="\ud7ff").exists()


def test_hidden_marks_are_dropped_and_markup_stays_text(client: Client) -> None:
    register(client, given_name="An\u202ena <b>{{ x }}</b>")

    assert Person.objects.get().given_name == "Anna <b>{{ x }}</b>"


def test_whoever_is_in_does_not_register(client: Client) -> None:
    client.force_login(PersonFactory())

    answer = client.get(reverse("accounts:register"))

    assert (answer.status_code, answer.url) == (302, reverse("portal:desk"))
