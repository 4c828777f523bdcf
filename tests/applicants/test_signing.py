"""Signing an application: print, sign, bring back, send; and everything that can go wrong between."""

import io
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pypdf
import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from applicants.enums import SigningState
from applicants.models import (
    Application,
    Mandate,
    RefusedAttempt,
    SignedFile,
    SigningCopy,
    Submission,
)
from applicants.policies import Incomplete, WritingRefused
from applicants.policies.signing import SignatureMissing, SignatureRefused, SigningRefused
from applicants.queries import verification
from applicants.queries.signers import signers_of
from applicants.queries.signing import standing_of
from calls.models import Call
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_draft, a_pdf, answered, complete, fresh, sent
from tests.factories.calls import published_call
from tests.factories.mandates import a_signer
from tests.factories.signing import (
    FISCAL_CODE,
    OTHER_FISCAL_CODE,
    Authority,
    brought_back,
    cades,
    pades,
    pdf_of,
    printed_copy,
    signing_draft,
)
from wecare.accounts.models import Person
from wecare.core import clock, printing, signing, store
from wecare.core.digests import digest
from wecare.core.events import verify_chain
from wecare.core.models import Event, StoredFile

pytestmark = pytest.mark.django_db
CA = Authority()
ANNA = CA.issue()
MARIO = CA.issue(number=f"TINIT-{OTHER_FISCAL_CODE}", given="Mario", family="Rossi", serial=4661)


@pytest.fixture(autouse=True)
def trust(settings: Any, tmp_path: Path) -> Path:
    settings.SIGNATURE_TRUST = str(CA.write(tmp_path / "trust"))
    return tmp_path / "trust"


@pytest.fixture
def anna() -> Person:
    return PersonFactory(given_name="Anna", family_name="Neri", fiscal_code=FISCAL_CODE)


@pytest.fixture
def call() -> Call:
    return published_call(draft=signing_draft())


@pytest.fixture
def application(call: Call, anna: Person) -> Application:
    return a_signer(anna, complete(call, actor=anna))


def state_of(application: Application, *, at: datetime | None = None) -> SigningState:
    rules = application.call.rulebooks.latest("version").rules
    return standing_of(fresh(application), rules, at=at or clock.now()).state


@pytest.mark.parametrize(
    ("sign", "filename", "form"),
    [(pades, "domanda.pdf", "pades"), (cades, "domanda.pdf.p7m", "cades")],
)
def test_an_application_is_printed_signed_brought_back_and_sent_with_its_signature(
    application: Application, sign: Callable, filename: str, form: str
) -> None:
    assert state_of(application) is SigningState.TO_PRINT
    copy = printed_copy(application)
    assert state_of(application) is SigningState.TO_SIGN

    signed = brought_back(application, sign(pdf_of(copy), ANNA), filename=filename)
    assert state_of(application) is SigningState.SIGNED
    submission = sent(application)

    assert submission.signature.signed_file == signed
    assert submission.content_digest == copy.content_digest
    assert (signed.report["form"], signed.report["problem"]) == (form, "")
    assert signed.report["signatures"][0]["fiscal_code"] == FISCAL_CODE
    assert signed.report_digest == digest(signed.report)
    assert verification.signatures() == []
    assert verify_chain() == []


def test_the_printed_copy_says_content_and_digest_and_carries_the_data(
    application: Application,
) -> None:
    copy = printed_copy(application)

    reader = pypdf.PdfReader(io.BytesIO(pdf_of(copy)))
    text = "".join("".join(page.extract_text() for page in reader.pages).split())
    (data,) = reader.attachments["domanda.json"]
    for fact in (copy.content_digest, "Unacasapertutti", "Casepertutti", "80.000,00€"):
        assert fact in text
    assert json.loads(data)["content_digest"] == copy.content_digest


def test_the_public_check_says_that_a_copy_is_no_sent_application(
    application: Application, client: Client
) -> None:
    copy = printed_copy(application)

    answer = client.post("/verifica/", {"codice": copy.document.check_code})

    assert "Domanda da firmare, che non è una domanda inviata" in answer.content.decode()


def test_the_printed_copy_and_the_signed_one_are_archival_and_accessible(
    application: Application, verapdf: Callable
) -> None:
    content = pdf_of(printed_copy(application))

    for each in (content, pades(content, ANNA)):
        assert verapdf(each, "3a") == []
        assert verapdf(each, "ua1") == []


def test_the_receipt_says_who_signed_and_under_which_digests(application: Application) -> None:
    signed = brought_back(application, pades(pdf_of(printed_copy(application)), ANNA))

    submission = sent(application)

    context = submission.receipt.context["signature"]
    assert context["file"] == signed.file_id
    assert context["report"] == signed.report_digest
    assert [each["fiscal_code"] for each in context["signatures"]] == [FISCAL_CODE]
    document = printing.render_document(document=submission.receipt)
    pages = pypdf.PdfReader(io.BytesIO(store.read(document.file))).pages
    text = "".join("".join(page.extract_text() for page in pages).split())
    assert f"AnnaNeri({FISCAL_CODE})" in text
    assert signed.file_id in text


@pytest.mark.parametrize(
    ("prepared", "words"), [(False, "non è ancora preparato"), (True, "non è ancora caricato")]
)
def test_without_the_signed_file_it_is_not_sent_and_evidence_is_kept(
    application: Application, prepared: bool, words: str
) -> None:
    if prepared:
        printed_copy(application)

    with pytest.raises(SignatureMissing, match=words) as refusal:
        sent(application)

    assert "(art. 11)" in str(refusal.value)
    assert RefusedAttempt.objects.get().reason == str(refusal.value)
    assert Submission.objects.count() == 0


def test_a_change_after_printing_voids_the_signature_until_it_is_taken_back(
    application: Application,
) -> None:
    signed = brought_back(application, pades(pdf_of(printed_copy(application)), ANNA))

    answered(application, need="Altro testo")
    assert state_of(application) is SigningState.CHANGED
    with pytest.raises(SignatureMissing, match="prepara di nuovo il PDF e firmalo"):
        sent(application)
    answered(application, need="Case per tutti")

    assert state_of(application) is SigningState.SIGNED
    assert sent(application).signature.signed_file == signed


def test_after_a_change_the_new_copy_counts_and_the_old_file_is_of_another_draft(
    application: Application,
) -> None:
    first = printed_copy(application)
    old = pades(pdf_of(first), ANNA)
    answered(application, need="Altro testo")
    with pytest.raises(SigningRefused, match="prepara di nuovo"):
        brought_back(application, old)

    second = printed_copy(application)
    with pytest.raises(SignatureRefused, match="non è quello di questa pagina") as refusal:
        brought_back(application, old)
    signed = brought_back(application, cades(pdf_of(second), ANNA), filename="b.p7m")

    assert (first.number, second.number) == (1, 2)
    assert refusal.value.signed_file.problem == "other_content"
    assert sent(application).signature.signed_file == signed


def test_preparing_twice_the_same_words_is_the_same_copy(application: Application) -> None:
    first, second = printed_copy(application), printed_copy(application)

    assert first == second
    assert Event.objects.filter(name="application.printed_to_sign").count() == 1


def test_half_an_application_is_not_printed_to_be_signed(call: Call, anna: Person) -> None:
    with pytest.raises(Incomplete):
        printed_copy(a_draft(call, actor=anna))

    assert SigningCopy.objects.count() == 0


REFUSED: dict[str, tuple[Callable[[bytes], bytes], str, str]] = {
    "unsigned": (lambda pdf: pdf, "unsigned", "non è firmato"),
    "empty": (lambda _pdf: b"", "empty", "Il file è vuoto"),
    "garbage": (lambda _pdf: b"ciao", "not_signed_kind", "non è un PDF firmato"),
    "another document": (lambda _pdf: pades(a_pdf(), ANNA), "other_content", "bozza precedente"),
    "another person": (
        lambda pdf: pades(pdf, MARIO),
        "other_person",
        f"firmato da Mario Rossi ({OTHER_FISCAL_CODE}), che non risulta",
    ),
    "detached": (lambda pdf: cades(pdf, ANNA, detached=True), "detached", "firma separata"),
    "stranger's authority": (
        lambda pdf: pades(pdf, Authority("Ignota").issue()),
        "unknown_issuer",
        "rilasciato da «Ignota»",
    ),
    "expired": (
        lambda pdf: pades(pdf, CA.issue(until=clock.now() - timedelta(days=1))),
        "expired",
        "è scaduto il",
    ),
    "card": (lambda pdf: pades(pdf, CA.issue(signs=False)), "not_for_signing", "per accedere"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_does_not_hold_is_told_why_and_leaves_evidence_to_cite(
    application: Application, name: str
) -> None:
    make, problem, words = REFUSED[name]
    content = make(pdf_of(printed_copy(application)))

    with pytest.raises(SignatureRefused) as refusal:
        brought_back(application, content)

    kept = SignedFile.objects.get()
    assert kept.problem == problem
    assert words in kept.reason
    assert str(refusal.value) == (
        f"{kept.reason} Il tentativo è registrato con il numero {kept.reference}."
    )
    assert store.read(kept.file) == content
    event = Event.objects.get(name="application.signature_refused")
    assert event.facts["signed_file"] == kept.reference
    assert state_of(application) is SigningState.TO_SIGN


def test_a_bad_file_after_a_good_one_takes_nothing_away(application: Application) -> None:
    pdf = pdf_of(printed_copy(application))
    good = brought_back(application, pades(pdf, ANNA))

    with pytest.raises(SignatureRefused):
        brought_back(application, pades(pdf, MARIO))

    assert sent(application).signature.signed_file == good


def test_whoever_stops_acting_for_the_organisation_does_not_sign_for_it_any_more(
    application: Application, anna: Person
) -> None:
    brought_back(application, pades(pdf_of(printed_copy(application)), ANNA))
    assert signers_of(application) == {FISCAL_CODE}

    Mandate.objects.filter(person=anna, call=application.call).update(
        ended_at=clock.now(), ended_by=anna
    )

    with pytest.raises(SignatureMissing, match="non vale più"):
        sent(application)


def test_a_certificate_that_expires_between_upload_and_send_does_not_count(
    application: Application,
) -> None:
    until = clock.now() + timedelta(days=1)
    pdf = pdf_of(printed_copy(application))
    brought_back(application, pades(pdf, CA.issue(until=until)))

    assert state_of(application) is SigningState.SIGNED
    assert state_of(application, at=until + timedelta(seconds=1)) is SigningState.LAPSED


def test_a_certificate_revoked_between_upload_and_send_does_not_count(
    application: Application, trust: Path
) -> None:
    signed = brought_back(application, pades(pdf_of(printed_copy(application)), ANNA))
    Authority(revoked=[4660]).write(trust, at=clock.now())

    with pytest.raises(SignatureMissing, match="non è ancora caricato"):
        sent(application)

    again = SignedFile.objects.latest("pk")
    assert (again.problem, again.file_id) == ("revoked", signed.file_id)
    assert state_of(application) is SigningState.TO_SIGN


def test_a_trust_list_that_only_grows_asks_nobody_to_sign_again(
    application: Application, trust: Path
) -> None:
    signed = brought_back(application, pades(pdf_of(printed_copy(application)), ANNA))
    CA.write(trust, at=clock.now())

    submission = sent(application)

    assert submission.signature.signed_file.file_id == signed.file_id
    assert submission.signature.signed_file.report["trust"] != signed.report["trust"]
    assert submission.signature.signed_file.report["signatures"][0]["checks"]["revocation"] == "ok"


def test_a_trust_list_that_breaks_stops_nobody_who_was_verified(
    application: Application, trust: Path
) -> None:
    signed = brought_back(application, pades(pdf_of(printed_copy(application)), ANNA))
    (trust / "rotto.pem").write_bytes(b"no")

    assert sent(application).signature.signed_file == signed


def test_without_a_trust_list_the_sentence_says_whose_matter_it_is(
    application: Application, settings: Any
) -> None:
    settings.SIGNATURE_TRUST = ""
    pdf = pdf_of(printed_copy(application))

    with pytest.raises(SignatureRefused, match="Non dipende da te: scrivi all'assistenza"):
        brought_back(application, pades(pdf, ANNA))


@pytest.mark.parametrize("policy", ["identity", ""])
def test_where_the_login_is_enough_nothing_is_printed(anna: Person, policy: str) -> None:
    application = complete(published_call(draft=signing_draft(policy)), actor=anna)

    with pytest.raises(SigningRefused, match="basta l'accesso"):
        printed_copy(application)

    assert state_of(application) is SigningState.NOT_ASKED
    assert getattr(sent(application), "signature", None) is None


@pytest.mark.parametrize("signs", [True, False])
def test_where_either_is_enough_one_sends_with_or_without(anna: Person, signs: bool) -> None:
    application = a_signer(
        anna, complete(published_call(draft=signing_draft("either")), actor=anna)
    )
    if signs:
        brought_back(application, pades(pdf_of(printed_copy(application)), ANNA))

    submission = sent(application)

    assert (getattr(submission, "signature", None) is not None) is signs


def test_after_the_send_no_file_is_taken(application: Application) -> None:
    pdf = pdf_of(printed_copy(application))
    brought_back(application, pades(pdf, ANNA))
    sent(application)

    with pytest.raises(WritingRefused, match="già stata inviata"):
        brought_back(application, pades(pdf, ANNA))


@pytest.mark.django_db(transaction=True)
def test_files_are_verified_outside_any_transaction(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    pdf = pades(pdf_of(printed_copy(application)), ANNA)
    verify, seen = signing.verify_file, []

    def watched(*args: Any, **options: Any) -> Any:
        seen.append(connection.in_atomic_block)
        return verify(*args, **options)

    monkeypatch.setattr(signing, "verify_file", watched)
    brought_back(application, pdf)

    assert seen == [False]


@pytest.mark.parametrize(
    "table",
    ["applicants_signingcopy", "applicants_signedfile", "applicants_submissionsignature"],
)
@pytest.mark.parametrize(
    "statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"]
)
def test_copies_files_and_their_ties_never_change(
    application: Application, table: str, statement: str
) -> None:
    brought_back(application, pades(pdf_of(printed_copy(application)), ANNA))
    sent(application)

    with (
        pytest.raises(Exception, match=r"never|may not|refuse|TRUNCATE"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))


def test_the_database_wants_a_reason_for_a_refusal(application: Application) -> None:
    good = brought_back(application, pades(pdf_of(printed_copy(application)), ANNA))
    good.pk, good.problem = None, "expired"

    with pytest.raises(IntegrityError, match="refused_with_a_reason"), transaction.atomic():
        good.save(force_insert=True)


def test_verify_finds_a_signed_file_that_is_not_what_was_signed(application: Application) -> None:
    signed = brought_back(application, pades(pdf_of(printed_copy(application)), ANNA))
    submission = sent(application)
    path = store.path_of(StoredFile.objects.get(pk=signed.file_id))
    content = path.read_bytes()
    path.chmod(0o640)
    path.write_bytes(content[:-1] + b"x")

    try:
        (problem,) = verification.signatures()
    finally:
        path.write_bytes(content)

    assert problem.startswith(f"signature of submission {submission.protocol}: ")


def test_verify_finds_a_report_that_tells_of_another_certificate(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought_back(application, pades(pdf_of(printed_copy(application)), ANNA))
    submission = sent(application)
    monkeypatch.setattr(verification, "integrity", lambda *_args, **_options: ["beef"])

    assert verification.signatures() == [
        (
            f"signature of submission {submission.protocol}: "
            "its certificates are not those of the report"
        )
    ]
