"""A file that waits for the scanner, is clean, or is in quarantine: who opens it, what it counts as."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from applicants.actions import attachments, quarantine
from applicants.models import Application, Attachment
from applicants.policies import Incomplete
from applicants.queries.applications import content_of
from calls.models import Call
from tests.applicants.views.conftest import logged_in
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_pdf, complete, sent
from tests.factories.calls import published_call
from tests.factories.mandates import a_mandate
from tests.factories.phases import opened as opened_to_the_office
from tests.fixtures.clamd import EICAR, FakeClamd
from tests.fixtures.database import Clock
from wecare.accounts.enums import Role
from wecare.accounts.queries import roles_of
from wecare.core import clock as core_clock
from wecare.core import dispatch, scanning
from wecare.core.models import Event, FileScan
from wecare.notices.models import Letter

pytestmark = pytest.mark.django_db
INFECTED = a_pdf() + b"\n%" + EICAR


@pytest.fixture
def scanned(clamd: FakeClamd, settings: Any) -> FakeClamd:
    settings.SCANNER, settings.CLAMD_ADDRESS, settings.CLAMD_SECONDS = "clamd", clamd.address, 2
    return clamd


@pytest.fixture
def application(scanned: FakeClamd) -> Application:
    return complete(published_call())


def attach(application: Application, content: bytes) -> Attachment:
    return attachments.attach(
        application=application,
        requirement="deed",
        filename="atto.pdf",
        content=content,
        actor=application.created_by,
    )


def scan_all() -> None:
    """What the sweep and a worker do."""
    for ids in scanning.waiting_files():
        quarantine.scan(**ids)


def opened(person: Any, application: Application) -> Any:
    address = reverse("applicants:attachment_file", args=[application.public_id, "deed"])
    answer = logged_in(person).get(address)
    answer.getvalue()
    return answer


def page_of(application: Application) -> str:
    address = reverse("applicants:attachments", args=[application.public_id])
    return logged_in(application.created_by).get(address).content.decode()


def requirements(application: Application) -> list[str]:
    rules = application.call.rulebooks.latest("version").rules
    content = content_of(application, rules, at=core_clock.now())
    return [each["requirement"] for each in content["attachments"]]


def test_a_file_that_waits_counts_and_only_whoever_uploaded_it_opens_it(
    application: Application,
) -> None:
    colleague = PersonFactory()
    a_mandate(colleague, application.organisation)

    assert requirements(application) == ["deed"]
    assert opened(application.created_by, application).status_code == 200
    answer = opened(colleague, application)
    assert answer.status_code == 409
    assert "ha ancora controllato questo file" in answer.content.decode()
    assert "In controllo" in page_of(application)


def test_a_clean_file_is_open_to_all_who_may_see_it(application: Application) -> None:
    colleague = PersonFactory()
    a_mandate(colleague, application.organisation)

    scan_all()

    assert opened(colleague, application).status_code == 200
    assert "Controllato" in page_of(application)


def test_an_infected_file_is_closed_to_everyone_missing_and_told(application: Application) -> None:
    attach(application, INFECTED)

    scan_all()
    scan_all()

    assert opened(application.created_by, application).status_code == 409
    assert requirements(application) == []
    assert "Eicar-Signature" in page_of(application)
    letter = Letter.objects.get(template=quarantine.TEMPLATE)
    assert letter.person == application.created_by
    assert "conta come mancante" in letter.body
    assert Event.objects.filter(name="application.file_quarantined").count() == 1
    with pytest.raises(Incomplete):
        sent(application)


def test_the_same_bytes_are_not_accepted_again_and_others_are(application: Application) -> None:
    attach(application, INFECTED)
    scan_all()

    with pytest.raises(scanning.FileInfected, match="ha trovato «Eicar-Signature»"):
        attach(application, INFECTED)
    attach(application, a_pdf(Other=1))

    assert requirements(application) == ["deed"]


def test_what_was_sent_stays_sent_and_the_office_sees_the_quarantine(
    application: Application,
) -> None:
    attach(application, INFECTED)
    submission = sent(application)
    before = submission.content_digest

    scan_all()

    submission.refresh_from_db()
    assert (submission.content_digest, submission.state) == (before, "live")
    assert "resta valida" in Letter.objects.get(template=quarantine.TEMPLATE).body
    officer = logged_in(PersonFactory(roles=[Role.OFFICER]))
    Call.objects.filter(pk=submission.call_id).update(opened_at=core_clock.now())
    arguments = [
        submission.call.code,
        submission.protocol_number,
        submission.protocol_year,
    ]
    page = officer.get(reverse("evaluation:check", args=arguments)).content.decode()
    file = officer.get(reverse("evaluation:check_file", args=[*arguments, "deed"]))
    assert "Eicar-Signature" in page
    assert file.status_code == 409


def test_the_office_waits_for_the_scanner(application: Application) -> None:
    submission = sent(application)
    officer = logged_in(PersonFactory(roles=[Role.OFFICER]))
    Call.objects.filter(pk=submission.call_id).update(opened_at=core_clock.now())
    address = reverse(
        "evaluation:check_file",
        args=[submission.call.code, submission.protocol_number, submission.protocol_year, "deed"],
    )

    assert officer.get(address).status_code == 409
    scan_all()
    answer = officer.get(address)
    answer.getvalue()
    assert answer.status_code == 200


@pytest.mark.parametrize("how", ["away", "hangs", "garbage"])
def test_a_scanner_that_does_not_answer_costs_nothing_and_is_asked_again(
    application: Application, scanned: FakeClamd, settings: Any, clock: Clock, how: str
) -> None:
    settings.CLAMD_SECONDS = 0.3
    settings.CLAMD_ADDRESS = "127.0.0.1:1" if how == "away" else scanned.address
    scanned.hangs, scanned.answer = how == "hangs", b"?\0" if how == "garbage" else None

    scan_all()

    scan = FileScan.objects.get()
    assert (scan.state, scan.attempts, bool(scan.error)) == ("waiting", 1, True)
    assert "riproviamo" in page_of(application)
    assert scanning.waiting_files() == []
    sent(application)
    settings.CLAMD_ADDRESS, scanned.hangs, scanned.answer = scanned.address, False, None
    clock.shift(scan.due_at - core_clock.now())
    scan_all()
    assert FileScan.objects.get().state == "clean"


def test_without_a_scanner_nothing_waits_and_files_are_open(client: Client) -> None:
    application = complete(published_call())
    colleague = PersonFactory()
    a_mandate(colleague, application.organisation)

    assert opened(colleague, application).status_code == 200
    assert scanning.waiting_files() == []
    assert "Controllato" in page_of(application)


def test_the_sweep_knows_the_files_that_wait(application: Application) -> None:
    works = {work.name: work for work in dispatch._pending.values()}

    assert list(works["applicants.scans"].query()) == scanning.waiting_files() != []


def test_who_writes_for_the_lead_is_told_and_the_office_of_what_it_reads(
    application: Application, clock: Clock
) -> None:
    colleague, officer = PersonFactory(), PersonFactory(roles=[Role.OFFICER])
    a_mandate(colleague, application.organisation)
    attach(application, INFECTED)
    sent(application)
    opened_to_the_office(application.call, clock)

    scan_all()

    told = {each.person for each in Letter.objects.filter(template=quarantine.TEMPLATE)}
    offices = {each for each in told if each is not None and Role.OFFICER in roles_of(each)}
    assert officer in offices
    assert told - offices == {application.created_by, colleague}
