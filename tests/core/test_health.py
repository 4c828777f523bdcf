"""How the portal is."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.test import RequestFactory

from tests.factories.core import DocumentFactory
from wecare.core import health
from wecare.core.models import Heartbeat
from wecare.core.views import health as views

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


def _ready() -> tuple[int, Any]:
    response = views.readyz(RequestFactory().get("/readyz"))
    return response.status_code, json.loads(response.content)


def test_the_process_answers_and_asks_nobody() -> None:
    response = views.healthz(RequestFactory().get("/healthz"))

    assert (response.status_code, response.content) == (200, b"ok")
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.django_db
def test_a_portal_that_is_well_is_ready(clock: Any) -> None:
    clock.set(NOON)
    Heartbeat.objects.create(name="worker", beaten_at=NOON - timedelta(seconds=7))

    assert _ready() == (
        200,
        {
            "ready": True,
            "reasons": [],
            "database": "up",
            "broker": "up",
            "worker": {"silent_for": 7.0},
            "pending": {"oldest": 0.0},
            "scanner": "none",
            "records": "none",
        },
    )


@pytest.mark.django_db
def test_each_part_that_is_not_well_gives_its_reason(clock: Any, settings: Any) -> None:
    clock.set(NOON)
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    Heartbeat.objects.create(name="worker", beaten_at=NOON - timedelta(seconds=61))
    DocumentFactory(requested_at=NOON - timedelta(minutes=11))

    status, answer = _ready()

    assert status == 503
    assert answer["reasons"] == [
        "The broker does not answer: ConnectionError.",
        "The worker has been silent for 61 seconds.",
        "Work of kind core.documents has waited for 660 seconds.",
    ]


@pytest.mark.django_db
def test_a_worker_that_never_lived_is_a_reason() -> None:
    _status, answer = _ready()

    assert answer["reasons"] == ["No worker has given a sign of life yet."]


def test_without_the_database_nothing_else_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def fall() -> None:
        raise OperationalError

    monkeypatch.setattr(health.clock, "now", fall)

    status, answer = _ready()

    assert status == 503
    assert answer == {
        "ready": False,
        "database": "down",
        "reasons": ["The database does not answer: OperationalError."],
    }
