"""The dossier of an award: what it holds for whom, its index, who asks and takes it, its days."""

import csv
import io
import json
import zipfile
from datetime import timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from funding.actions import dossiers, money
from funding.actions.dossiers import DossierRefused
from funding.enums import ReductionKind
from funding.models import Award, Dossier
from funding.queries.awards.standing import on_desk
from funding.queries.seeing.dossiers import SHELF
from tests.evaluation.views.conftest import browser_of
from tests.factories.accounts import PersonFactory
from tests.factories.acts import external, printed
from tests.factories.applicants import an_organisation
from tests.factories.evaluation import (
    GOOD,
    call_under_evaluation,
    judged,
    officer,
    published_list,
    submitted,
)
from tests.factories.funding import adopted_decree, an_award, ground, published_decree
from wecare.accounts.enums import Role
from wecare.core import archives
from wecare.core.models import Event
from wecare.notices.models import Letter

pytestmark = pytest.mark.django_db
HOSTILE = "../../=cmd|' <b>&{{ settings.SECRET_KEY }}"
STATUTE = b"%PDF lo statuto"


def rich_award(name: str = "Associazione Beta") -> Award:
    """An award with files of the lead and of a partner, a payment and a reduction by act."""
    call = call_under_evaluation()
    partner = an_organisation(name="Partner Gamma")
    sent = submitted(call, name=name, files={"deed": STATUTE}, partners=[partner])
    judged(call, {sent: GOOD})
    ranked_list = published_list(call)
    printed(ranked_list.document)
    published_decree(ranked_list)
    award = on_desk().get(submission=sent)
    by = officer()
    money.pay(award=award, amount=Decimal("1000.50"), ground=ground("p1"), by=by)
    money.reduce(
        award=award,
        kind=ReductionKind.PARTIAL_REVOCATION,
        amount=Decimal("500.00"),
        reason="=SOMMA(A1) spese non ammesse",
        ground=ground("r1", act=external()),
        by=by,
    )
    return award


def made(award: Award, *, for_office: bool = True, by: Any = None) -> Dossier:
    asked = dossiers.prepare(award=award, for_office=for_office, by=by or officer())
    return dossiers.write(dossier_id=asked.pk)


def opened(dossier: Dossier) -> dict[str, bytes]:
    assert dossier.state == "ready", dossier.error
    with zipfile.ZipFile(SHELF.path_of(dossier)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(set(names)) == len(names)
        return {name: archive.read(name) for name in names}


def test_every_file_is_in_the_index_with_its_digest() -> None:
    dossier = made(rich_award())

    files = opened(dossier)

    index = json.loads(files["indice.json"])
    listed = {each["nome"]: each for each in index["file"]}
    there = {name for name, each in listed.items() if not each["manca"]}
    assert there == set(files) - {"indice.json", "indice.pdf"}
    for name in there:
        assert listed[name]["sha256"] == sha256(files[name]).hexdigest(), name
        assert listed[name]["byte"] == len(files[name]), name
    whole = SHELF.path_of(dossier).read_bytes()
    assert dossier.archive_digest == sha256(whole).hexdigest()
    assert dossier.archive_size == len(whole)


def test_the_office_has_everything() -> None:
    award = rich_award()

    files = opened(made(award))

    folder = f"domanda/{award.submission.protocol_path}"
    assert {
        f"{folder}/domanda.txt",
        f"{folder}/contenuto.json",
        "istruttoria.csv",
        "graduatorie/posizioni.csv",
        "graduatorie/versione-1.pdf",
        "lettere.txt",
        "movimenti.csv",
        "storia.csv",
    } <= set(files)
    assert json.loads(files[f"{folder}/contenuto.json"]) == award.submission.content
    assert STATUTE in files.values()
    assert any(name.startswith("atti/DD-") for name in files)
    moves = list(
        csv.DictReader(io.StringIO(files["movimenti.csv"].decode("utf-8-sig")), delimiter=";")
    )
    assert [row["euro"] for row in moves] == ["80000.00", "-1000.50", "1000.50", "-500.00"]
    story = files["storia.csv"].decode("utf-8-sig")
    assert "'=SOMMA(A1) spese non ammesse" in story


def test_the_index_is_for_people_too() -> None:
    files = opened(made(rich_award()))

    text = " ".join(
        page.extract_text() for page in PdfReader(io.BytesIO(files["indice.pdf"])).pages
    )

    assert "Associazione Beta" in text
    assert sha256(files["indice.json"]).hexdigest() in "".join(text.split())


def test_a_hostile_name_stays_plain_text() -> None:
    files = opened(made(rich_award(HOSTILE)))

    assert not any(".." in name or name.startswith("/") or "=" in name for name in files)
    assert json.loads(files["indice.json"])["contributo"]["beneficiario"] == HOSTILE
    text = " ".join(
        page.extract_text() for page in PdfReader(io.BytesIO(files["indice.pdf"])).pages
    )
    assert "{{ settings.SECRET_KEY }}" in " ".join(text.split())


def test_a_beneficiary_has_what_they_may_see_and_no_more() -> None:
    award = rich_award()
    person = award.submission.submitted_by

    files = opened(made(award, for_office=False, by=person))

    names = set(files)
    assert "istruttoria.csv" not in names
    assert not any("contenuto.json" in name for name in names)
    assert not any("partner" in name.lower() for name in names)
    assert STATUTE in files.values()  # the lead's own file
    assert json.loads(files["indice.json"])["per"] == "beneficiario"
    others = list(Letter.objects.exclude(person=person))
    letters = files["lettere.txt"].decode()
    assert letters
    assert not any(each.to_name in letters for each in others)


def test_an_act_that_is_not_published_is_for_the_office_alone() -> None:
    call = call_under_evaluation()
    sent = submitted(call)
    judged(call, {sent: GOOD})
    adopted_decree(published_list(call))
    award = on_desk().get(submission=sent)
    by = sent.submitted_by

    index = json.loads(opened(made(award))["indice.json"])
    own = json.loads(opened(made(award, for_office=False, by=by))["indice.json"])

    assert any(each["nome"].startswith("atti/") for each in index["file"])
    assert not any(each["nome"].startswith("atti/") for each in own["file"])


def test_asking_and_taking_are_recorded_and_its_days_end(clock: Any) -> None:
    award, by = an_award(), officer()
    found = made(award, by=by)
    path = dossiers.take(dossier=found, by=by)

    clock.shift(archives.KEPT + timedelta(seconds=1))
    assert dossiers.expire() == 1

    assert not path.exists()
    names = list(Event.objects.about(found).values_list("name", flat=True))
    assert names == ["dossier.prepared", "dossier.ready", "dossier.taken", "dossier.expired"]
    with pytest.raises(DossierRefused, match="30 giorni"):
        dossiers.take(dossier=Dossier.objects.get(), by=by)


def test_one_at_a_time_for_each_person() -> None:
    award, by = an_award(), officer()
    dossiers.prepare(award=award, for_office=True, by=by)

    with pytest.raises(DossierRefused, match="in preparazione"):
        dossiers.prepare(award=award, for_office=True, by=by)
    dossiers.prepare(award=award, for_office=True, by=officer())


def test_a_dossier_that_breaks_says_why_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = dossiers.prepare(award=an_award(), for_office=True, by=officer())

    def breaks(_dossier: Dossier) -> Any:
        raise OSError("disco pieno")

    monkeypatch.setattr(dossiers, "files_of", breaks)
    for _attempt in range(archives.MAX_ATTEMPTS):
        found = dossiers.write(dossier_id=asked.pk)

    assert (found.state, found.error) == ("failed", "disco pieno")
    assert not list(SHELF.path_of(found).parent.glob(f"{found.public_id}*"))


def test_who_asks_and_takes() -> None:
    award = an_award()
    office = f"/ufficio/contributi/{award.pk}/dossier/"
    own = f"/area/contributi/{award.pk}/dossier/"
    beneficiary, stranger = award.submission.submitted_by, PersonFactory()
    by = officer()

    assert browser_of(by).post(office).status_code == 302
    assert browser_of(beneficiary).post(own).status_code == 302
    ours, theirs = Dossier.objects.order_by("pk")
    for each in (ours, theirs):
        dossiers.write(dossier_id=each.pk)

    for person, address, status in (
        (by, f"{office}{ours.pk}/", 200),
        (by, f"{office}{theirs.pk}/", 404),
        (PersonFactory(roles=[Role.AUDITOR]), f"{office}{ours.pk}/", 403),
        (beneficiary, f"{own}{theirs.pk}/", 200),
        (beneficiary, f"{own}{ours.pk}/", 404),
        (beneficiary, f"{office}{ours.pk}/", 403),
        (stranger, f"{own}{theirs.pk}/", 404),
    ):
        answer = browser_of(person).get(address)
        assert answer.status_code == status, (person, address)
        if answer.streaming:
            assert b"".join(answer.streaming_content)[:2] == b"PK"
    assert browser_of(PersonFactory(roles=[Role.AUDITOR])).post(office).status_code == 403
    assert browser_of(stranger).post(own).status_code == 404
    assert Client().post(office).status_code == 302
    assert (
        "Scarica il dossier" in browser_of(by).get(office.removesuffix("dossier/")).content.decode()
    )
    page = browser_of(beneficiary).get(own.removesuffix("dossier/")).content.decode()
    assert f"{own}{theirs.pk}/" in page
    assert (
        "Pronto"
        in browser_of(PersonFactory(roles=[Role.AUDITOR]))
        .get(office.removesuffix("dossier/"))
        .content.decode()
    )
