"""A real worker, killed in the middle: the document appears all the same."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from tests.factories.core import DocumentFactory
from wecare.core import clock, printing, store
from wecare.core.enums import DocumentState
from wecare.core.models import Document, Event, Heartbeat

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]
TEMPLATE = "layouts/document.html"


def ask() -> Document:
    with transaction.atomic():
        return printing.request_document(
            key="letter/1", kind="letter", title="Lettera", template=TEMPLATE, context={}
        )


def now(document: Document) -> Document:
    return Document.objects.get(pk=document.pk)


def test_a_worker_prints_what_is_asked_and_gives_signs_of_life(
    celery_worker_process: Any, eventually: Any
) -> None:
    document = ask()

    eventually(lambda: now(document).is_rendered)

    assert store.read(now(document).file).startswith(b"%PDF-1.7")
    assert Heartbeat.objects.filter(name="worker").exists()


def test_what_the_broker_lost_is_asked_for_again(
    celery_worker_process: Any, eventually: Any
) -> None:
    long_ago = clock.now() - timedelta(minutes=1)
    document = DocumentFactory(template=TEMPLATE, requested_at=long_ago)  # no message was sent

    eventually(lambda: now(document).is_rendered)


@pytest.mark.parametrize("dies", ["child", "worker"])
def test_killing_the_worker_in_the_middle_costs_an_attempt_and_not_the_document(
    celery_worker_process: Any, eventually: Any, dies: str
) -> None:
    document = ask()
    eventually(lambda: now(document).attempts == 1)

    if dies == "child":
        celery_worker_process.kill_pool_child()
    else:
        celery_worker_process.kill()
        celery_worker_process.start()

    assert now(document).state == DocumentState.PENDING
    eventually(lambda: now(document).is_rendered, 120)
    assert now(document).attempts == 2
    assert Event.objects.filter(name="document.rendered").count() == 1
