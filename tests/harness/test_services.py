"""The fixtures that other tests lean on do what they say."""

import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.db import connection

from tests.conftest import with_database
from tests.fixtures.database import Clock
from tests.fixtures.services import Portal, Worker
from wecare.core import clock as portal_clock
from wecare.core.models import Heartbeat

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
Eventually = Callable[..., None]


def definition() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'wecare_clock'")
        return str(cursor.fetchone()[0]).strip()


def test_the_clock_stops_where_it_is_set_and_moves_from_there(clock: Clock) -> None:
    clock.set(NOON)
    stopped = portal_clock.now()
    clock.shift(timedelta(microseconds=1))

    assert stopped == NOON
    assert portal_clock.now() == NOON + timedelta(microseconds=1)


def test_a_shifted_clock_goes_on_running(clock: Clock) -> None:
    before = portal_clock.now()

    clock.shift(timedelta(days=3))
    first, second = portal_clock.now(), portal_clock.now()

    assert timedelta(days=3) <= first - before < timedelta(days=3, minutes=1)
    assert first < second


@pytest.mark.django_db(transaction=True)
def test_a_clock_that_was_moved_for_all_is_put_back(request: pytest.FixtureRequest) -> None:
    hand = Clock()
    hand.set(NOON)
    assert portal_clock.now() == NOON

    hand.restore()

    assert definition() == "SELECT clock_timestamp()"
    assert abs(portal_clock.now() - datetime.now(UTC)) < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("address", "other"),
    [
        ("unix:///run/redis.sock?db=0", "unix:///run/redis.sock?db=3"),
        (
            "redis+socket:///run/redis.sock?virtual_host=0",
            "redis+socket:///run/redis.sock?virtual_host=3",
        ),
        ("redis://localhost:6379/0", "redis://localhost:6379/3"),
        ("redis://localhost", "redis://localhost/3"),
    ],
)
def test_each_process_of_the_run_has_a_redis_database(address: str, other: str) -> None:
    assert with_database(address, 3) == other


def test_the_live_portal_serves_pages_with_hashed_static_files(live_portal: Portal) -> None:
    with urllib.request.urlopen(f"{live_portal.url}/healthz") as answer:  # noqa: S310 -- our own
        status = answer.status
    with urllib.request.urlopen(f"{live_portal.url}/") as answer:  # noqa: S310 -- our own
        page = answer.read().decode()

    assert status == 200
    assert "/static/bootstrap-italia/css/bootstrap-italia.min." in page
    assert 'bootstrap-italia.min.css"' not in page


@pytest.mark.worker
def test_a_worker_lives_dies_and_lives_again(
    celery_worker_process: Worker, eventually: Eventually
) -> None:
    eventually(Heartbeat.objects.exists)
    celery_worker_process.kill()
    Heartbeat.objects.all().delete()

    celery_worker_process.start()

    eventually(Heartbeat.objects.exists)


@pytest.mark.browser
def test_the_browser_reaches_the_portal_and_nothing_else(
    new_page: Callable[..., Any], axe: Callable[[Any], list[str]]
) -> None:
    page = new_page(width=360)

    answer = page.goto("/healthz")
    page.set_content("<html lang=it><title>x</title><main><h1>x</h1><img src=/x></main>")
    broken = axe(page)
    with pytest.raises(Exception, match="ERR_FAILED"):
        new_page().goto("https://example.org/")

    assert answer.status == 200
    assert page.viewport_size["width"] == 360
    assert [line.split()[0] for line in broken] == ["image-alt"]


def test_the_judge_of_pdf_refuses_a_plain_one(
    verapdf: Callable[[bytes, str], list[str]], tmp_path: Path
) -> None:
    content = BytesIO()
    with pikepdf.new() as plain:
        plain.add_blank_page()
        plain.save(content)

    for profile in ("3a", "ua1"):
        assert verapdf(content.getvalue(), profile) != []
