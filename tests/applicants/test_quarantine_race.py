"""A verdict that comes while the same bytes are being attached elsewhere: everybody is told."""

from threading import Event
from typing import Any

import pytest

from applicants.actions import attachments, quarantine
from applicants.models import Application, Attachment
from tests.applicants.test_quarantine import INFECTED, attach
from tests.factories.applicants import a_draft
from tests.factories.calls import published_call
from tests.fixtures.racing import race
from wecare.core import scanning
from wecare.notices.models import Letter

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
PATIENCE = 1.0  # seconds for which whoever attaches leaves the verdict time to come between


def unlocked(stored: Any, *, task: str) -> None:
    """The same question without the lock: only for the control."""
    assert scanning.FileScan.objects.filter(file=stored).exists()


def told_after(second: Application, monkeypatch: pytest.MonkeyPatch, ask: Any) -> bool:
    """Attach while the verdict comes; whether all who hold the file have a letter of it."""
    asked, settled = Event(), Event()

    def ask_and_wait(stored: Any, *, task: str) -> None:
        ask(stored, task=task)
        asked.set()
        settled.wait(PATIENCE)

    monkeypatch.setattr(attachments.scanning, "ask", ask_and_wait)
    digest = Attachment.objects.get().file_id

    def run(runner: int) -> None:
        if runner == 0:
            attach(second, INFECTED)
        else:
            assert asked.wait(10)
            scanning.settle(digest=digest, found="Eicar-Signature")
            settled.set()

    outcomes = race(2, run)

    assert outcomes == [None, None]
    letters = Letter.objects.filter(template=quarantine.TEMPLATE).count()
    return letters == Attachment.objects.count() == 2


@pytest.fixture
def second() -> Application:
    call = published_call()
    attach(a_draft(call), INFECTED)
    return a_draft(call)


def test_whoever_attaches_while_the_verdict_comes_is_told(
    second: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told_after(second, monkeypatch, scanning.ask)


def test_without_the_lock_somebody_would_not_be(
    second: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not told_after(second, monkeypatch, unlocked)
