"""What comes after an adoption is done once, though web server, broker and worker are killed on the way."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from funding.actions import decrees
from funding.models import Award, Decree
from tests.factories.evaluation import manager
from tests.factories.funding import rendered_decree
from tests.factories.scrolls import short_list
from tests.fixtures import faults
from tests.fixtures.database import Clock
from tests.fixtures.mail import Taken
from tests.fixtures.mortal_servers import MortalRedis
from tests.fixtures.services import Worker, wait_for
from wecare.acts.models import Act
from wecare.celery import app
from wecare.core import clock as the_clock
from wecare.core import store
from wecare.core.models import Document, Event
from wecare.ledger.models import Movement
from wecare.notices.models import Letter

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]
NewWorker = Callable[[], Worker]


@pytest.fixture
def new_worker(
    transactional_db: None, own_services: None, mail_server: Taken, tmp_path: Path
) -> Iterator[NewWorker]:
    """Starts a worker on the broker of the moment; its letters leave to the mail server."""
    workers: list[Worker] = []

    def start() -> Worker:
        worker = Worker(
            tmp_path / f"worker{len(workers)}",
            EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
            EMAIL_HOST="127.0.0.1",
            EMAIL_PORT=str(mail_server.port),
        )
        workers.append(worker)
        worker.start()
        return worker

    app.control.purge()
    yield start
    for each in workers:
        each.stop()


@pytest.fixture
def decree(transactional_db: None) -> Decree:
    """A decree with its proof, to be adopted."""
    ranked_list, _sent = short_list()
    return rendered_decree(ranked_list)


def pdf_of(decree: Decree) -> Document:
    return Document.objects.get(key=f"act-{decree.act_id}")


def outcomes(decree: Decree) -> list[Letter]:
    return list(Letter.objects.filter(key__startswith=f"decree/{decree.pk}/").order_by("key"))


def done_once(decree: Decree, mail_server: Taken) -> None:
    """One act, number, PDF and movement; one letter to each, which left once."""
    act, document, letters = Act.objects.get(pk=decree.act_id), pdf_of(decree), outcomes(decree)
    assert (act.state, act.number) == ("adopted", 1)
    assert store.read(document.file).startswith(b"%PDF-1.7")
    rendered = Event.objects.about(document).filter(name="document.rendered")
    assert rendered.count() == 1
    assert Movement.objects.filter(key__startswith=f"decree/{decree.pk}/").count() == 1
    assert Award.objects.filter(decree=decree).count() == 3
    assert len(letters) == 5
    arrived = sorted(str(each["To"]) for each in mail_server.messages)
    expected = sorted(each.person.email for each in Letter.objects.filter(state="sent"))
    assert arrived == expected
    assert {each.state for each in letters} == {"sent"}
    assert faults.whole() == []


def is_done(decree: Decree) -> bool:
    return pdf_of(decree).is_rendered and all(each.state == "sent" for each in outcomes(decree))


def test_who_adopted_was_killed_and_then_who_prints(
    decree: Decree, new_worker: NewWorker, mail_server: Taken, clock: Clock
) -> None:
    by = manager()
    clock.set(the_clock.now())  # no sweep asks for what was just asked for
    adopting = faults.life(lambda: decrees.adopt(decree=decree, by=by), until=faults.committed())
    assert adopting.was_killed
    worker = new_worker()
    assert pdf_of(decree).attempts == 0
    clock.shift(timedelta(minutes=1))

    wait_for(lambda: pdf_of(decree).attempts == 1)
    worker.kill()
    assert not pdf_of(decree).is_rendered
    clock.shift(timedelta(minutes=1))  # the claim of the dead is over
    new_worker()

    wait_for(lambda: is_done(decree))
    assert pdf_of(decree).attempts == 2
    done_once(decree, mail_server)


@pytest.mark.parametrize("with_messages", [False, True], ids=["before", "with its messages"])
def test_the_broker_dies_between_the_commit_and_the_work(
    decree: Decree,
    mortal_redis: MortalRedis,
    new_worker: NewWorker,
    mail_server: Taken,
    clock: Clock,
    *,
    with_messages: bool,
) -> None:
    def kill_after_commit(point: str) -> None:
        if point == faults.COMMITTED and not with_messages:
            mortal_redis.kill()

    by, start = manager(), time.monotonic()
    with faults.points(kill_after_commit):
        decrees.adopt(decree=decree, by=by)
    waited = time.monotonic() - start
    if with_messages:
        mortal_redis.kill()

    assert waited < 5
    assert Act.objects.get(pk=decree.act_id).state == "adopted"
    mortal_redis.start()
    assert mortal_redis.messages() == 0  # only the sweep knows of the work
    clock.shift(timedelta(minutes=1))
    new_worker()
    wait_for(lambda: is_done(decree))
    done_once(decree, mail_server)


def test_messages_that_come_again_and_in_another_order_do_nothing_more(
    decree: Decree, new_worker: NewWorker, mail_server: Taken, clock: Clock
) -> None:
    decree = decrees.adopt(decree=decree, by=manager())
    work = [
        ("core.render_document", {"document_id": pdf_of(decree).pk}),
        *(("notices.send_letter", {"letter_id": each.pk}) for each in outcomes(decree)),
    ]
    early = [app.send_task(name, kwargs=ids).id for name, ids in [*reversed(work), *work]]
    worker = new_worker()
    wait_for(lambda: is_done(decree))

    late = [app.send_task(name, kwargs=ids).id for name, ids in reversed(work)]

    wait_for(lambda: all(f"[{each}] succeeded" in worker.log() for each in [*early, *late]))
    done_once(decree, mail_server)
