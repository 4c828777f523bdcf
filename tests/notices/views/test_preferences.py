from datetime import datetime
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_draft
from tests.factories.calls import published_call
from tests.factories.versions import extended
from wecare.accounts.enums import Role
from wecare.accounts.models import Person
from wecare.core.clock import now
from wecare.notices.actions import preferences
from wecare.notices.enums import LetterKind
from wecare.notices.queries import preferences as wanted

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def person(client: Client) -> Person:
    person: Person = PersonFactory()
    client.force_login(person)
    return person


def leave_url(person: Person, kind: LetterKind = LetterKind.REMINDER) -> str:
    return reverse("notices:leave", args=[wanted.leave_token(person.pk, kind)])


def feed_url(person: Person) -> str:
    row = preferences.open_feed(person=person)
    return reverse("notices:feed", args=[wanted.feed_token(row)])


def test_strangers_are_sent_to_the_login(client: Client) -> None:
    for name in ("preferences", "terms"):
        assert client.get(reverse(f"notices:{name}")).status_code == 302
    for name in ("feed_open", "feed_close"):
        assert client.post(reverse(f"notices:{name}")).status_code == 302


def test_one_chooses_and_finds_what_one_chose(client: Client, person: Person) -> None:
    url = reverse("notices:preferences")

    answer = client.post(
        url, {"language": "en", "by_email": ["news"], "reminders": ["days", "hours"]}
    )
    page = client.get(url)

    assert (answer.status_code, answer.url) == (302, url)
    row = wanted.of(person)
    assert (row.language, row.not_by_email, row.no_reminders) == ("en", ["reminder"], ["week"])
    assert page.context["form"].initial == {
        "language": "en",
        "by_email": ["news"],
        "reminders": ["days", "hours"],
    }


@pytest.mark.parametrize(
    "typed", [{"language": "fr"}, {"language": "it", "by_email": ["formal"]}, {}]
)
def test_what_cannot_be_chosen_is_refused(client: Client, person: Person, typed: dict) -> None:
    answer = client.post(reverse("notices:preferences"), typed)

    assert answer.status_code == 422
    assert wanted.of(person).pk is None


def test_looking_at_the_link_of_a_letter_changes_nothing(client: Client) -> None:
    person = PersonFactory()

    page = client.get(leave_url(person)).content.decode()

    assert "Vuoi smettere di ricevere promemoria per email?" in page
    assert wanted.of(person).not_by_email == []


def test_a_mail_program_leaves_by_one_click_without_login_or_token_of_ours() -> None:
    person = PersonFactory()
    program = Client(enforce_csrf_checks=True)

    answer = program.post(leave_url(person), {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert "Non ricevi più promemoria per email" in answer.content.decode()
    assert wanted.of(person).not_by_email == ["reminder"]


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_nobody_signed_does_not_exist(client: Client, method: str) -> None:
    person = PersonFactory()
    urls = [
        leave_url(person)[:-2] + "x/",
        leave_url(person).replace(f"/{person.pk}.", f"/{person.pk + 1}."),
        leave_url(person, LetterKind.FORMAL),
        reverse("notices:leave", args=["x"]),
    ]

    assert [getattr(client, method)(url).status_code for url in urls] == [404] * 4


def test_the_calendar_is_one_s_own_and_needs_no_login(client: Client) -> None:
    call = published_call(code="FSE2-2026")
    draft = a_draft(call, title="Case; che aiutano")
    a_draft(call, title="Di un altro")

    answer = client.get(feed_url(draft.created_by))

    text = answer.content.decode().replace("\r\n ", "")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    assert text.count("BEGIN:VEVENT") == 1
    assert "SUMMARY:Scade il bando FSE2-2026: la domanda è una bozza" in text
    assert "Case\\; che aiutano" in text
    assert "Di un altro" not in text
    assert f"/area/domande/{draft.public_id}/" in text


def test_a_calendar_that_was_changed_or_revoked_does_not_exist(
    client: Client, person: Person
) -> None:
    first = feed_url(person)
    client.post(reverse("notices:feed_open"))
    second = client.get(reverse("notices:terms")).context["feed_address"]
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200

    client.post(reverse("notices:feed_close"))

    assert client.get(second).status_code == 404
    assert client.get(reverse("notices:terms")).context["feed_address"] == ""


def test_an_officer_sees_what_expires_at_the_desk_and_an_applicant_does_not(
    client: Client, person: Person
) -> None:
    published_call(code="FSE2-2026")
    own = client.get(reverse("notices:terms")).content.decode()
    client.force_login(PersonFactory(roles=[Role.OFFICER]))

    page = client.get(reverse("notices:terms")).content.decode()

    assert "Scade il bando FSE2-2026" in page
    assert "Nessuna scadenza" in own


def news_url(person: Person) -> str:
    return feed_url(person).replace(".ics", ".atom")


def test_the_same_terms_are_news_in_atom(client: Client) -> None:
    call = published_call(code="FSE2-2026")
    draft = a_draft(call, title="Case & orti")
    a_draft(call, title="Di un altro")

    answer = client.get(news_url(draft.created_by))

    root = ET.fromstring(answer.content)  # noqa: S314 -- written by the portal
    [entry] = root.findall(f"{ATOM}entry")
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    title, summary = entry.findtext(f"{ATOM}title"), entry.findtext(f"{ATOM}summary")
    assert title == "Scade il bando FSE2-2026: la domanda è una bozza"
    assert "Case & orti" in (summary or "")
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href", "").endswith(f"/area/domande/{draft.public_id}/")
    assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated") or "") <= now()


def test_a_term_that_moves_is_another_item_of_the_same_feed(client: Client) -> None:
    call = published_call()
    url = news_url(a_draft(call).created_by)

    def ids() -> list[str | None]:
        root = ET.fromstring(client.get(url).content)  # noqa: S314 -- as above
        return [root.findtext(f"{ATOM}id"), root.findtext(f"{ATOM}entry/{ATOM}id")]

    before = ids()
    assert ids() == before
    extended(call)
    after = ids()

    assert (after[0], after[1] == before[1]) == (before[0], False)


def test_news_that_were_revoked_do_not_exist(client: Client, person: Person) -> None:
    url = news_url(person)
    assert client.get(reverse("notices:terms")).context["news_address"].endswith(url)

    client.post(reverse("notices:feed_close"))

    assert client.get(url).status_code == 404
