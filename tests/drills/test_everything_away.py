"""The last hour with nothing around: broker, mail, scanner, registers and records system away at once.

Only the database and the web server stand. Everything that waits is done when the others are back. What
a records system that hangs does to a worker is in `test_silent_records`.
"""

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils.timezone import localtime

from applicants.enums import Source
from applicants.models import Application, Attachment, Registration, Submission
from applicants.queries import verification
from tests.drills.rush import Browser, address, press
from tests.drills.test_deadline import upload
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_fiscal_code, complete
from tests.factories.calls import published_call
from tests.fixtures.clamd import FakeClamd
from tests.fixtures.database import Clock
from tests.fixtures.mail import Taken
from tests.fixtures.services import Portal, Worker, free_port, wait_for, web_server
from wecare.core.enums import DocumentState, ScanState
from wecare.core.events import verify_chain
from wecare.core.models import Document, FileScan

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
RECORDS = "applicants.queries.records.file.FileRecords"
AWAY = "Alcuni registri adesso non rispondono"


@pytest.fixture(params=["refuses", "hangs"])
def nobody(request: pytest.FixtureRequest) -> Iterator[int]:
    """A port where nobody answers: it refuses, or takes the connection and says nothing."""
    if request.param == "refuses":
        yield free_port()
        return
    with ExitStack() as stack:
        listening = stack.enter_context(socket.socket())
        listening.bind(("127.0.0.1", 0))
        listening.listen(512)
        yield listening.getsockname()[1]


@pytest.fixture
def alone(
    transactional_db: None, own_services: None, nobody: int, tmp_path: Path
) -> Iterator[Portal]:
    """The web server alone, with everything that it may call at that port; no worker runs."""
    with web_server(
        tmp_path / "web",
        "wecare.wsgi",
        REDIS_URL=f"redis://127.0.0.1:{nobody}/0",
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=str(nobody),
        PEC_URL=f"smtp://127.0.0.1:{nobody}",
        SCANNER="clamd",
        CLAMD_ADDRESS=f"127.0.0.1:{nobody}",
        REGISTERS=",".join(f"{source.value}=tests.drills.nobody.Nobody" for source in Source),
        NOBODY_PORT=str(nobody),
        REGISTERS_SECONDS="0.5",
    ) as portal:
        yield portal


@pytest.fixture
def everybody_back(
    clamd: FakeClamd, mail_server: Taken, clock: Clock, tmp_path: Path
) -> Callable[[], Taken]:
    """Everything answers again and a worker starts: returns when what waited is done."""

    def back() -> Taken:
        clock.shift(timedelta(minutes=11))  # whoever was away is asked again now and then
        worker = Worker(
            tmp_path / "worker",
            EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
            EMAIL_HOST="127.0.0.1",
            EMAIL_PORT=str(mail_server.port),
            SCANNER="clamd",
            CLAMD_ADDRESS=clamd.address,
            RECORDS=RECORDS,
            RECORDS_FOLDER=str(tmp_path / "records"),
        )
        try:
            worker.start()
            wait_for(lambda: Registration.objects.filter(number__isnull=False).count() == 3)
            wait_for(lambda: FileScan.objects.filter(state=ScanState.CLEAN.value).exists())
            wait_for(lambda: mail_server.messages)
        finally:
            worker.stop()
        return mail_server

    return back


def test_one_writes_attaches_sends_withdraws_and_sends_again_and_has_proof(
    alone: Portal, everybody_back: Callable[[], Taken]
) -> None:
    application = complete(published_call(), actor=PersonFactory())
    browser = Browser(alone.url, application.created_by)
    url = reverse("applicants:organisation_new")
    asked = browser.read(f"{url}?codice={a_fiscal_code()}")
    assert (asked.status, AWAY in asked.text) == (200, True)
    assert browser.read(address(application, "allegati/")).status == 200
    path, body, kind = upload(application, browser.token)
    assert browser.begin_post(path, body, kind).finish().status == 302

    _sent(browser, application, version=1)
    receipt = address(application, "ricevute/1/")
    assert Submission.objects.get().protocol in browser.read(receipt).text
    assert browser.post(f"{receipt}ritiro/", {"confirmed": "on"}).status == 302
    assert browser.post(address(application, "ripresa/"), {}).status == 302
    _sent(browser, application, version=2)

    assert [each.state for each in Submission.objects.order_by("version")] == ["withdrawn", "live"]
    assert verification.submissions() == verification.protocols() == verify_chain() == []
    attached = Attachment.objects.get().file_id
    assert not FileScan.objects.filter(state=ScanState.CLEAN.value).exists()
    assert not Registration.objects.exists()
    assert not Document.objects.filter(state=DocumentState.RENDERED.value).exists()

    mail = everybody_back()

    year = localtime(Submission.objects.earliest("pk").received_at).year
    assert sorted(Registration.objects.values_list("number", flat=True)) == [
        f"DIMOSTRATIVO-{year}-{number:07d}" for number in (1, 2, 3)
    ]
    assert FileScan.objects.get(file=attached).state == ScanState.CLEAN.value
    assert [each["To"] for each in mail.messages].count(application.created_by.email) >= 1
    assert (
        browser.read(receipt).text.count("DIMOSTRATIVO-") == 2
    )  # its number, and the sentence on which counts
    assert verification.submissions() == verification.protocols() == verify_chain() == []


def _sent(browser: Browser, application: Application, *, version: int) -> None:
    assert browser.read(address(application, "riepilogo/")).status == 200
    answer = press(browser, application)
    assert (answer.status, answer.location) == (302, address(application, f"ricevute/{version}/"))
