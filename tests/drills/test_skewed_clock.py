"""A web server whose clock is two minutes late gives nobody two minutes more."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path

import pytest

from applicants.models import RefusedAttempt, Submission
from tests.drills.rush import Answer, Browser, address, press
from tests.factories.applicants import complete
from tests.factories.calls import a_complete_draft, published_call
from tests.fixtures.database import Clock
from tests.fixtures.services import Portal, web_server
from wecare.core import clock as the_clock

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
SKEW = timedelta(minutes=2)
Skewed = Callable[..., AbstractContextManager[Portal]]


@pytest.fixture
def skewed(transactional_db: None, own_services: None, tmp_path: Path) -> Iterator[Skewed]:
    """`skewed(NAIVE_GATE="1")`: the portal in a process whose clock is two minutes late."""

    def start(**extra: str) -> AbstractContextManager[Portal]:
        seconds = str(SKEW.total_seconds())
        return web_server(tmp_path, "tests.drills.skewed", SKEW_SECONDS=seconds, **extra)

    return start


def late_by_half_a_minute(portal: Portal, hand: Clock) -> Answer:
    """What the portal answers to whoever presses half a minute after the deadline."""
    now = the_clock.now()
    closes_at = now + timedelta(seconds=30)
    draft = a_complete_draft(opens_at=now - timedelta(days=1), closes_at=closes_at)
    application = complete(published_call(draft=draft))
    browser = Browser(portal.url, application.created_by)
    assert browser.read(address(application, "riepilogo/")).status == 200
    hand.shift(timedelta(minutes=1))
    return press(browser, application)


def test_whoever_presses_late_is_late_whatever_the_servers_own_clock_says(
    skewed: Skewed, clock: Clock
) -> None:
    with skewed() as portal:
        answer = late_by_half_a_minute(portal, clock)

    assert answer.status == 409
    assert "Il bando è chiuso: la domanda non è stata inviata" in answer.text
    assert RefusedAttempt.objects.get().deadline is not None
    assert Submission.objects.count() == 0


def test_a_portal_that_reads_its_own_clock_takes_what_is_late(skewed: Skewed, clock: Clock) -> None:
    """The drill above proves something."""
    with skewed(NAIVE_GATE="1") as portal:
        answer = late_by_half_a_minute(portal, clock)

    submission = Submission.objects.get()
    assert answer.status == 302
    assert submission.received_at < submission.call.windows.get().closes_at < the_clock.now()
