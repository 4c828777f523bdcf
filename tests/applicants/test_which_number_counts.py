"""Two numbers: the portal's protocol is the proof, the Region's comes later and is shown beside it."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from applicants.actions import registrations, withdrawals
from applicants.models import Application, Registration, Submission
from applicants.queries.registrations import away
from calls.models import Call
from tests.applicants.views.conftest import logged_in
from tests.applicants.views.test_macro_items import text_on
from tests.calls.views.typed import text_of
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import complete, sent
from tests.factories.calls import published_call
from tests.factories.core import DocumentFactory, StoredFileFactory
from wecare.accounts.enums import Role
from wecare.core import printing
from wecare.core.models import Document
from wecare.core.views.health import readyz

pytestmark = pytest.mark.django_db
AWAY = "tests.applicants.actions.test_registrations.Away"


@pytest.fixture
def system(settings: Any, tmp_path: Path) -> None:
    """The records system in a folder."""
    settings.RECORDS = "applicants.queries.records.file.FileRecords"
    settings.RECORDS_FOLDER = str(tmp_path / "records")


@pytest.fixture
def call(db: None) -> Call:
    return published_call()


@pytest.fixture
def submission(call: Call) -> Submission:
    return sent(complete(call))


def page(submission: Submission, name: str = "receipt") -> str:
    application = submission.application
    url = reverse(f"applicants:{name}", args=[application.public_id, submission.version])
    answer = logged_in(application.created_by).get(url)
    assert answer.status_code == 200
    return " ".join(text_of(answer).split())


def registered(document: Document | None) -> str:
    assert document is not None
    printing.render_document(document=document)
    found = registrations.register(document=Document.objects.get(pk=document.pk))
    assert found is not None
    return found.number or ""


def withdrawn(submission: Submission) -> Application:
    application = submission.application
    withdrawals.withdraw(
        application=application,
        version=submission.version,
        reason="",
        actor=submission.submitted_by,
    )
    return application


def printed() -> Document:
    return DocumentFactory(
        rendered=True, kind="receipt", file=StoredFileFactory(content=b"%PDF-1.7 x")
    )


def test_the_receipt_says_which_number_counts_before_and_after_the_region_has_one(
    system: None, submission: Submission
) -> None:
    before = page(submission)
    number = registered(submission.receipt)
    after = page(submission)

    counts = f'Conta il protocollo <strong class="wc-code">{submission.protocol}</strong>'
    assert counts in before
    assert "quel numero arriva più tardi e lo trovi in questa pagina" in before
    assert counts in after
    assert f'protocollo della Regione <strong class="wc-code">{number}</strong>' in after
    assert "quel numero arriva più tardi" not in after


def test_without_a_records_system_no_other_number_is_promised(
    settings: Any, submission: Submission
) -> None:
    settings.RECORDS = ""

    said = page(submission)

    assert "Conta il protocollo" in said
    assert "Regione registra" not in said


def test_the_printed_proofs_say_it_too(system: None, submission: Submission) -> None:
    withdrawn(submission)
    withdrawal = submission.withdrawal
    for document in (submission.receipt, withdrawal.receipt):
        registered(document)

    receipt, proof = (
        text_on(Document.objects.get(pk=each.receipt_id)) for each in (submission, withdrawal)
    )

    for text, of in ((receipt, "invio"), (proof, "ritiro")):
        bare = "".join(text.split())
        assert "Qualenumeroconta:ilprotocolloscrittoquisopra" in bare
        assert of in bare


def test_the_pages_of_a_withdrawal_show_the_numbers_of_the_region(
    system: None, submission: Submission
) -> None:
    of_send = registered(submission.receipt)
    before = page(submission, "withdrawal")
    withdrawn(submission)
    of_withdrawal = registered(submission.withdrawal.receipt)

    after = page(submission, "withdrawal")

    assert f'Protocollo della Regione: <span class="wc-code">{of_send}</span>' in before
    for number in (of_send, of_withdrawal):
        assert number in after
    assert "Protocollo della Regione per il ritiro" in after
    assert f'protocollo <strong class="wc-code">{submission.withdrawal.protocol}<' in after


def test_the_office_reads_that_the_records_system_is_away_and_what_waits(
    settings: Any, tmp_path: Path
) -> None:
    settings.RECORDS, settings.RECORDS_FOLDER = AWAY, str(tmp_path)
    first, _second = printed(), printed()
    office = logged_in(PersonFactory(roles=[Role.OFFICER]))
    assert away() is None
    registrations.register(document=first)

    shown = text_of(office.get(reverse("portal:office")))
    ready = json.loads(readyz(RequestFactory().get("/readyz")).content)
    status = text_of(Client().get(reverse("portal:status")))

    assert "Il sistema documentale della Regione non risponde" in shown
    assert "2 ricevute aspettano il loro numero, la prima dal" in shown
    assert ready["records"] == {"waiting": 2, "since": first.requested_at.isoformat()}
    assert all("records" not in reason for reason in ready["reasons"])
    assert "Numeri di protocollo della Regione" in status

    settings.RECORDS = "applicants.queries.records.file.FileRecords"
    registrations.register(document=first)
    assert Registration.objects.get().is_done
    assert away() is None
    again = text_of(office.get(reverse("portal:office")))
    assert "Il sistema documentale della Regione non risponde" not in again


def test_with_no_records_system_nobody_hears_of_it(settings: Any) -> None:
    settings.RECORDS = ""
    printed()

    ready = json.loads(readyz(RequestFactory().get("/readyz")).content)

    assert ready["records"] == "none"
    assert "Numeri di protocollo" not in text_of(Client().get(reverse("portal:status")))
