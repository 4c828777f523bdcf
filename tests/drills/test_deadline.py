"""The last instant, through the web server: accepted = stored = receipts = list given to the panel."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from applicants.models import Answer as Written
from applicants.models import Application, RefusedAttempt, Submission
from applicants.queries import verification
from applicants.queries.submissions import live_of
from calls.actions import calls
from calls.models import Call
from tests.drills.rush import Answer, Browser, Press, address, press, rush, wait_until
from tests.factories.applicants import a_pdf, complete
from tests.factories.calls import a_complete_draft, published_call
from tests.fixtures.database import Clock
from tests.fixtures.services import Portal
from wecare.core import clock as the_clock
from wecare.core.events import verify_chain
from wecare.core.models import Document

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
NOON = datetime(2026, 12, 14, 11, 0, tzinfo=UTC)  # 12:00 in Rome
READY = timedelta(seconds=2)  # for everybody to stand at the button
NIGHTS = [
    pytest.param(NOON, 40, id="an ordinary noon"),
    pytest.param(datetime(2027, 3, 28, 1, 0, tzinfo=UTC), 12, id="2.00 becomes 3.00"),
    pytest.param(datetime(2027, 10, 31, 1, 0, tzinfo=UTC), 12, id="3.00 becomes 2.00"),
    pytest.param(datetime(2026, 12, 31, 23, 0, tzinfo=UTC), 12, id="the year ends"),
]


def a_call_due(deadline: datetime, clock: Clock) -> Call:
    """A call that closes then; the clock stands two hours before."""
    clock.set(deadline - timedelta(hours=2))
    draft = a_complete_draft(opens_at=deadline - timedelta(days=1), closes_at=deadline)
    return published_call(draft=draft)


def let_it_run(clock: Clock, instant: datetime) -> None:
    """The clock runs from this instant on."""
    clock.restore()
    clock.shift(instant - the_clock.now())


def at_the_button(portal: Portal, application: Application) -> Browser:
    """The browser of whoever wrote it, on the page with the button."""
    browser = Browser(portal.url, application.created_by)
    assert browser.read(address(application, "riepilogo/")).status == 200
    return browser


def close_when_due(call: Call, deadline: datetime) -> list[int]:
    """The office closes at the instant, and takes the list at once."""
    try:
        wait_until(deadline)
        calls.close(call=call, actor=None)
        return [each.pk for each in live_of(call)]
    finally:
        connection.close()


def autosave(application: Application, text: str) -> tuple[str, bytes, dict[str, str]]:
    """Address, body and headers by which the page saves one answer."""
    body = json.dumps({"field": "need", "value": text, "version": 1}).encode()
    path = address(application, "sezioni/project/salvataggio/")
    return path, body, {"Content-Type": "application/json"}


def upload(application: Application, token: str) -> tuple[str, bytes, dict[str, str]]:
    """Address, body and headers by which the form brings another deed."""
    border = "----border"
    fields = {"csrfmiddlewaretoken": token, "requirement": "deed"}
    parts = [
        f'--{border}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    parts += [
        f'--{border}\r\nContent-Disposition: form-data; name="file"; filename="tardi.pdf"\r\n'
        "Content-Type: application/pdf\r\n\r\n".encode(),
        a_pdf(),
        f"\r\n--{border}--\r\n".encode(),
    ]
    kind = {"Content-Type": f"multipart/form-data; boundary={border}"}
    return address(application, "allegati/"), b"".join(parts), kind


@pytest.mark.parametrize(("deadline", "people"), NIGHTS)
def test_what_is_accepted_is_what_is_stored_receipted_and_listed(
    live_portal: Portal, clock: Clock, deadline: datetime, people: int
) -> None:
    call = a_call_due(deadline, clock)
    applications = [complete(call) for _number in range(people)]
    browsers = [at_the_button(live_portal, each) for each in applications]
    apart = timedelta(milliseconds=40)
    presses = [
        Press(browser, application, (number - people // 2) * apart)
        for number, (browser, application) in enumerate(zip(browsers, applications, strict=True))
    ]
    let_it_run(clock, deadline - READY)

    with ThreadPoolExecutor(max_workers=1) as office:
        closing = office.submit(close_when_due, call, deadline)
        answers = rush(presses, deadline)
    listed = closing.result()

    assert {each.status for each in answers} <= {302, 409}
    accepted = {a.pk for a, said in zip(applications, answers, strict=True) if said.status == 302}
    late = {a.pk for a, said in zip(applications, answers, strict=True) if said.status == 409}
    stored = Submission.objects.filter(call=call)
    assert set(stored.values_list("application", flat=True)) == accepted
    assert set(listed) == set(stored.values_list("pk", flat=True))
    assert all(each.received_at < deadline for each in stored)
    assert set(RefusedAttempt.objects.values_list("application", flat=True)) == late
    assert 0 < len(accepted) < people, "some are in time and some are late, or nothing is proved"
    for application, said in zip(applications, answers, strict=True):
        if said.status == 302:
            receipt = Browser(live_portal.url, application.created_by).read(said.location)
            assert application.submissions.get().protocol in receipt.text
    assert Document.objects.filter(kind="receipt").count() == len(accepted)
    assert verification.submissions() == verification.protocols() == verify_chain() == []


def test_twenty_presses_with_one_key_give_one_row_and_twenty_equal_receipts(
    live_portal: Portal,
) -> None:
    application = complete(published_call())
    browsers = [at_the_button(live_portal, application) for _number in range(20)]
    key = "the-same-key-for-everybody"
    start = threading.Barrier(20)

    def one(browser: Browser) -> Answer:
        start.wait(timeout=20)
        return press(browser, application, key)

    with ThreadPoolExecutor(max_workers=20) as people:
        answers = list(people.map(one, browsers))

    submission = Submission.objects.get()
    assert {(each.status, each.location) for each in answers} == {
        (302, address(application, f"ricevute/{submission.version}/"))
    }


@pytest.mark.parametrize("late", [False, True], ids=["in time", "late"])
def test_an_autosave_on_its_way_at_the_deadline_is_written_only_if_it_arrives_in_time(
    live_portal: Portal, clock: Clock, late: bool
) -> None:
    """Half of it has arrived a second before; the rest comes then, or when the call is closed."""
    application = complete(a_call_due(NOON, clock))
    browser = at_the_button(live_portal, application)
    clock.set(NOON - timedelta(seconds=1))

    half = browser.begin_post(*autosave(application, "All'ultimo"))
    if late:
        clock.set(NOON)
    answer = half.finish()

    said, written = json.loads(answer.text), Written.objects.get(application=application)
    if late:
        assert (answer.status, written.value) == (409, "Case per tutti")
        assert "Il bando è chiuso dal" in said["message"]
    else:
        assert (answer.status, written.value, said["version"]) == (200, "All'ultimo", 2)


@pytest.mark.parametrize("late", [False, True], ids=["in time", "late"])
def test_an_upload_on_its_way_at_the_deadline_is_kept_only_if_it_arrives_in_time(
    live_portal: Portal, clock: Clock, late: bool
) -> None:
    application = complete(a_call_due(NOON, clock))
    before = application.attachments.get()
    browser = at_the_button(live_portal, application)
    clock.set(NOON - timedelta(seconds=1))

    half = browser.begin_post(*upload(application, browser.token))
    if late:
        clock.set(NOON)
    answer = half.finish()

    after = application.attachments.get()
    if late:
        assert answer.status == 409
        assert (after.filename, after.file_id) == (before.filename, before.file_id)
    else:
        assert answer.status == 302
        assert after.filename == "tardi.pdf"


def test_after_the_send_neither_autosave_nor_upload_changes_what_was_sent(
    live_portal: Portal,
) -> None:
    application = complete(published_call())
    browser = at_the_button(live_portal, application)
    assert press(browser, application).status == 302
    digest = Submission.objects.get().content_digest

    half = browser.begin_post(*autosave(application, "Dopo"))

    assert half.finish().status == 409
    assert Submission.objects.get().content_digest == digest
    assert verification.submissions() == []
