"""Access to documents: what the archive holds and hides, its index, its days, and who takes it."""

import csv
import hashlib
import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest

from applicants.models import Submission
from calls.models import Call
from evaluation.actions import access
from evaluation.engine.masking import masked
from evaluation.models import DocumentAccess, Panel
from evaluation.policies.access import AccessRefused
from tests.evaluation.views.conftest import browser_of
from tests.factories.acts import printed
from tests.factories.evaluation import (
    GOOD,
    call_under_evaluation,
    judged,
    manager,
    members_of,
    officer,
    published_list,
    submitted,
)
from tests.factories.panels import held, with_secretary
from wecare.core import archives, clock
from wecare.core.models import Event, FileScan, StoredFile
from wecare.core.store import path_of as stored_at

pytestmark = pytest.mark.django_db
PERSONAL = "RSSMRA80A01L219M, mario.rossi@esempio.it, 011 4321234, IT60X0542811101000000123456"
ATTACHED = b"%PDF lo statuto"


@pytest.fixture
def listed() -> tuple[Call, list[Submission]]:
    call = call_under_evaluation()
    sent = [
        submitted(call, files={"deed": ATTACHED}, answers={"need": f"Scrivici: {PERSONAL}."})
        for _number in range(2)
    ]
    judged(call, dict.fromkeys(sent, GOOD))
    printed(published_list(call).document)
    return call, sent


def prepared(call: Call, sent: list[Submission], **values: Any) -> DocumentAccess:
    given: dict[str, Any] = {
        "asked_by": "Comitato di quartiere",
        "reference": "1234/A2203A",
        "asked_on": clock.today(),
        "reason": "Interesse a conoscere la valutazione.",
        "with_attachments": False,
        "by": officer(),
    }
    protocols = [each.protocol for each in sent]
    return access.prepare(call=call, protocols=protocols, **(given | values))


def opened(found: DocumentAccess) -> dict[str, bytes]:
    with zipfile.ZipFile(access.path_of(found)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_archive_holds_what_was_asked_hides_what_is_personal_and_lists_itself(
    listed: tuple[Call, list[Submission]],
) -> None:
    call, sent = listed

    found = access.write(access_id=prepared(call, sent[:1]).pk)

    files = opened(found)
    folder = f"domande/{sent[0].protocol_number}-{sent[0].protocol_year}"
    assert set(files) == {
        "indice.csv",
        "indice.html",
        f"{folder}/domanda.txt",
        f"{folder}/ricevuta.txt",
        f"{folder}/valutazione.csv",
        "graduatorie/versione-1.pdf",
    }
    text = files[f"{folder}/domanda.txt"].decode()
    assert sent[0].organisation.name in text
    assert "[codice fiscale], [email], [telefono], [IBAN]." in text
    everything = b"".join(files.values())
    assert not [each for each in PERSONAL.split(", ") if each.encode() in everything]
    judgement = files[f"{folder}/valutazione.csv"].decode()
    assert "16,00" in judgement
    assert "Motivo di A1" in judgement
    assert "Componente 3" in judgement
    index = csv.DictReader(io.StringIO(files["indice.csv"].decode("utf-8-sig")), delimiter=";")
    said = {row["file"]: row["SHA-256"] for row in index}
    assert said == {
        name: hashlib.sha256(content).hexdigest()
        for name, content in files.items()
        if not name.startswith("indice")
    }
    assert found.archive_digest == hashlib.sha256(access.path_of(found).read_bytes()).hexdigest()


def test_attachments_come_only_where_they_are_asked_for_and_can_be_opened(
    listed: tuple[Call, list[Submission]],
) -> None:
    call, sent = listed

    found = access.write(access_id=prepared(call, sent, with_attachments=True).pk)

    files = opened(found)
    attached = [name for name in files if "/allegati/" in name]
    assert len(attached) == 2
    assert {files[name] for name in attached} == {ATTACHED}
    assert found.done == 2


def test_minutes_come_only_where_the_pdfs_are_asked_for() -> None:
    call = call_under_evaluation()
    sent = [submitted(call)]
    judged(call, dict.fromkeys(sent, GOOD))
    panel, secretary = Panel.objects.get(call=call), officer()
    with_secretary(panel, secretary)
    closed = held(panel, secretary)[0]
    printed(published_list(call).document)

    without = opened(access.write(access_id=prepared(call, sent[:1]).pk))
    asked = prepared(call, sent[:1], reference="1235", with_attachments=True)
    whole = opened(access.write(access_id=asked.pk))

    name = f"verbali/seduta-{closed.number}.pdf"
    assert name not in without
    assert whole[name].startswith(b"%PDF")


def test_what_is_missing_is_said_in_the_index(listed: tuple[Call, list[Submission]]) -> None:
    call, sent = listed
    asked = prepared(call, sent[:1], with_attachments=True)
    FileScan.objects.create(
        file=attached_to(sent[0]),
        state="quarantined",
        found="Eicar",
        asked_at=clock.now(),
        due_at=clock.now(),
        scanned_at=clock.now(),
    )

    files = opened(access.write(access_id=asked.pk))

    assert not [name for name in files if "/allegati/" in name]
    assert "Eicar" in files["indice.csv"].decode()


def test_nothing_is_given_before_the_list_nor_of_what_is_not_there(
    listed: tuple[Call, list[Submission]],
) -> None:
    call, sent = listed
    other = call_under_evaluation()
    early = submitted(other)

    with pytest.raises(AccessRefused, match="differito"):
        prepared(other, [early])
    with pytest.raises(AccessRefused, match=early.protocol):
        prepared(call, [early])
    with pytest.raises(AccessRefused, match="futura"):
        prepared(call, sent, asked_on=clock.today() + timedelta(days=1))


def test_the_archive_goes_when_its_days_are_over(
    listed: tuple[Call, list[Submission]], clock: Any
) -> None:
    call, sent = listed
    found = access.write(access_id=prepared(call, sent).pk)
    by, path = officer(), access.path_of(found)
    assert access.take(access=found, by=by) == path
    clock.shift(archives.KEPT + timedelta(seconds=1))

    with pytest.raises(AccessRefused, match="30 giorni"):
        access.take(access=found, by=by)
    assert access.expire() == 1

    assert not path.exists()
    assert DocumentAccess.objects.get().state == "expired"
    names = [each.name for each in Event.objects.order_by("seq") if each.name.startswith("access")]
    assert names == ["access.prepared", "access.ready", "access.taken", "access.expired"]


def test_a_worker_that_breaks_leaves_nothing_and_after_the_last_attempt_a_reason(
    listed: tuple[Call, list[Submission]],
) -> None:
    call, sent = listed
    asked = prepared(call, sent, with_attachments=True)
    lost = stored_at(attached_to(sent[0]))
    lost.unlink()

    for _attempt in range(archives.MAX_ATTEMPTS):
        found = access.write(access_id=asked.pk)

    assert found.state == "failed"
    assert lost.name in found.error
    assert not list(access.path_of(found).parent.glob(f"{found.public_id}*"))


def attached_to(submission: Submission) -> StoredFile:
    return StoredFile.objects.get(pk=submission.content["attachments"][0]["digest"])


def test_the_office_asks_and_takes_and_nobody_who_judges(
    listed: tuple[Call, list[Submission]],
) -> None:
    call, sent = listed
    address = f"/ufficio/graduatorie/{call.code}/accesso/"
    desk = browser_of(officer())
    typed = {
        "asked_by": "Comitato di quartiere",
        "reference": "1234/A2203A",
        "asked_on": f"{clock.today():%d/%m/%Y}",
        "protocols": f"{sent[0].protocol}\n{sent[1].protocol}",
        "reason": "Interesse diretto",
    }

    wrong = desk.post(address, typed | {"protocols": "99/2001"})
    assert wrong.status_code in {409, 422}
    assert "99/2001" in wrong.content.decode()
    assert "Interesse diretto" in wrong.content.decode()
    assert "0 di 2" in desk.post(address, typed, follow=True).content.decode()
    archive = f"{address}{DocumentAccess.objects.get().pk}/"
    assert desk.get(archive).status_code == 409
    access.write(access_id=DocumentAccess.objects.get().pk)
    answer = desk.get(archive)
    assert b"".join(answer.streaming_content)[:2] == b"PK"
    assert answer["Cache-Control"] == "private, no-store"
    seat = members_of(call.panel)[0].person
    for person in (manager(), seat, sent[0].submitted_by):
        assert browser_of(person).get(archive).status_code == 403
        assert browser_of(person).get(address).status_code == 403


@pytest.mark.parametrize(
    "plain",
    [
        "Costa 1.234,50 €",
        "prot. 123/2026",
        "12/11/2026",
        "Il 75% dei 300 utenti",
        "CUP J19J21001234",
    ],
)
def test_what_is_nobodys_own_stays(plain: str) -> None:
    assert masked(plain) == plain
