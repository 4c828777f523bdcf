"""A records system that takes the call and never answers keeps the worker for a moment, no longer."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from applicants.models import Registration
from tests.factories.core import DocumentFactory, StoredFileFactory
from tests.fixtures.services import Worker
from wecare.core import clock
from wecare.core.models import Document

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def worker(transactional_db: None, own_services: None, tmp_path: Path) -> Iterator[Worker]:
    """A worker that gives the records system one second."""
    silent = Worker(tmp_path / "worker", RECORDS="tests.drills.nobody.Silent", RECORDS_SECONDS="1")
    yield silent
    silent.stop()


def test_other_work_goes_on(
    worker: Worker, eventually: Callable[[Callable[[], object]], None]
) -> None:
    for number in range(3):
        DocumentFactory(
            rendered=True, kind="receipt", file=StoredFileFactory(content=b"%d" % number)
        )
    worker.start()
    eventually(lambda: Registration.objects.filter(attempts=1).exists())

    other = DocumentFactory(
        template="layouts/document.html", requested_at=clock.now() - timedelta(minutes=1)
    )
    eventually(lambda: Document.objects.get(pk=other.pk).is_rendered)

    tried = Registration.objects.filter(attempts__gt=0)
    assert {each.problem for each in tried} == {"SoftTimeLimitExceeded()"}
    assert not Registration.objects.filter(number__isnull=False).exists()
