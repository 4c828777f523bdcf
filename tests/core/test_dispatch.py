"""Background work: asked for after commit, healed by the sweep."""

import socket
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from celery.exceptions import Retry
from django.db import transaction

from tests.factories.core import DocumentFactory
from wecare.core import dispatch, tasks
from wecare.core.models import Heartbeat

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


@pytest.fixture
def own_work(monkeypatch: pytest.MonkeyPatch) -> dict[str, dispatch.Pending]:
    """Only the work that the test registers is pending."""
    registry: dict[str, dispatch.Pending] = {}
    monkeypatch.setattr(dispatch, "_pending", registry)
    return registry


@pytest.fixture
def broker_at(monkeypatch: pytest.MonkeyPatch) -> Any:
    from wecare.celery import app

    return lambda address: monkeypatch.setattr(app.conf, "broker_url", address)


@pytest.fixture
def silent_server() -> Iterator[int]:
    """It accepts connections and never says a word."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(8)
        yield server.getsockname()[1]


def _closed_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@pytest.mark.django_db(transaction=True)
def test_work_is_asked_for_after_commit_and_never_before(sent: Any) -> None:
    with transaction.atomic():
        dispatch.after_commit("test.task", thing_id=7)
        assert sent == []

    assert sent == [("test.task", {"thing_id": 7})]


@pytest.mark.django_db(transaction=True)
def test_work_of_what_did_not_happen_is_not_asked_for(sent: Any) -> None:
    with transaction.atomic():
        dispatch.after_commit("test.task", thing_id=7)
        transaction.set_rollback(True)

    assert sent == []


@pytest.mark.django_db
def test_a_record_is_not_an_id() -> None:
    with pytest.raises(TypeError):
        dispatch.after_commit("test.task", document=DocumentFactory())


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_refuses_delays_nobody(broker_at: Any) -> None:
    broker_at(f"redis://127.0.0.1:{_closed_port()}/0")

    started = time.monotonic()
    for _ in range(50):
        dispatch.after_commit("test.task", thing_id=7)

    assert time.monotonic() - started < 2
    assert not dispatch.breaker.is_open()


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_silent_delays_the_first_one_a_little(
    broker_at: Any, silent_server: int
) -> None:
    broker_at(f"redis://127.0.0.1:{silent_server}/0")

    started = time.monotonic()
    for _ in range(50):
        dispatch.after_commit("test.task", thing_id=7)

    assert time.monotonic() - started < 3


def test_after_a_failure_the_broker_is_tried_again_later(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr(dispatch.time, "monotonic", lambda: now[0])

    dispatch.breaker.trip()
    assert not dispatch.breaker.is_open()

    now[0] += dispatch.SKIP_SECONDS
    assert dispatch.breaker.is_open()


def test_the_sweep_asks_for_whatever_is_pending(sent: Any, own_work: Any) -> None:
    dispatch.pending("test.letters", task="test.send", query=lambda: [{"id": 1}, {"id": 2}])
    dispatch.pending("test.papers", task="test.print", query=lambda: iter([{"id": 3}]))

    assert dispatch.sweep() == 3

    assert sent == [("test.send", {"id": 1}), ("test.send", {"id": 2}), ("test.print", {"id": 3})]


def test_a_broken_query_does_not_stop_the_others(
    sent: Any, own_work: Any, caplog: pytest.LogCaptureFixture
) -> None:
    dispatch.pending("test.broken", task="test.never", query=lambda: [1 / 0])
    dispatch.pending("test.whole", task="test.send", query=lambda: [{"id": 1}])

    assert dispatch.sweep() == 1

    assert sent == [("test.send", {"id": 1})]
    assert "Unable to look for pending work" in caplog.text


def test_a_sweep_asks_for_a_bounded_number(
    sent: Any, own_work: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatch, "SWEEP_LIMIT", 3)
    dispatch.pending("test.many", task="test.send", query=lambda: ({"id": n} for n in range(9)))

    assert dispatch.sweep() == 3


def test_two_kinds_of_work_never_share_a_name(own_work: Any) -> None:
    dispatch.pending("test.letters", task="test.send", query=list)

    with pytest.raises(ValueError, match=r"test\.letters"):
        dispatch.pending("test.letters", task="test.other", query=list)


def test_the_oldest_work_is_told(own_work: Any) -> None:
    assert dispatch.oldest_pending() is None

    dispatch.pending("test.new", task="t", query=list, oldest=lambda: NOON.replace(hour=12))
    dispatch.pending("test.old", task="t", query=list, oldest=lambda: NOON)
    dispatch.pending("test.none", task="t", query=list, oldest=lambda: None)
    dispatch.pending("test.untold", task="t", query=list)

    assert dispatch.oldest_pending() == ("test.old", NOON)


@pytest.mark.django_db
def test_the_tasks_fetch_and_call(clock: Any, own_work: Any, monkeypatch: Any) -> None:
    asked: list[Any] = []

    def render_document(*, document: Any) -> Any:
        asked.append(document)
        return document

    monkeypatch.setattr(tasks.printing, "render_document", render_document)
    document = DocumentFactory(rendered=True)
    clock.set(NOON)

    tasks.render_document(document_id=document.pk, something_newer=True)
    tasks.heartbeat()
    tasks.heartbeat()
    tasks.sweep()

    assert asked == [document]
    assert Heartbeat.objects.get().beaten_at == NOON


@pytest.mark.django_db
def test_the_task_comes_back_while_the_document_is_pending(clock: Any, monkeypatch: Any) -> None:
    clock.set(NOON)
    document = DocumentFactory(claimed_until=NOON.replace(minute=1))

    with pytest.raises(Retry) as comes_back:
        tasks.render_document.apply(kwargs={"document_id": document.pk}, throw=True)

    assert comes_back.value.when == 13


@pytest.mark.django_db(transaction=True)
def test_a_storm_wakes_workers_now_and_then_and_the_sweep_asks_for_the_rest(
    sent: Any, own_work: dict[str, dispatch.Pending]
) -> None:
    waiting = [{"thing_id": number} for number in range(100)]
    dispatch.pending("things", task="test.task", query=lambda: waiting)

    for ids in waiting:
        with transaction.atomic():
            dispatch.after_commit("test.task", **ids)
            dispatch.after_commit("test.unswept", **ids)

    woken = [each for each in sent if each[0] == "test.task"]
    assert dispatch.RINGS <= len(woken) < len(waiting)
    assert [each for each in sent if each[0] == "test.unswept"] == [
        ("test.unswept", ids) for ids in waiting
    ]
    sent.clear()
    assert dispatch.sweep() == len(waiting)
    assert [ids for _task, ids in sent] == waiting
