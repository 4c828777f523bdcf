import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.accounts import PersonFactory
from tests.factories.notices import LetterFactory
from wecare.accounts.enums import Role
from wecare.accounts.models import Person

pytestmark = pytest.mark.django_db

BODY = "ecco il testo riservato"


@pytest.fixture
def person(client: Client) -> Person:
    """Whoever is logged in."""
    person: Person = PersonFactory()
    client.force_login(person)
    return person


def test_a_stranger_is_sent_to_the_login(client: Client) -> None:
    letter = LetterFactory()

    for url in (reverse("notices:inbox"), reverse("notices:letter", args=[letter.pk])):
        answer = client.get(url)
        assert (answer.status_code, answer.url) == (302, f"{reverse('accounts:login')}?next={url}")


def test_an_empty_inbox_says_what_will_be_here(client: Client, person: Person) -> None:
    LetterFactory(subject="Lettera di un'altra persona")

    page = client.get(reverse("notices:inbox")).content.decode()

    assert "Non hai messaggi" in page
    assert "altra persona" not in page


def test_the_inbox_shows_one_s_own_letters_newest_first(client: Client, person: Person) -> None:
    LetterFactory(person=person, subject="Prima lettera", read=True)
    LetterFactory(person=person, subject="Seconda lettera")
    LetterFactory(subject="Lettera di un'altra persona")

    page = client.get(reverse("notices:inbox")).content.decode()

    assert page.index("Seconda lettera") < page.index("Prima lettera")
    assert "altra persona" not in page
    assert "Aprendo il messaggio ne confermi la lettura." in page
    assert "Hai 1 messaggio da leggere." in page
    assert BODY not in page


def test_looking_at_a_closed_letter_proves_no_reading(client: Client, person: Person) -> None:
    letter = LetterFactory(person=person)

    page = client.get(reverse("notices:letter", args=[letter.pk])).content.decode()

    letter.refresh_from_db()
    assert letter.read_at is None
    assert letter.subject in page
    assert BODY not in page
    assert "Apri il messaggio" in page


def test_opening_a_letter_shows_it_and_proves_the_reading(client: Client, person: Person) -> None:
    letter = LetterFactory(person=person, body=f"{BODY} <script>x</script> https://esempio.it/a")

    answer = client.post(reverse("notices:letter", args=[letter.pk]), follow=True)

    page = answer.content.decode()
    letter.refresh_from_db()
    assert letter.read_at is not None
    assert BODY in page
    assert "&lt;script&gt;x" in page
    assert 'href="https://esempio.it/a"' in page
    assert "Letto il" in page


@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_letter_of_another_does_not_exist(
    client: Client, person: Person, role: Role | None, method: str
) -> None:
    reader = PersonFactory(roles=[role] if role else [])
    client.force_login(reader)
    letter = LetterFactory(person=person)

    answer = getattr(client, method)(reverse("notices:letter", args=[letter.pk]))

    letter.refresh_from_db()
    assert answer.status_code == 404
    assert letter.subject not in answer.content.decode()
    assert letter.read_at is None


def test_the_inbox_turns_its_pages(client: Client, person: Person) -> None:
    LetterFactory.create_batch(60, person=person)
    seen, url = [], reverse("notices:inbox")

    for _ in range(3):
        answer = client.get(url)
        seen.append([letter.pk for letter in answer.context["letters"]])
        url = reverse("notices:inbox") + answer.context["following_url"]

    flat = [pk for page in seen for pk in page]
    assert [len(page) for page in seen] == [25, 25, 10]
    assert flat == sorted(flat, reverse=True)
    assert len(set(flat)) == 60
    assert answer.context["following_url"] == ""


@pytest.mark.parametrize("place", ["0", "-1", "x", "9" * 30, "1e3", "٣x"])
def test_a_place_that_is_no_place_is_404(client: Client, person: Person, place: str) -> None:
    assert client.get(reverse("notices:inbox"), {"prima_di": place}).status_code == 404


def test_the_inbox_costs_the_same_with_20_and_200_letters(client: Client, person: Person) -> None:
    LetterFactory.create_batch(20, person=person)
    few = _queries(client, reverse("notices:inbox"))
    LetterFactory.create_batch(180, person=person)
    many = _queries(client, reverse("notices:inbox"))

    assert few == many
    assert many <= 8


def _queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_the_inbox_is_narrowed_to_a_call_and_what_is_archived_is_apart(
    client: Client, person: Person
) -> None:
    LetterFactory(person=person, subject="Del bando", tag="FSE2")
    LetterFactory(person=person, subject="Di un altro", tag="FSE3")
    aside = LetterFactory(person=person, subject="Messa da parte", tag="FSE2", read=True)
    client.post(reverse("notices:archive", args=[aside.pk]))

    narrowed = client.get(reverse("notices:inbox"), {"bando": "FSE2"})
    archive = client.get(reverse("notices:inbox"), {"archivio": "si"})

    assert [letter.subject for letter in narrowed.context["letters"]] == ["Del bando"]
    assert [letter.subject for letter in archive.context["letters"]] == ["Messa da parte"]
    client.post(reverse("notices:unarchive", args=[aside.pk]))
    aside.refresh_from_db()
    assert aside.archived_at is None


def test_a_letter_is_not_put_aside_before_it_is_opened(client: Client, person: Person) -> None:
    letter = LetterFactory(person=person)

    answer = client.post(reverse("notices:archive", args=[letter.pk]), follow=True)

    letter.refresh_from_db()
    assert letter.archived_at is None
    assert "Apri il messaggio prima di archiviarlo." in answer.content.decode()


@pytest.mark.parametrize("name", ["archive", "unarchive"])
def test_another_s_letter_is_not_put_aside(client: Client, person: Person, name: str) -> None:
    letter = LetterFactory(read=True)

    assert client.post(reverse(f"notices:{name}", args=[letter.pk])).status_code == 404


@pytest.mark.parametrize("state", ["held", "cancelled"])
def test_what_the_office_holds_is_in_no_inbox(client: Client, person: Person, state: str) -> None:
    letter = LetterFactory(person=person, state=state)

    assert client.get(reverse("notices:letter", args=[letter.pk])).status_code == 404
    assert "Non hai messaggi" in client.get(reverse("notices:inbox")).content.decode()


def test_a_filter_that_is_none_is_404(client: Client, person: Person) -> None:
    assert client.get(reverse("notices:inbox"), {"bando": "FSE2"}).status_code == 404
    assert client.get(reverse("notices:inbox"), {"archivio": "x"}).status_code == 404
