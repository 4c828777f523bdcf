"""The pages of questions and answers, and what machines follow of a call."""

from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.urls import reverse

from calls.actions import enquiries
from calls.enums import EnquiryCategory
from calls.models import Call, Enquiry
from tests.calls.actions.test_enquiries import answered, asked
from tests.calls.views.typed import text_of
from tests.factories.accounts import PersonFactory
from tests.factories.calls import CallFactory, a_complete_draft, past_call, published_call
from tests.factories.versions import extended
from wecare.accounts.enums import Role
from wecare.core.calendar import Entry, calendar

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
ANSWER = {"category": "who", "question": "Può partecipare una ONLUS?", "text": "Sì."}


def public(call: Call) -> str:
    return reverse("calls:enquiries", args=[call.code])


def desk(enquiry: Enquiry) -> str:
    return reverse("calls:desk_enquiry", args=[enquiry.call.code, enquiry.pk])


def entered(person: Any) -> Client:
    client = Client()
    client.force_login(person, backend="wecare.accounts.backends.PasswordBackend")
    return client


def test_whoever_has_logged_in_asks_and_sees_the_own_questions(client: Client) -> None:
    call, person = published_call(), PersonFactory()
    address = reverse("calls:enquiry_new", args=[call.code])

    stranger = client.get(address)
    done = entered(person).post(address, {"text": "Può partecipare una ONLUS?"}, follow=True)

    assert stranger["Location"].startswith(reverse("accounts:login"))
    assert "Le tue domande" in text_of(done)
    assert "Attende risposta" in text_of(done)
    assert Enquiry.objects.get().asked_by == person
    assert "Può partecipare una ONLUS?" not in text_of(client.get(public(call)))
    assert "Può partecipare una ONLUS?" not in text_of(entered(PersonFactory()).get(public(call)))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param("", "Scrivi la domanda.", id="nothing"),
        pytest.param("   ", "Scrivi la domanda.", id="spaces"),
        pytest.param("a" * 2001, "2000", id="long"),
        pytest.param("una\x00domanda", "", id="nul"),
    ],
)
def test_a_question_that_is_none_comes_back(text: str, sentence: str) -> None:
    call = published_call()

    response = entered(PersonFactory()).post(
        reverse("calls:enquiry_new", args=[call.code]), {"text": text}
    )

    assert response.status_code == 422
    assert sentence.replace("2000", "2") in text_of(response)
    assert Enquiry.objects.count() == 0


def test_past_the_deadline_the_page_says_that_nobody_asks() -> None:
    call = past_call()
    address = reverse("calls:enquiry_new", args=[call.code])
    client = entered(PersonFactory())

    page, sent = client.get(address), client.post(address, {"text": "Ancora?"})

    assert "Si chiede fino alla scadenza" in text_of(page)
    assert sent.status_code == 409
    assert "Fai una domanda" not in text_of(client.get(public(call))).split("<main")[1]


def test_the_office_answers_and_everyone_reads_without_the_name(
    office: Client, client: Client
) -> None:
    enquiry = asked(published_call())
    waiting = text_of(office.get(reverse("calls:desk_call", args=[enquiry.call.code])))
    listed = text_of(office.get(reverse("calls:desk_enquiries", args=[enquiry.call.code])))
    form = text_of(office.get(desk(enquiry)))

    done = office.post(desk(enquiry), ANSWER)
    page = text_of(Client().get(public(enquiry.call)))

    assert "1 attende" in waiting
    assert "Anna Neri" in listed
    assert "Sono Anna Neri" in form
    assert done["Location"] == reverse("calls:desk_enquiries", args=[enquiry.call.code])
    assert "Può partecipare una ONLUS?" in page
    assert "Anna" not in page.split("<main")[1]
    assert str(enquiry.asked_by) not in page


def test_an_answer_without_its_parts_comes_back_as_typed(office: Client) -> None:
    enquiry = asked(published_call())

    response = office.post(desk(enquiry), {"category": "boh", "question": "", "text": "Sì."})

    page = text_of(response)
    assert response.status_code == 422
    for sentence in ("Scegli una voce dell'elenco.", "Scrivi la domanda.", ">\nSì.<"):
        assert sentence in page
    assert Enquiry.objects.get().answer == ""


def test_a_question_set_aside_is_not_public(office: Client) -> None:
    enquiry = asked(published_call())
    address = reverse("calls:enquiry_setting_aside", args=[enquiry.call.code, enquiry.pk])

    response = office.post(address, follow=True)

    assert "La domanda resta non pubblicata." in text_of(response)
    assert "Non pubblicata" in text_of(response)
    assert "ONLUS" not in text_of(Client().get(public(enquiry.call)))


def test_a_question_of_another_call_is_not_found(office: Client) -> None:
    enquiry, other = asked(published_call()), published_call()

    for name in ("calls:desk_enquiry", "calls:enquiry_setting_aside"):
        address = reverse(name, args=[other.code, enquiry.pk])
        assert office.post(address, ANSWER).status_code == 404
    assert Enquiry.objects.get().answer == ""


@pytest.mark.parametrize("role", [None, *Role])
def test_only_the_office_reads_and_answers(role: Role | None) -> None:
    enquiry = asked(published_call())
    client = entered(PersonFactory(roles=[role] if role else []))
    reads = {Role.OFFICER, Role.MANAGER, Role.ADMIN, Role.AUDITOR}
    answers = {Role.OFFICER, Role.MANAGER}

    listed = client.get(reverse("calls:desk_enquiries", args=[enquiry.call.code]))
    written = client.post(desk(enquiry), ANSWER)

    assert (listed.status_code == 200) is (role in reads)
    assert (written.status_code == 302) is (role in answers)
    assert (written.status_code == 403) is (role not in answers)


def test_answers_are_read_by_category(client: Client) -> None:
    call = published_call()
    answered(asked(call))
    enquiries.answer(
        enquiry=asked(call),
        category=EnquiryCategory.MONEY,
        question="L'IVA è una spesa?",
        text="Solo se non si recupera.",
        actor=PersonFactory(),
    )

    money = text_of(client.get(public(call), {"categoria": "money"}))
    every = text_of(client.get(public(call), {"categoria": "inventata"}))

    assert ("L'IVA" in money, "ONLUS" in money) == (True, False)
    assert ("L'IVA" in every, "ONLUS" in every) == (True, True)


def test_the_list_costs_the_same_queries_however_long(
    client: Client, django_assert_num_queries: Any
) -> None:
    call = published_call()
    for how_many in (1, 18):
        for _each in range(how_many):
            answered(asked(call))

        with django_assert_num_queries(7):  # call, windows, rulebooks, desks, count, answers, clock
            client.get(public(call))


def test_a_draft_has_neither_answers_nor_feeds(client: Client) -> None:
    call = CallFactory()

    for name in ("enquiries", "enquiries_feed", "call_calendar"):
        assert client.get(reverse(f"calls:{name}", args=[call.code])).status_code == 404


def test_the_feed_of_answers_is_atom_and_tells_amendments(client: Client) -> None:
    call = published_call()
    enquiry = answered(asked(call))
    answered(enquiry, "No & poi no.")

    response = client.get(reverse("calls:enquiries_feed", args=[call.code]))

    feed = ET.fromstring(response.content)  # noqa: S314 -- the portal's own feed
    (entry,) = feed.findall(f"{ATOM}entry")
    assert response["Content-Type"].startswith("application/atom+xml")
    assert entry.findtext(f"{ATOM}title") == "Può partecipare una ONLUS?"
    assert entry.findtext(f"{ATOM}summary") == "No & poi no."
    amended = Enquiry.objects.get().amended_at
    assert amended is not None
    assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated") or "") == amended


def test_the_feed_of_calls_brings_an_extension_to_the_top(client: Client) -> None:
    first, _second = published_call(code="primo"), published_call(code="secondo")
    CallFactory(code="bozza")
    extended(first)

    feed = ET.fromstring(client.get(reverse("calls:calls_feed")).content)  # noqa: S314 -- the portal's own feed

    links = [
        link.attrib["href"].rstrip("/").rpartition("/")[2]
        for entry in feed.findall(f"{ATOM}entry")
        for link in entry.findall(f"{ATOM}link")
    ]
    assert links == ["primo", "secondo"]
    summary = feed.find(f"{ATOM}entry").findtext(f"{ATOM}summary")  # type: ignore[union-attr]
    assert "Versione 2 delle regole." in (summary or "")


def test_the_calendar_holds_the_deadline_in_universal_time(client: Client) -> None:
    closes_at = datetime(2126, 12, 31, 22, 59, 59, tzinfo=UTC)
    call = published_call(code="FSE2-2026", draft=a_complete_draft(closes_at=closes_at))

    response = client.get(reverse("calls:call_calendar", args=[call.code]))
    text = response.content.decode().replace("\r\n ", "")

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert "DTSTART:21261231T225959Z\r\n" in text
    assert "UID:scade-FSE2-2026@" in text
    assert "SEQUENCE:1\r\n" in text
    extended(call, closes_at + timedelta(days=1))
    again = client.get(reverse("calls:calls_calendar")).content.decode()
    assert "DTSTART:21270101T225959Z\r\nSUMMARY:Scade" in again
    assert "SEQUENCE:2\r\n" in again


def test_a_calendar_folds_long_lines_and_escapes_what_separates() -> None:
    instant = datetime(2026, 11, 23, 11, tzinfo=UTC)
    entry = Entry(
        uid="x",
        sequence=1,
        at=instant,
        title="Più, meno; e \\ poi\r\na capo",
        text="è " * 200,
        address="https://esempio.it/",
    )

    text = calendar([entry], name="Prova", at=instant)

    assert "SUMMARY:Più\\, meno\\; e \\\\ poi\\na capo\r\n" in text
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert "DESCRIPTION:" + "è " * 200 in text.replace("\r\n ", "")
    assert "\n" not in text.replace("\r\n", "")


@pytest.mark.parametrize("path", ["quesiti/0/", "quesiti/99999999999999999999/"])
def test_a_number_that_names_no_question_is_not_found(office: Client, path: str) -> None:
    call = published_call()

    assert office.get(f"/ufficio/bandi/{call.code}/{path}").status_code == 404
