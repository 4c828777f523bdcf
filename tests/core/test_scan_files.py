"""Files that nobody had looked at are looked at by command; the office's go the applicants' way."""

import io
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse

from calls.actions.quarantine import TEMPLATE
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_pdf
from tests.fixtures.clamd import EICAR, FakeClamd
from wecare.acts.actions import external
from wecare.acts.models import Act
from wecare.core import clock, scanning, store
from wecare.core.models import FileScan, StoredFile
from wecare.core.tasks import scan_file
from wecare.core.uploads import PDF, UploadRefused, media_type_of
from wecare.notices.models import Letter

pytestmark = pytest.mark.django_db
INFECTED = a_pdf() + b"\n%" + EICAR


@pytest.fixture
def scanned(clamd: FakeClamd, settings: Any) -> FakeClamd:
    settings.SCANNER, settings.CLAMD_ADDRESS, settings.CLAMD_SECONDS = "clamd", clamd.address, 2
    return clamd


def old_files(*contents: bytes) -> list[StoredFile]:
    """Files kept when nobody asked for a scanner."""
    return [store.put(content, media_type=PDF) for content in contents]


def ran(**options: Any) -> str:
    out = io.StringIO()
    call_command("scan_files", stdout=out, **options)
    return out.getvalue()


def an_act_with(content: bytes, **values: Any) -> Act:
    given = {
        "kind": "DD",
        "number_text": "DD 5/2026",
        "adopted_on": clock.today(),
        "subject": "Proroga",
        "by": PersonFactory(),
    }
    copy = external.keep_copy(filename="atto.pdf", content=content)
    return external.record_external(copy=copy, **given | values)


def test_what_was_never_looked_at_is_and_once(scanned: FakeClamd) -> None:
    clean, bad = old_files(b"%PDF-1.7 an old one", INFECTED)

    said = ran()
    again = ran()

    states = dict(FileScan.objects.order_by("pk").values_list("pk", "state"))
    assert states == {clean.digest: "clean", bad.digest: "quarantined"}
    assert "2 files to look at." in said
    assert f"{bad.digest}: Eicar-Signature" in said
    assert "0 files to look at." in again
    assert len(scanned.received) == 2


def test_it_is_stopped_and_goes_on_from_there(scanned: FakeClamd) -> None:
    old_files(b"one", b"two", b"three")

    ran(most=2)
    said = ran()

    assert "1 files to look at." in said
    assert FileScan.objects.filter(state="clean").count() == 3


def test_a_scanner_that_is_away_closes_no_file(settings: Any) -> None:
    settings.SCANNER, settings.CLAMD_ADDRESS, settings.CLAMD_SECONDS = "clamd", "127.0.0.1:9", 1
    old_files(b"one")

    with pytest.raises(CommandError, match="away after 0 files"):
        ran()

    assert not FileScan.objects.exists()


def test_without_a_scanner_it_says_so() -> None:
    with pytest.raises(CommandError, match="no scanner"):
        ran()


def test_the_copy_of_an_act_is_closed_until_looked_at_and_its_recorder_is_told(
    scanned: FakeClamd,
) -> None:
    act = an_act_with(INFECTED)
    page = reverse("acts:act_pdf", args=[act.pk])
    waiting = Client().get(page)
    scan_file(digest=act.file_id)

    after = Client().get(page)

    assert (waiting.status_code, after.status_code) == (409, 409)
    assert "non ha ancora controllato" in waiting.content.decode()
    assert "Eicar-Signature" in after.content.decode()
    [letter] = Letter.objects.filter(template=TEMPLATE)
    assert letter.person == act.created_by
    assert "nella copia di un atto" in letter.body
    with pytest.raises(scanning.FileInfected):
        external.keep_copy(filename="altro.pdf", content=INFECTED)


def test_a_clean_copy_of_an_act_is_open(scanned: FakeClamd) -> None:
    content = a_pdf()
    act = an_act_with(content)
    scan_file(digest=act.file_id)

    answer: Any = Client().get(reverse("acts:act_pdf", args=[act.pk]))

    assert b"".join(answer.streaming_content) == content


def test_what_is_in_memory_is_looked_at_by_a_child_too(settings: Any) -> None:
    settings.INSPECTION_MEMORY_BYTES = 1024 * 1024  # too little for whoever looks
    content = a_pdf() + b"\n% of this test"

    with pytest.raises(UploadRefused, match="troppo complesso"):
        media_type_of(content, filename="atto.pdf")
