"""Documents: frozen when asked for, printed once."""

import io
import threading
import time
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pikepdf
import pypdf
import pytest
from django.core.management import call_command
from django.db import connection

from tests.factories.core import DocumentFactory
from wecare.core import dispatch, pdf, printing, store
from wecare.core.digests import canonical, digest
from wecare.core.enums import DocumentState
from wecare.core.lifecycle import StepRefused
from wecare.core.models import Document, Event

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
HOSTILE = "<script>alert(1)</script> {{ secret }} {% load x %} <img src='http://127.0.0.1:1/'>"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("templates")]


def ask(**options: Any) -> Document:
    given = {
        "key": "letter/1",
        "kind": "letter",
        "title": "Lettera a Città",
        "template": "documents/core/letter.html",
        "context": {"name": HOSTILE, "amount": Decimal("1.50"), "at": NOON},
    }
    return printing.request_document(**{**given, **options})


def text_of(document: Document) -> str:
    reader = pypdf.PdfReader(io.BytesIO(store.read(document.file)))
    return " ".join(" ".join(each.extract_text() for each in reader.pages).split())


@pytest.fixture
def composed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The compositions that were asked of the child, which answers at once."""
    asked: list[str] = []

    def render_pdf(html: str, **_options: Any) -> bytes:
        asked.append(html)
        return b"%PDF-1.7 " + html.encode()

    monkeypatch.setattr(pdf, "render_pdf", render_pdf)
    return asked


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def render_pdf(_html: str, **_options: Any) -> bytes:
        raise pdf.RenderFailed("La carta è finita.")

    monkeypatch.setattr(pdf, "render_pdf", render_pdf)


def test_a_document_is_frozen_and_a_worker_is_woken_up(
    sent: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        document = ask()

    document.refresh_from_db()
    assert document.state == DocumentState.PENDING
    assert document.context == {
        "name": HOSTILE,
        "amount": "1.50",
        "at": "2026-11-23T11:00:00.000000+00:00",
    }
    assert document.context_digest == digest(document.context)
    assert len(document.template_digest) == 64
    assert sent == [("core.render_document", {"document_id": document.pk})]


def test_the_same_key_is_the_same_document(
    sent: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        first, second = ask(), ask()

    assert first == second
    assert len(sent) == 1


def test_the_same_key_never_says_something_else() -> None:
    ask()

    with pytest.raises(printing.DocumentRefused, match="letter/1"):
        ask(context={"name": "Altro"})


def test_names_with_html_and_template_syntax_come_out_as_text(verapdf: Any) -> None:
    document = printing.render_document(document=ask(data_name="dati.json"))

    assert document.is_rendered, document.error
    content = store.read(document.file)
    text = text_of(document)
    assert " ".join(HOSTILE.split()) in text
    assert document.check_code in text
    assert f"/verifica/?codice={document.check_code}" in text.replace(" ", "")
    with pikepdf.open(io.BytesIO(content)) as opened:
        attached = opened.attachments["dati.json"].get_file().read_bytes()
    assert attached == canonical(document.context)
    assert verapdf(content, "3a") == []
    assert verapdf(content, "ua1") == []


def test_a_printed_document_tells_its_file_and_versions() -> None:
    document = printing.render_document(document=ask())

    event = Event.objects.get(name="document.rendered")
    assert event.facts["file"] == document.file.digest
    assert set(document.versions) == {"weasyprint", "pikepdf", "assets", "fonts", "template"}
    assert document.versions["template"] == document.template_digest
    assert (document.attempts, document.error, document.claimed_until) == (1, "", None)
    assert printing.verify_documents() == []


def test_the_same_frozen_document_gives_the_same_bytes() -> None:
    document = ask()
    claimed = printing._claim(document.pk)

    assert claimed is not None
    assert printing._compose(claimed) == printing._compose(claimed)


def test_a_document_is_never_printed_twice(composed: list[str]) -> None:
    document = ask()

    first = printing.render_document(document=document)
    second = printing.render_document(document=document)

    assert first.file == second.file
    assert len(composed) == 1


def test_a_failure_is_an_attempt_with_its_reason(broken: None) -> None:
    document = printing.render_document(document=ask())

    assert (document.state, document.attempts) == (DocumentState.PENDING, 1)
    assert document.error == "La carta è finita."


def test_a_broken_template_is_an_attempt_too() -> None:
    document = DocumentFactory(template="documents/core/absent.html")

    document = printing.render_document(document=document)

    assert (document.attempts, document.error) == (1, "documents/core/absent.html")


def test_after_five_attempts_a_document_has_failed_until_a_person_asks_again(
    broken: None, sent: Any, django_capture_on_commit_callbacks: Any
) -> None:
    document = ask()
    for _ in range(7):
        document = printing.render_document(document=document)

    assert (document.state, document.attempts) == (DocumentState.FAILED, 5)
    assert document.error == "La carta è finita."
    assert printing.pending_documents() == []

    with django_capture_on_commit_callbacks(execute=True):
        document = printing.retry_document(document=document, by=None)

    assert (document.state, document.attempts) == (DocumentState.PENDING, 0)
    assert sent == [("core.render_document", {"document_id": document.pk})]
    assert list(Event.objects.about(document).values_list("name", flat=True)) == [
        "document.failed",
        "document.retried",
    ]


def test_only_a_failed_document_is_asked_for_again() -> None:
    with pytest.raises(StepRefused):
        printing.retry_document(document=ask(), by=None)


def test_a_command_asks_again_for_what_failed(capsys: Any) -> None:
    first, second = DocumentFactory(failed=True), DocumentFactory(failed=True)

    call_command("retry_documents", second.key)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (DocumentState.FAILED, DocumentState.PENDING)
    assert capsys.readouterr().out == f"{second.key}: Il PDF non è stato composto.\n"


def test_a_claimed_document_is_left_to_whoever_prints_it(clock: Any, composed: list[str]) -> None:
    clock.set(NOON)
    document = ask()
    printing._claim(document.pk)

    clock.set(NOON + timedelta(seconds=11))

    assert printing.pending_documents() == []
    assert not printing.render_document(document=document).is_rendered
    assert composed == []


def test_the_claim_of_a_killed_worker_ends_and_the_sweep_asks_again(
    clock: Any, composed: list[str], sent: Any
) -> None:
    clock.set(NOON)
    document = ask()
    printing._claim(document.pk)

    clock.set(NOON + timedelta(seconds=13))

    assert dispatch.sweep() == 1
    assert sent == [("core.render_document", {"document_id": document.pk})]
    document = printing.render_document(document=document)
    assert (document.is_rendered, document.attempts) == (True, 2)


def test_a_document_that_kills_its_workers_fails_in_the_end(clock: Any) -> None:
    clock.set(NOON)
    document = ask()
    for number in range(5):
        clock.set(NOON + timedelta(minutes=number))
        assert printing._claim(document.pk) is not None

    clock.set(NOON + timedelta(minutes=9))
    document = printing.render_document(document=document)

    assert document.state == DocumentState.FAILED
    assert document.error == "La stampa è iniziata e non è arrivata in fondo."


def test_a_claim_is_renewed_while_the_child_works(clock: Any) -> None:
    clock.set(NOON)
    document = ask()
    printing._claim(document.pk)
    clock.set(NOON + timedelta(seconds=10))

    printing._renew(document.pk)

    document.refresh_from_db()
    assert document.claimed_until == NOON + timedelta(seconds=10) + printing.LEASE


def test_the_sweep_leaves_a_fresh_document_to_its_message(clock: Any) -> None:
    clock.set(NOON)
    document = ask()

    assert printing.pending_documents() == []
    clock.set(NOON + timedelta(seconds=6))

    assert printing.pending_documents() == [{"document_id": document.pk}]
    assert printing.oldest_pending_document() == NOON


def test_verification_finds_what_sql_has_changed() -> None:
    good, said, anchored, filed = (ask(key=f"letter/{number}") for number in range(4))
    for document in (good, filed):
        printing.render_document(document=document)
    other = printing.render_document(document=ask(key="letter/other"))

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(f"UPDATE core_document SET context = '{{}}' WHERE id = {said.pk}")
        cursor.execute(
            f"UPDATE core_document SET chain_head = repeat('1', 64) WHERE id = {anchored.pk}"
        )
        cursor.execute(
            f"UPDATE core_document SET file_id = '{other.file_id}' WHERE id = {filed.pk}"
        )
        cursor.execute("SET LOCAL session_replication_role = origin")

    assert printing.verify_documents() == [
        "The context of document letter/1 is not what was frozen.",
        "Document letter/2 bears a chain head that is not in the chain.",
        "The file of document letter/3 is not the one of the chain.",
    ]


@pytest.mark.django_db(transaction=True)
@pytest.mark.race
def test_two_workers_print_one_document_once(monkeypatch: pytest.MonkeyPatch) -> None:
    document = ask()

    assert _compositions_of_two_workers(document, monkeypatch) == 1
    assert Document.objects.get(pk=document.pk).is_rendered


@pytest.mark.django_db(transaction=True)
@pytest.mark.race
def test_two_workers_without_the_claim_compose_it_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    document = ask()
    monkeypatch.setattr(printing, "_claim", lambda pk: Document.objects.get(pk=pk))

    assert _compositions_of_two_workers(document, monkeypatch) == 2
    assert Event.objects.filter(name="document.rendered").count() == 1


def _compositions_of_two_workers(document: Document, monkeypatch: pytest.MonkeyPatch) -> int:
    together = threading.Barrier(2, timeout=20)
    asked: list[int] = []

    def render_pdf(_html: str, **_options: Any) -> bytes:
        asked.append(1)
        time.sleep(0.2)
        return b"%PDF-1.7"

    def work() -> None:
        together.wait()
        printing.render_document(document=document)
        connection.close()

    monkeypatch.setattr(pdf, "render_pdf", render_pdf)
    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(asked)
