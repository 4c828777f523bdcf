"""A real worker writes an archive for access; killed in the middle, another writes it whole."""

import hashlib
import zipfile
from typing import Any

import pytest
from django.db import transaction

from evaluation.actions import access
from evaluation.models import DocumentAccess
from tests.factories.evaluation import (
    GOOD,
    call_under_evaluation,
    judged,
    officer,
    published_list,
    submitted,
)
from tests.factories.many import many
from wecare.core import clock, events

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]
COUNT = 400


def now(found: DocumentAccess) -> DocumentAccess:
    return DocumentAccess.objects.get(pk=found.pk)


def asked() -> DocumentAccess:
    with transaction.atomic():
        call = call_under_evaluation()
        first = submitted(call)
        judged(call, {first: GOOD})
        sent = [first, *many(first, COUNT - 1)]
        published_list(call)
    with transaction.atomic():
        return access.prepare(
            call=call,
            protocols=[each.protocol for each in sent],
            asked_by="Comitato",
            reference="1/A",
            asked_on=clock.today(),
            reason="Interesse",
            with_attachments=False,
            by=officer(),
        )


def test_a_killed_worker_leaves_no_archive_and_the_next_writes_it_whole(
    celery_worker_process: Any, eventually: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = asked()
    eventually(lambda: 0 < now(found).done < COUNT, 60)

    celery_worker_process.kill()

    assert now(found).state == "asked"
    assert not access.path_of(found).exists()
    DocumentAccess.objects.filter(pk=found.pk).update(claimed_until=clock.now())  # the lease ends
    celery_worker_process.start()
    eventually(lambda: now(found).state == "ready", 120)
    assert now(found).attempts == 2
    path = access.path_of(found)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == now(found).archive_digest
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        texts = [name for name in archive.namelist() if name.endswith("domanda.txt")]
    assert len(texts) == COUNT
    assert events.verify_chain() == []
