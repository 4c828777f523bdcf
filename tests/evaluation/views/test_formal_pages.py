"""The pages of the formal check: the checklist that saves itself, requests, answers, the sample."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from applicants.models import Mandate, Submission
from evaluation.actions import formal_requests
from evaluation.models import (
    CheckLine,
    CheckSample,
    FormalCheck,
    FormalRequest,
    PointReading,
    RequestAnswer,
)
from evaluation.queries import formal
from tests.evaluation.views.conftest import browser_of, status_of
from tests.factories.accounts import PersonFactory
from tests.factories.acts import printed
from tests.factories.applicants import a_pdf
from tests.factories.evaluation import decided, officer, submitted
from tests.factories.formal import (
    answered,
    call_with_notice,
    clarification,
    in_hands,
    overdue,
    rejection,
)
from tests.fixtures.database import Clock
from wecare.accounts.models import Person
from wecare.notices.engine import terms

pytestmark = pytest.mark.django_db


@pytest.fixture
def submission() -> Submission:
    return submitted(call_with_notice())


@pytest.fixture
def person() -> Person:
    return officer()


@pytest.fixture
def office(person: Person) -> Client:
    return browser_of(person)


@pytest.fixture
def applicant(submission: Submission) -> Client:
    return browser_of(submission.submitted_by)


def desk(submission: Submission, rest: str = "") -> str:
    return f"/ufficio/istruttorie/{submission.call.code}/{submission.protocol_path}/{rest}"


def own(request: FormalRequest, rest: str = "") -> str:
    return f"/area/richieste/{request.public_id}/{rest}"


def saved(client: Client, address: str, field: str, value: Any, version: int = 0) -> Any:
    body = json.dumps({"field": field, "value": value, "version": version})
    return client.post(address, body, content_type="application/json")


def test_a_line_saves_itself(office: Client, submission: Submission, person: Person) -> None:
    answer = saved(office, desk(submission, "lista/"), "attachment.deed:state", "met")

    assert (answer.status_code, answer.json()["version"]) == (200, 1)
    assert (CheckLine.objects.get().state, CheckLine.objects.get().saved_by) == ("met", person)
    assert 'value="met" selected' in office.get(desk(submission)).content.decode()


def test_two_officers_see_both_texts(office: Client, submission: Submission) -> None:
    other = browser_of(officer())
    saved(other, desk(submission, "lista/"), "attachment.deed:note", "Manca la firma")

    answer = saved(office, desk(submission, "lista/"), "attachment.deed:note", "C'è tutto")

    assert answer.status_code == 409
    assert answer.json()["value"] == "Manca la firma"


@pytest.mark.parametrize(
    "body",
    [
        "[]",
        "null",
        '{"field": 1, "value": "met", "version": 0}',
        '{"field": "attachment.deed:state", "value": ["met"], "version": 0}',
        '{"field": "attachment.deed:state", "value": "met", "version": "0"}',
    ],
)
def test_what_is_no_save_is_told(office: Client, submission: Submission, body: str) -> None:
    answer = office.post(desk(submission, "lista/"), body, content_type="application/json")

    assert answer.status_code == 422
    assert CheckLine.objects.count() == 0


def test_the_checklist_is_saved_whole_without_a_script(
    office: Client, submission: Submission
) -> None:
    typed = {
        "attachment.deed:state": "not_met",
        "attachment.deed:state__version": "0",
        "attachment.deed:note": "È illeggibile.",
        "attachment.deed:note__version": "x",
    }

    answer = office.post(desk(submission, "lista/"), typed)

    assert answer.status_code == 302
    line = CheckLine.objects.get()
    assert (line.state, line.note) == ("not_met", "È illeggibile.")


def test_a_check_changes_hands(office: Client, submission: Submission, person: Person) -> None:
    other = officer()

    office.post(desk(submission, "carico/"))
    assert FormalCheck.objects.get().officer == person
    office.post(desk(submission, "passaggio/"), {"to": other.pk})
    assert FormalCheck.objects.get().officer == other
    refused = office.post(desk(submission, "passaggio/"), {"to": person.pk}, follow=True)

    assert "in carico a" in refused.content.decode()
    assert FormalCheck.objects.get().officer == other


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("", {"mine", "free", "other", "late"}),
        ("?carico=mie", {"mine"}),
        ("?carico=nessuno", {"free"}),
        ("?carico=altri", {"other", "late"}),
        ("?stato=attesa", {"other"}),
        ("?stato=scaduta", {"late"}),
        ("?stato=risposta", {"mine"}),
        ("?carico=mie&stato=scaduta", set()),
        ("?carico=boh&stato=boh", {"mine", "free", "other", "late"}),
    ],
)
def test_the_queue_is_filtered(
    office: Client, person: Person, clock: Clock, query: str, seen: set[str]
) -> None:
    call = call_with_notice()
    rows = {
        name: submitted(call, name=f"Ente {name}") for name in ("mine", "free", "other", "late")
    }
    in_hands(rows["mine"], by=person)
    answered(clarification(rows["mine"], by=person))
    colleague = officer()
    for name in ("late", "other"):
        in_hands(rows[name], by=colleague)
    overdue(clarification(rows["late"], by=colleague), clock)
    clarification(rows["other"], by=colleague)

    page = office.get(f"/ufficio/istruttorie/{call.code}/{query}").content.decode()

    assert {name for name in rows if f"Ente {name}" in page} == seen


def test_a_request_is_made_on_its_page(office: Client, submission: Submission) -> None:
    page = desk(submission, "richieste/completamento/")
    typed = {
        "answer:need:": "on",
        "answer:need::asked": "Quale quartiere?",
        "days": "7",
        "reason": "Non si capisce.",
    }

    assert office.get(page).status_code == 200
    answer = office.post(page, typed)

    assert answer.status_code == 302
    request = FormalRequest.objects.get()
    assert (request.days, [each.code for each in formal.points_of(request)]) == (7, ["need"])


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"days": "11", "reason": "x", "other": "y"}, "Assicurati che questo valore"),
        ({"days": "molti", "reason": "x", "other": "y"}, "Scrivi quanti giorni"),
        ({"days": "7", "reason": "", "other": "y"}, "Scrivi il motivo."),
        ({"days": "7", "reason": "x"}, "Scegli almeno una risposta o un documento"),
        ({"days": "7", "reason": "nul\x00", "other": "y"}, "NUL"),
    ],
    ids=["days", "words", "reason", "nothing", "nul"],
)
def test_what_is_badly_asked_is_told_and_kept(
    office: Client, submission: Submission, typed: dict[str, str], said: str
) -> None:
    answer = office.post(desk(submission, "richieste/completamento/"), typed)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert FormalRequest.objects.count() == 0


def test_a_notice_is_sent_where_the_call_gives_one(office: Client, submission: Submission) -> None:
    page = desk(submission, "richieste/preavviso/")

    office.post(
        page, {"ground1": "Manca lo statuto.", "ground3": "È tardi.", "reason": "In sintesi"}
    )

    request = FormalRequest.objects.get()
    assert [each.asked for each in formal.points_of(request)] == ["Manca lo statuto.", "È tardi."]
    silent = submitted(call_with_notice(rejection_days=None))
    assert office.get(desk(silent, "richieste/preavviso/")).status_code == 404


def test_the_applicant_answers_and_the_office_compares(
    office: Client, applicant: Client, submission: Submission, person: Person
) -> None:
    request = clarification(submission, by=person)

    file = SimpleUploadedFile("lettera.pdf", a_pdf(), content_type="application/pdf")
    assert saved(applicant, own(request, "salvataggio/"), "p1", "Aurora").status_code == 200
    applicant.post(own(request, "punti/2/file/"), {"requirement": "2", "file": file})
    unsent = office.get(desk(submission, "richieste/1/")).content.decode()
    answer = applicant.post(own(request), {"p1": "Aurora, Torino", "p1__version": "1", "send": "1"})

    assert answer.status_code == 302
    assert "Aurora" not in unsent
    page = office.get(desk(submission, "richieste/1/")).content.decode()
    assert submission.content["answers"]["need"] in page
    assert "Aurora, Torino" in page
    sent = RequestAnswer.objects.get()
    (file_row,) = sent.content["points"][1]["files"]
    assert file_row["filename"] == "lettera.pdf"
    readings = {f"accepted{n}": "yes" for n in (1, 2)} | {f"text{n}": "Basta." for n in (1, 2)}
    assert office.post(desk(submission, "richieste/1/"), readings).status_code == 302
    assert PointReading.objects.count() == 2


def test_the_files_of_an_answer_are_downloads_and_only_when_sent(
    office: Client, applicant: Client, submission: Submission
) -> None:
    request = clarification(submission)
    file = SimpleUploadedFile("lettera.pdf", a_pdf(), content_type="application/pdf")
    applicant.post(own(request, "punti/2/file/"), {"requirement": "2", "file": file})
    placed = request.points.get(number=2).files.get()
    address = desk(submission, f"richieste/1/file/{placed.pk}/")

    before = office.get(address)
    mine = applicant.get(own(request, f"file/{placed.pk}/"))
    answered(request)
    after = office.get(address)

    assert (before.status_code, status_of(mine), status_of(after)) == (404, 200, 200)
    assert after["Content-Disposition"].startswith("attachment")
    assert after["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_a_file_is_taken_away_before_it_is_sent(applicant: Client, submission: Submission) -> None:
    request = clarification(submission)
    file = SimpleUploadedFile("lettera.pdf", a_pdf(), content_type="application/pdf")
    applicant.post(own(request, "punti/2/file/"), {"requirement": "2", "file": file})
    placed = request.points.get(number=2).files.get()

    applicant.post(own(request, f"file/{placed.pk}/eliminazione/"))

    assert not request.points.get(number=2).files.exists()


def test_others_requests_do_not_exist(submission: Submission, office: Client) -> None:
    request = clarification(submission)
    file = SimpleUploadedFile("x.pdf", a_pdf(), content_type="application/pdf")
    stranger = browser_of(submitted(submission.call).submitted_by)

    found = [
        stranger.get(own(request)).status_code,
        stranger.post(own(request), {"p1": "mio", "send": "1"}).status_code,
        saved(stranger, own(request, "salvataggio/"), "p1", "mio").status_code,
        stranger.post(own(request, "punti/2/file/"), {"file": file}).status_code,
        stranger.get(own(request, "ricevuta/")).status_code,
        office.get(own(request)).status_code,
    ]

    assert found == [404, 404, 404, 404, 404, 404]
    assert RequestAnswer.objects.count() == 0


def test_whoever_only_reads_answers_nothing(submission: Submission) -> None:
    request, reader = clarification(submission), PersonFactory()
    Mandate.objects.create(
        person=reader,
        organisation=submission.organisation,
        kind="viewer",
        since=submission.received_at,
    )
    browser = browser_of(reader)

    assert 'name="send"' not in browser.get(own(request)).content.decode()
    assert browser.post(own(request), {"p1": "x", "send": "1"}).status_code == 409
    assert saved(browser, own(request, "salvataggio/"), "p1", "x").status_code == 409
    assert RequestAnswer.objects.count() == 0


def test_after_the_term_nothing_is_taken_and_the_page_says_it(
    applicant: Client, submission: Submission, clock: Clock
) -> None:
    request = overdue(clarification(submission), clock)

    late = applicant.post(own(request), {"p1": "tardi", "send": "1"})

    assert late.status_code == 409
    assert "Il termine per rispondere è scaduto il" in late.content.decode()
    assert "tardi" in late.content.decode()  # nothing typed is lost
    assert "Il termine è passato" in applicant.get(own(request)).content.decode()


def test_the_receipt_is_given_when_printed(applicant: Client, submission: Submission) -> None:
    answer = answered(clarification(submission))

    before = applicant.get(own(answer.request, "ricevuta/")).status_code
    printed(answer.receipt)
    after = applicant.get(own(answer.request, "ricevuta/"))

    assert (before, status_of(after), after["Content-Type"]) == (404, 200, "application/pdf")


def test_more_time_and_closing_have_their_reasons(
    office: Client, submission: Submission, clock: Clock
) -> None:
    request = clarification(submission)
    page = desk(submission, "richieste/1/")

    assert office.post(f"{page}proroga/", {"days": "0", "reason": "x"}).status_code == 422
    assert office.post(f"{page}proroga/", {"days": "5", "reason": "Ferie."}).status_code == 302
    longer = FormalRequest.objects.get()
    assert longer.closes_at > request.closes_at
    overdue(longer, clock)
    assert office.post(f"{page}chiusura/", {"reason": ""}).status_code == 422
    assert office.post(f"{page}chiusura/", {"reason": "Silenzio."}).status_code == 302

    assert FormalRequest.objects.get().state == "lapsed"
    assert "Silenzio." in office.get(page).content.decode()


def test_the_terms_are_in_the_calendars(submission: Submission, person: Person) -> None:
    in_hands(submission, by=person)
    request = rejection(submission, by=person)

    mine = [each.uid for each in terms.terms_of(submission.submitted_by)]
    office = [each.uid for each in terms.terms_of(person)]

    assert f"richiesta-{request.public_id}" in mine
    assert {f"attesa-{request.public_id}", f"istruttoria-{submission.protocol_path}"} <= set(office)
    formal_requests.cancel(request=request, reason="Errore.", by=person)
    assert [
        each for each in terms.terms_of(submission.submitted_by) if "richiesta" in each.uid
    ] == []


def test_the_sample_is_drawn_and_looked_at(office: Client, submission: Submission) -> None:
    decided(submission)
    page = f"/ufficio/istruttorie/{submission.call.code}/campione/"

    assert office.post(page, {"share": "0,5"}).status_code == 422
    assert office.post(page, {"share": "50"}).status_code == 302
    made = CheckSample.objects.get()
    shown = office.get(page).content.decode()
    assert made.seed[:4] in shown
    assert office.post(f"{page}1/1/", {"view": "disagrees", "reason": ""}).status_code == 409
    assert office.post(f"{page}1/1/", {"view": "agrees"}).status_code == 302
    assert office.get(f"{page}1/2/").status_code == 404
