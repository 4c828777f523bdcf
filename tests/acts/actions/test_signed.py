"""The signed act comes back: verified for person and digest, kept either way; or attested."""

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.db import IntegrityError, connection, transaction

from tests.factories.accounts import PersonFactory
from tests.factories.acts import adopted, chained, external, printed, published, rendered
from tests.factories.signing import (
    FISCAL_CODE,
    OTHER_FISCAL_CODE,
    Authority,
    Identity,
    cades,
    pades,
    with_page_text_added,
)
from wecare.accounts.enums import Role
from wecare.accounts.models import Person
from wecare.acts.actions import acts, signed
from wecare.acts.enums import ActState
from wecare.acts.models import Act, SignedAct
from wecare.acts.policies import ActRefused
from wecare.acts.policies.signed import SignedActRefused
from wecare.acts.queries.signed import accepted_of, signed_file, signed_of, signed_problems
from wecare.core import printing, scanning, store
from wecare.core.models import Event, FileScan

pytestmark = pytest.mark.django_db
CA = Authority()


@pytest.fixture
def anna(settings: Any, tmp_path: Path) -> Identity:
    settings.SIGNATURE_TRUST = str(CA.write(tmp_path / "trust"))
    return CA.issue()


@pytest.fixture
def manager() -> Person:
    return PersonFactory(
        given_name="Anna", family_name="Neri", roles=[Role.MANAGER], fiscal_code=FISCAL_CODE
    )


@pytest.fixture
def act(manager: Person) -> Act:
    return in_print(adopted(manager=manager))


def in_print(act: Act) -> Act:
    done = printing.render_document(document=act.document)
    assert done.is_rendered, done.error
    return Act.objects.select_related("document__file", "adopted_by").get(pk=act.pk)


def pdf_of(act: Act) -> bytes:
    return store.read(act.document.file)


def given_back(act: Act, content: bytes, *, by: Person, filename: str = "atto.pdf") -> SignedAct:
    return signed.give_back(act=act, filename=filename, content=content, by=by)


def test_a_signature_in_the_pdf_is_accepted(act: Act, anna: Identity, manager: Person) -> None:
    content = pades(pdf_of(act), anna)

    paper = given_back(act, content, by=manager)

    assert (paper.accepted, paper.report["form"], paper.reason) == (True, "pades", "")
    assert accepted_of(act) == paper
    assert store.read(paper.file) == content
    assert signed_file(paper.file_id) == paper
    assert FileScan.objects.filter(file=paper.file).exists()
    event = Event.objects.get(name="act.signed")
    assert event.facts["signed"] == paper.reference == f"FA-{paper.pk}"


def test_an_envelope_is_accepted_nested_too(act: Act, anna: Identity, manager: Person) -> None:
    content = cades(cades(pdf_of(act), anna), anna)

    paper = given_back(act, content, by=manager, filename="atto.pdf.p7m.p7m")

    assert (paper.report["form"], paper.report["layers"]) == ("cades", 2)


def another_pdf() -> bytes:
    output = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(output)
    return output.getvalue()


REFUSED = {
    "unsigned": (lambda pdf, _anna: pdf, "non è firmato"),
    "other": (lambda _pdf, anna: pades(another_pdf(), anna), "non è il PDF dell'atto DD 1"),
    "after": (lambda pdf, anna: with_page_text_added(pades(pdf, anna)), "dopo la firma"),
    "before": (lambda pdf, anna: pades(with_page_text_added(pdf), anna), "prima della firma"),
    "empty": (lambda _pdf, _anna: b"", "Il file è vuoto"),
    "detached": (lambda pdf, anna: cades(pdf, anna, detached=True), "firma separata"),
    "unknown": (
        lambda pdf, _anna: pades(pdf, Authority("Altrove").issue()),
        "non è tra i certificatori riconosciuti",
    ),
    "person": (
        lambda pdf, _anna: pades(
            pdf, CA.issue(number=f"TINIT-{OTHER_FISCAL_CODE}", given="Mario", family="Rossi")
        ),
        "Deve firmarlo Anna Neri, che ha adottato l'atto.",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_does_not_hold_is_refused_with_a_sentence_and_kept_with_its_number(
    act: Act, anna: Identity, manager: Person, case: str
) -> None:
    make, words = REFUSED[case]

    with pytest.raises(SignedActRefused) as refusal:
        given_back(act, make(pdf_of(act), anna), by=manager)

    paper = SignedAct.objects.get()
    assert words in paper.reason
    assert str(refusal.value).endswith(f"conservato con il riferimento {paper.reference}.")
    assert (paper.accepted, accepted_of(act)) == (False, None)
    assert Event.objects.get(name="act.signature_refused").facts["problem"] == paper.problem


def test_after_a_refusal_the_right_file_is_accepted(
    act: Act, anna: Identity, manager: Person
) -> None:
    with pytest.raises(SignedActRefused):
        given_back(act, pdf_of(act), by=manager)
    given_back(act, pades(pdf_of(act), anna), by=manager)

    assert [each.accepted for each in signed_of(act)] == [True, False]


def test_one_is_enough(act: Act, anna: Identity, manager: Person) -> None:
    content = pades(pdf_of(act), anna)
    given_back(act, content, by=manager)

    with pytest.raises(ActRefused, match="ha già il suo file firmato"):
        given_back(act, content, by=manager)
    with pytest.raises(ActRefused, match="ha già il suo file firmato"):
        signed.attest(act=act, reason="Firmato altrove", by=manager)


def test_a_file_that_the_scanner_blocks_counts_no_more(
    act: Act, anna: Identity, manager: Person
) -> None:
    paper = given_back(act, pades(pdf_of(act), anna), by=manager)

    scanning.settle(digest=paper.file_id, found="Eicar")

    assert accepted_of(act) is None
    assert signed_file(paper.file_id) is None
    with pytest.raises(scanning.FileInfected):
        given_back(act, store.read(paper.file), by=manager)
    assert given_back(act, cades(pdf_of(act), anna), by=manager, filename="atto.p7m").accepted


def test_without_a_fiscal_code_nobody_knows_whose_signature_it_is(anna: Identity) -> None:
    nameless = PersonFactory(roles=[Role.MANAGER], fiscal_code="")
    act = in_print(adopted(manager=nameless))

    with pytest.raises(ActRefused, match="manca il codice fiscale di"):
        given_back(act, pades(pdf_of(act), anna), by=nameless)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (rendered, "si deposita dopo l'adozione"),
        (external, "si deposita dopo l'adozione"),
        (adopted, "non è ancora pronto da firmare"),
    ],
)
def test_before_there_is_something_to_sign_nothing_comes_back(make: Any, words: str) -> None:
    act, by = make(), PersonFactory(roles=[Role.MANAGER])

    with pytest.raises(ActRefused, match=words):
        given_back(act, b"%PDF", by=by)
    with pytest.raises(ActRefused, match=words):
        signed.attest(act=act, reason="Firmato altrove", by=by)
    assert not SignedAct.objects.exists()


def test_conformity_is_attested_with_a_reason(manager: Person) -> None:
    act = published(manager=manager)

    with pytest.raises(ActRefused, match="Motivo: manca"):
        signed.attest(act=act, reason="", by=manager)
    paper = signed.attest(act=act, reason="Firmato su Stilo, prot. 12", by=manager)

    assert (paper.is_attested, paper.file, accepted_of(act)) == (True, None, paper)
    with pytest.raises(ActRefused, match="ha già la conformità attestata"):
        signed.attest(act=act, reason="Ancora", by=manager)


def test_where_the_signed_file_is_asked_the_act_is_not_published_without(
    manager: Person,
) -> None:
    chained(signature=True)
    act = adopted(manager=manager)
    printed(act.document)

    with pytest.raises(ActRefused, match="si pubblica con il suo file firmato"):
        acts.publish(act=act, by=manager)
    with (
        pytest.raises(IntegrityError, match="published without its signed file"),
        transaction.atomic(),
    ):
        Act.objects.filter(pk=act.pk).update(
            state=ActState.PUBLISHED, published_at=act.adopted_at, published_by=manager
        )
    signed.attest(act=act, reason="Firmato su Stilo", by=manager)

    assert acts.publish(act=act, by=manager).state == ActState.PUBLISHED


def test_the_database_keeps_them_and_takes_one_alone(manager: Person) -> None:
    act = published(manager=manager)
    paper = signed.attest(act=act, reason="Firmato su Stilo", by=manager)
    again = (
        "INSERT INTO acts_signedact (act_id, way, filename, report_digest, problem, reason,"
        " given_at, given_by_id) SELECT act_id, way, '', '', '', reason, given_at, given_by_id"
        " FROM acts_signedact WHERE id = %s"
    )

    for statement in (
        again,
        "DELETE FROM acts_signedact WHERE id = %s",
        "UPDATE acts_signedact SET reason = 'altro' WHERE id = %s",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [paper.pk])


def test_verify_looks_at_the_reports_again(act: Act, anna: Identity, manager: Person) -> None:
    paper = given_back(act, pades(pdf_of(act), anna), by=manager)
    assert signed_problems() == []

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE acts_signedact DISABLE TRIGGER USER")
    SignedAct.objects.filter(pk=paper.pk).update(report=paper.report | {"original": "0" * 64})

    assert signed_problems() == [
        f"signed file {paper}: its report is not the one that was kept",
        f"signed file {paper}: it was verified against another document",
    ]
