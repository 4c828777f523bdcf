"""Receipts are handed to the records system of the Region: once each, whenever it answers."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from applicants.actions import registrations
from applicants.models import Registration
from applicants.queries.records import Record, Registered
from applicants.queries.records.file import FileRecords
from applicants.queries.registrations import misregistered, receipts_to_register, registration_of
from tests.factories.applicants import complete, sent
from tests.factories.calls import published_call
from tests.factories.core import DocumentFactory, StoredFileFactory
from tests.fixtures.database import Clock
from wecare.core import clock as the_clock
from wecare.core import pdf, printing
from wecare.core.models import Document, Event

pytestmark = pytest.mark.django_db
HERE = "tests.applicants.actions.test_registrations."


class Away:
    def register(self, record: Record) -> Registered:
        raise ConnectionRefusedError("nobody here")


@pytest.fixture
def system(settings: Any, tmp_path: Path) -> Path:
    """The records system in a folder."""
    settings.RECORDS = "applicants.queries.records.file.FileRecords"
    settings.RECORDS_FOLDER = str(tmp_path / "records")
    return tmp_path / "records"


def printed(kind: str = "receipt") -> Document:
    return DocumentFactory(rendered=True, kind=kind, file=StoredFileFactory(content=b"%PDF-1.7 x"))


def waiting() -> list[int]:
    return [each["document_id"] for each in receipts_to_register()]


def test_a_printed_receipt_is_handed_over_once_and_told(system: Path) -> None:
    document = printed()
    assert waiting() == [document.pk]

    registrations.register(document=document)
    registrations.register(document=document)

    registration = Registration.objects.get()
    assert registration_of(document) == registration
    assert (registration.number or "").endswith("-0000001")
    assert waiting() == []
    event = Event.objects.get(name="application.registered")
    assert (event.subject_id, event.facts["number"]) == (str(document.pk), registration.number)
    assert misregistered() == []


def test_what_is_no_proof_or_not_printed_yet_is_not_handed_over(system: Path) -> None:
    listed, early = printed("ranked_list"), DocumentFactory(kind="receipt")

    assert waiting() == []
    assert registrations.register(document=listed) is None
    assert registrations.register(document=early) is None


def test_without_a_records_system_nothing_waits(settings: Any) -> None:
    settings.RECORDS = ""
    document = printed()

    assert (waiting(), registrations.register(document=document)) == ([], None)
    assert registration_of(document) is None


def test_one_that_is_away_is_asked_again_after_a_while(
    system: Path, settings: Any, clock: Clock
) -> None:
    document = printed()
    settings.RECORDS = f"{HERE}Away"

    registrations.register(document=document)

    kept = Registration.objects.get()
    assert (kept.attempts, kept.is_done) == (1, False)
    assert "nobody here" in kept.problem
    assert (waiting(), registration_of(document)) == ([], None)
    clock.shift(timedelta(minutes=5, seconds=1))
    assert waiting() == [document.pk]
    settings.RECORDS = "applicants.queries.records.file.FileRecords"
    registrations.register(document=document)
    kept.refresh_from_db()
    assert (kept.attempts, kept.is_done, kept.problem) == (2, True, "")


def test_the_same_key_has_the_same_number_and_another_the_next(
    system: Path, tmp_path: Path
) -> None:
    def record(key: str) -> Record:
        return Record(key, "receipt", "Ricevuta", the_clock.now(), tmp_path, "0" * 64)

    adapter = FileRecords()

    one, again, other = (adapter.register(record(key)) for key in ("a", "a", "b"))

    assert one == again
    assert [each.number[-1] for each in (one, other)] == ["1", "2"]
    assert not list(system.glob("*.half"))


@pytest.mark.parametrize("column", ["number", "registered_at", "document_id"])
def test_what_was_registered_stays(system: Path, column: str) -> None:
    registrations.register(document=printed())
    other = printed()
    values = {"number": "'2'", "registered_at": "now()", "document_id": str(other.pk)}

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE applicants_registration SET {column} = {values[column]}")


def test_a_number_that_the_trail_does_not_know_is_found(system: Path) -> None:
    registrations.register(document=printed())
    forged = printed()
    now = the_clock.now()
    Registration.objects.create(document=forged, number="F", registered_at=now, asked_at=now)

    assert misregistered() == [f"Receipt {forged.pk} has the number F, the audit trail says None."]


def test_the_page_of_the_receipt_shows_it(
    system: Path, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    submission = sent(complete(published_call()))
    assert submission.receipt is not None
    monkeypatch.setattr(pdf, "render_pdf", lambda *_a, **_o: b"%PDF-1.7 proof")
    receipt = printing.render_document(document=submission.receipt)
    client.force_login(submission.submitted_by)
    url = f"/area/domande/{submission.application.public_id}/ricevute/1/"
    assert "Protocollo della Regione" not in client.get(url).content.decode()

    registrations.register(document=receipt)

    assert "DIMOSTRATIVO-" in client.get(url).content.decode()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_register_once(system: Path) -> None:
    document, both = printed(), Barrier(2)

    def one(_number: int) -> str | None:
        try:
            both.wait(timeout=20)
            found = registrations.register(document=Document.objects.get(pk=document.pk))
            return found.number if found else None
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=2) as workers:
        numbers = set(workers.map(one, range(2)))

    assert numbers == {Registration.objects.get().number}
    assert Event.objects.filter(name="application.registered").count() == 1
