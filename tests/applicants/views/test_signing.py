"""The pages of the signature: what they say in each state, and who may see them."""

from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from applicants.models import Application, SignedFile, SigningCopy
from calls.models import Call
from tests.applicants.views.conftest import logged_in
from tests.calls.views.typed import text_of
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_draft, answered, complete, sent
from tests.factories.calls import published_call
from tests.factories.mandates import a_signer
from tests.factories.signing import (
    FISCAL_CODE,
    Authority,
    brought_back,
    cades,
    pades,
    pdf_of,
    printed_copy,
    signing_draft,
)
from wecare.accounts.enums import Role
from wecare.accounts.models import Person
from wecare.core import clock

pytestmark = pytest.mark.django_db
CA = Authority()
ANNA = CA.issue()


@pytest.fixture(autouse=True)
def trust(settings: Any, tmp_path: Path) -> None:
    settings.SIGNATURE_TRUST = str(CA.write(tmp_path / "trust"))


@pytest.fixture
def owner(db: None) -> Person:
    return PersonFactory(given_name="Ada", family_name="Bo", fiscal_code=FISCAL_CODE)


@pytest.fixture
def call(db: None) -> Call:
    return published_call(draft=signing_draft())


@pytest.fixture
def ready(ready: Application, owner: Person) -> Application:
    return a_signer(owner, ready)


def address(name: str, application: Application, *more: object) -> str:
    return reverse(f"applicants:{name}", args=[application.public_id, *more])


def upload(browser: Client, application: Application, content: bytes, name: str) -> Any:
    file = SimpleUploadedFile(name, content)
    return browser.post(address("signing", application), {"file": file}, follow=True)


def test_the_step_is_in_the_list_and_says_how_far_it_is(home: Client, ready: Application) -> None:
    said = []
    steps = [
        lambda: None,
        lambda: printed_copy(ready),
        lambda: brought_back(ready, pades(pdf_of(printed_copy(ready)), ANNA)),
        lambda: answered(ready, need="Altro"),
    ]
    words = ("Da preparare", "Da firmare e caricare", "Firmata", "Da rifare: la domanda è cambiata")

    for step in steps:
        step()
        page = text_of(home.get(address("application", ready)))
        said.append([each for each in words if each in page])

    assert said == [[each] for each in words]


def test_from_the_button_to_the_receipt(home: Client, ready: Application) -> None:
    page = address("signing", ready)
    assert "Prepara il PDF da firmare" in text_of(home.get(page))

    answer = home.post(address("signing_preparation", ready))
    assert answer.headers["Location"] == page
    copy = printed_copy(ready)
    downloaded = home.get(address("signing_copy_pdf", ready, copy.number))
    pdf = b"".join(downloaded.streaming_content)
    assert pdf == pdf_of(copy)
    answer = upload(home, ready, cades(pdf, ANNA), "domanda.pdf.p7m")
    assert "La firma è valida: ora puoi controllare e inviare." in text_of(answer)
    assert "Documento non alterato dopo la firma: sì" in text_of(answer)
    assert "Certificato non revocato: non controllabile" in text_of(answer)
    assert "La domanda è firmata" in text_of(home.get(address("review", ready)))

    receipt = text_of(home.get(address("receipt", ready, sent(ready).version)))

    assert "domanda.pdf.p7m" in receipt
    assert FISCAL_CODE in receipt


def test_a_refused_file_says_why_with_its_number_and_stays_to_be_seen(
    home: Client, ready: Application
) -> None:
    pdf = pdf_of(printed_copy(ready))

    answer = upload(home, ready, pdf, "domanda.pdf")

    kept = SignedFile.objects.get()
    assert answer.status_code == 422
    assert f"Il tentativo è registrato con il numero {kept.reference}." in text_of(answer)
    assert "File non accettati" in text_of(answer)
    file = home.get(address("signed_file", ready, kept.pk))
    assert b"".join(file.streaming_content) == pdf
    assert file.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("domanda.docx", b"PK", "finisce in .pdf o .p7m; il tuo è «domanda.docx»"),
        ("domanda.pdf", b"", "Il file è vuoto"),
        (".pdf", b"%PDF-", "Il file non ha un nome leggibile"),
    ],
)
def test_what_is_no_signed_file_by_its_name_or_size_is_a_sentence(
    home: Client, ready: Application, name: str, content: bytes, words: str
) -> None:
    printed_copy(ready)

    answer = upload(home, ready, content, name)

    assert answer.status_code == 422
    assert words in text_of(answer)


def test_a_file_before_the_copy_is_a_sentence(home: Client, ready: Application) -> None:
    answer = upload(home, ready, b"%PDF-1.7", "domanda.pdf")

    assert answer.status_code == 409
    assert "prima preparalo e scaricalo" in text_of(answer)
    assert SignedFile.objects.count() == 0


def test_no_file_at_all_is_a_sentence(home: Client, ready: Application) -> None:
    answer = home.post(address("signing", ready))

    assert answer.status_code == 422
    assert "Scegli il file firmato da caricare." in text_of(answer)


def test_an_incomplete_draft_is_sent_to_what_it_lacks(home: Client, draft: Application) -> None:
    answer = home.post(address("signing_preparation", draft), follow=True)

    assert answer.redirect_chain[-1][0] == address("missing", draft)
    assert "Prima completa la domanda" in text_of(answer)
    assert SigningCopy.objects.count() == 0


def test_pressing_send_without_the_signature_says_so_and_where_to_go(
    home: Client, ready: Application
) -> None:
    page = text_of(home.get(address("review", ready)))
    form = {
        "idempotency_key": "k" * 20,
        "rules_version": ready.call.rulebooks.latest("version").version,
        "confirmed": "on",
    }

    answer = home.post(address("submission", ready), form)

    assert "Prima di inviare serve la firma digitale" in page
    assert answer.status_code == 422
    assert "Questo bando chiede la domanda firmata digitalmente (art. 11)" in text_of(answer)


def test_where_nobody_has_a_fiscal_code_the_page_says_so(
    home: Client, owner: Person, ready: Any
) -> None:
    Person.objects.filter(pk=owner.pk).update(fiscal_code="")

    page = text_of(home.get(address("signing", ready)))

    assert "codice fiscale non scritto nel profilo" in page
    assert "Scrivilo nel tuo profilo" in page


def test_without_a_trust_list_the_page_says_it_at_once(
    home: Client, ready: Application, settings: Any
) -> None:
    settings.SIGNATURE_TRUST = ""

    assert "Manca l'elenco dei certificatori" in text_of(home.get(address("signing", ready)))


def test_others_see_nothing_of_it(stranger: Client, ready: Application) -> None:
    copy = printed_copy(ready)
    kept = brought_back(ready, pades(pdf_of(copy), ANNA))
    pages = [
        address("signing", ready),
        address("signing_copy_pdf", ready, copy.number),
        address("signed_file", ready, kept.pk),
    ]

    assert [stranger.get(page).status_code for page in pages] == [404, 404, 404]
    assert stranger.post(address("signing_preparation", ready)).status_code == 404
    assert upload(stranger, ready, b"x", "a.pdf").status_code == 404


def test_the_file_of_another_application_is_not_reached_through_ones_own(
    home: Client, call: Call, ready: Application
) -> None:
    other = complete(call, actor=PersonFactory(fiscal_code="RSSMRA80A01L219M"))
    with pytest.raises(Exception, match="F-"):
        brought_back(other, pdf_of(printed_copy(other)))

    assert home.get(address("signed_file", ready, SignedFile.objects.get().pk)).status_code == 404


def test_where_no_signature_is_asked_there_is_no_page(home: Client, owner: Person) -> None:
    plain = a_draft(published_call(), actor=owner)

    assert home.get(address("signing", plain)).status_code == 404
    assert upload(home, plain, b"x", "a.pdf").status_code == 409
    assert "Firma" not in [
        task.title for task in home.get(address("application", plain)).context["tasks"]
    ]


def test_the_office_reads_the_signature_and_takes_the_file(ready: Application) -> None:
    signed = pades(pdf_of(printed_copy(ready)), ANNA)
    brought_back(ready, signed)
    submission = sent(ready)
    Call.objects.filter(pk=ready.call_id).update(opened_at=clock.now(), state="evaluation")
    officer = logged_in(PersonFactory(roles=[Role.OFFICER]))
    where = [ready.call.code, submission.protocol_number, submission.protocol_year]

    page = text_of(officer.get(reverse("evaluation:check", args=where)))
    file = officer.get(reverse("evaluation:check_signed_file", args=where))

    assert "Persona che può firmare per l'ente: sì" in page
    assert b"".join(file.streaming_content) == signed


def test_where_nobody_may_sign_the_page_says_so_and_where_that_changes(
    home: Client, call: Call, owner: Person
) -> None:
    application = complete(call, actor=owner)  # who enters an organisation writes and sends for it

    page = home.get(address("signing", application)).content.decode()

    assert "Nessuno può ancora firmare per questo ente" in unescape(page)
    assert reverse("applicants:organisation_people", args=[application.organisation_id]) in page
