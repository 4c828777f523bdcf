"""Files that come back signed go through the scanner: told, closed or blocked, and never waited for."""

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from applicants.actions import quarantine
from applicants.enums import SigningState
from applicants.models import Application, SignedFile
from applicants.policies.signing import SignatureMissing, SignatureRefused
from applicants.queries.signing import standing_of
from tests.applicants.views.conftest import logged_in
from tests.calls.views.typed import text_of
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import complete, fresh, sent
from tests.factories.calls import published_call
from tests.factories.mandates import a_mandate, a_signer
from tests.factories.phases import opened
from tests.factories.signing import (
    FISCAL_CODE,
    Authority,
    brought_back,
    pades,
    pdf_of,
    printed_copy,
    signing_draft,
)
from tests.fixtures.clamd import EICAR, FakeClamd
from tests.fixtures.database import Clock
from wecare.accounts.enums import Role
from wecare.accounts.models import Person
from wecare.core import clock, scanning, store
from wecare.core.models import Event, FileScan
from wecare.notices.models import Letter

pytestmark = pytest.mark.django_db
CA = Authority()
ANNA = CA.issue()


@pytest.fixture(autouse=True)
def trust(settings: Any, tmp_path: Path) -> None:
    settings.SIGNATURE_TRUST = str(CA.write(tmp_path / "trust"))


@pytest.fixture
def scanned(clamd: FakeClamd, settings: Any) -> FakeClamd:
    settings.SCANNER, settings.CLAMD_ADDRESS, settings.CLAMD_SECONDS = "clamd", clamd.address, 2
    return clamd


@pytest.fixture
def anna() -> Person:
    return PersonFactory(given_name="Anna", family_name="Neri", fiscal_code=FISCAL_CODE)


@pytest.fixture
def application(scanned: FakeClamd, anna: Person) -> Application:
    call = published_call(draft=signing_draft())
    return a_signer(anna, complete(call, actor=anna))


@pytest.fixture
def signed(application: Application) -> SignedFile:
    return brought_back(application, pades(pdf_of(printed_copy(application)), ANNA))


def scan_all() -> None:
    """What the sweep and a worker do."""
    for ids in scanning.waiting_files():
        quarantine.scan(**ids)


def state_of(application: Application) -> SigningState:
    rules = application.call.rulebooks.latest("version").rules
    return standing_of(fresh(application), rules, at=clock.now()).state


def page(application: Application, person: Person) -> str:
    url = reverse("applicants:signing", args=[application.public_id])
    return text_of(logged_in(person).get(url))


def opened_by(person: Person, signed: SignedFile) -> tuple[int, bool]:
    """The status, and whether the file came."""
    arguments = [signed.copy.application.public_id, signed.pk]
    answer = logged_in(person).get(reverse("applicants:signed_file", args=arguments))
    return answer.status_code, answer.getvalue().startswith(b"%PDF")


def test_a_signed_file_waits_for_the_scanner_and_the_send_does_not(
    application: Application, signed: SignedFile, anna: Person
) -> None:
    colleague = PersonFactory()
    a_mandate(colleague, application.organisation)

    assert FileScan.objects.get(file=signed.file_id).state == "waiting"
    assert "il file vale comunque" in page(application, anna)
    assert opened_by(anna, signed) == (200, True)
    assert opened_by(colleague, signed)[1] is False
    assert sent(application).signature.signed_file == signed
    scan_all()

    assert FileScan.objects.get(file=signed.file_id).state == "clean"
    assert opened_by(colleague, signed) == (200, True)


def test_a_scanner_that_is_away_stops_no_send_and_is_told(
    scanned: FakeClamd, settings: Any, application: Application, signed: SignedFile, anna: Person
) -> None:
    settings.CLAMD_ADDRESS = "127.0.0.1:9"
    scan_all()

    assert "l'antivirus ora non risponde" in page(application, anna)
    assert sent(application).signature.signed_file == signed


def test_a_signed_file_in_quarantine_counts_no_more_and_everybody_is_told(
    application: Application, signed: SignedFile, anna: Person
) -> None:
    assert state_of(application) is SigningState.SIGNED

    scanning.settle(digest=signed.file_id, found="Eicar-Signature")

    assert state_of(application) is SigningState.TO_SIGN
    with pytest.raises(SignatureMissing):
        sent(application)
    shown = page(application, anna)
    assert "File bloccati dall'antivirus" in shown
    assert signed.reference in shown
    assert opened_by(anna, signed)[1] is False
    letter = Letter.objects.get(template=quarantine.TEMPLATE)
    assert (letter.person, "Eicar-Signature" in letter.body) == (anna, True)
    told = Event.objects.get(name="application.file_quarantined")
    assert (told.facts["requirement"], told.facts["sent"]) == ("signature", False)
    same = store.read(signed.file)
    with pytest.raises(scanning.FileInfected, match="L'antivirus ha trovato"):
        brought_back(application, same)


def test_what_was_sent_stays_sent_and_the_office_is_told(
    application: Application, signed: SignedFile, clock: Clock
) -> None:
    submission = sent(application)
    officer = PersonFactory(roles=[Role.OFFICER])
    opened(application.call, clock)

    scanning.settle(digest=signed.file_id, found="Eicar-Signature")

    submission.refresh_from_db()
    assert (submission.state, submission.signature.signed_file) == ("live", signed)
    told = Letter.objects.filter(template=quarantine.TEMPLATE)
    assert officer in {each.person for each in told}
    assert "resta valida com'è" in told.latest("pk").body


def test_what_came_back_and_was_refused_is_looked_at_too(
    application: Application, anna: Person
) -> None:
    printed_copy(application)
    with pytest.raises(SignatureRefused):
        brought_back(application, b"%PDF-1.7\n" + EICAR)

    scan_all()

    refused = SignedFile.objects.get()
    assert FileScan.objects.get(file=refused.file_id).state == "quarantined"
    assert opened_by(anna, refused)[1] is False


def test_without_a_scanner_nobody_waits(
    settings: Any, application: Application, anna: Person
) -> None:
    settings.SCANNER = "none"
    signed = brought_back(application, pades(pdf_of(printed_copy(application)), ANNA))
    colleague = PersonFactory()
    a_mandate(colleague, application.organisation)

    assert "il file vale comunque" not in page(application, anna)
    assert opened_by(colleague, signed) == (200, True)
