"""Files that come with a change of a project: sent from the form, read by whom they are for, in the dossier."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from funding.models import Award, ProjectChangeFile
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_pdf
from tests.factories.evaluation import officer
from tests.factories.exits import moved_by
from tests.factories.funding import an_award
from tests.funding.actions.test_dossiers import made, opened
from tests.funding.views.test_decrees import PEOPLE, browser
from tests.funding.views.test_exits import READERS, of
from wecare.core import clock, store
from wecare.core.models import FileScan

pytestmark = pytest.mark.django_db


def said_of(award: Award) -> dict[str, Any]:
    """A change as its form sends it."""
    ((code, costs),) = moved_by(award, 5_000).costs.items()
    amounts = {f"costs-{code}-{key}": str(cost).replace(".", ",") for key, cost in costs.items()}
    return {"kind": "substantial", "reason": "Serve altro.", **amounts}


def uploaded(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, a_pdf(), content_type="application/pdf")


@pytest.fixture
def brought() -> tuple[Award, ProjectChangeFile]:
    """A change that was asked for with a file, by the form."""
    award = an_award()
    address = f"/area/contributi/{award.pk}/variazioni/nuova/"
    paper = uploaded("preventivo.pdf")
    client = of(award.submission.submitted_by)
    assert 'enctype="multipart/form-data"' in client.get(address).content.decode()
    answer = client.post(address, {**said_of(award), "documents": [paper]})
    assert answer.status_code == 302
    return award, ProjectChangeFile.objects.get()


def test_the_file_is_on_both_pages_and_downloaded_by_whom_it_is_for(
    brought: tuple[Award, ProjectChangeFile],
) -> None:
    award, kept = brought
    own = f"/area/contributi/{award.pk}/variazioni/"
    desk = f"/ufficio/contributi/{award.pk}/variazioni/"
    writer = of(award.submission.submitted_by)

    for client, base in ((writer, own), (of(officer()), desk)):
        page = client.get(f"{base}1/").content.decode()
        assert f'href="{base}file/{kept.pk}/"' in page
        answer = client.get(f"{base}file/{kept.pk}/")
        assert answer.status_code == 200
        assert "preventivo.pdf" in answer["Content-Disposition"]
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert b"".join(answer.streaming_content) == store.read(kept.file)
    answers = {role: browser(role).get(f"{desk}file/{kept.pk}/") for role in PEOPLE}
    found = {role: each.status_code for role, each in answers.items()}
    for each in answers.values():  # a file is closed once it is read
        list(each.streaming_content if each.streaming else ())
    assert found == {role: 200 if role in READERS else 403 for role in PEOPLE}
    assert of(PersonFactory()).get(f"{own}file/{kept.pk}/").status_code == 404
    assert Client().get(f"{own}file/{kept.pk}/").status_code == 302
    other = an_award()
    for base in (own, desk):
        elsewhere = f"{base}file/{kept.pk}/".replace(f"/{award.pk}/", f"/{other.pk}/")
        person = other.submission.submitted_by if base == own else officer()
        assert of(person).get(elsewhere).status_code == 404


def test_what_the_scanner_closed_is_opened_by_nobody_and_the_page_says_so(
    brought: tuple[Award, ProjectChangeFile],
) -> None:
    award, kept = brought
    FileScan.objects.filter(file=kept.file).update(
        state="quarantined", found="Prova", scanned_at=clock.now()
    )
    place = f"contributi/{award.pk}/variazioni/file/{kept.pk}/"

    for person, base in ((award.submission.submitted_by, "area"), (officer(), "ufficio")):
        answer = of(person).get(f"/{base}/{place}")
        assert answer.status_code == 409
        assert "antivirus" in answer.content.decode()


def test_the_file_is_in_the_dossier(brought: tuple[Award, ProjectChangeFile]) -> None:
    award, kept = brought

    files = opened(made(award))

    assert any(name.startswith(f"variazioni/1-{kept.pk}-preventivo") for name in files)


def test_too_many_files_are_refused_beside_their_field() -> None:
    award = an_award()
    papers = [uploaded(f"{number}.pdf") for number in range(6)]

    answer = of(award.submission.submitted_by).post(
        f"/area/contributi/{award.pk}/variazioni/nuova/", {**said_of(award), "documents": papers}
    )

    assert answer.status_code == 422
    assert "al massimo 5 per volta" in answer.content.decode()
