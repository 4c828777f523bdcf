"""Assigning from the pages: by hand, automatically, from a file."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from applicants.models import Submission
from evaluation.models import Assignment, PanelMember
from evaluation.queries import assignments
from tests.evaluation.views.conftest import browser_of
from tests.evaluation.views.panel_scene import Scene

pytestmark = pytest.mark.django_db


def test_applications_are_assigned_by_hand_automatically_and_taken_away() -> None:
    scene = Scene(voting=5)
    one = "/ufficio/nuclei/{call}/assegnazioni/{prot}/"

    by_hand = scene.post(scene.boss, one, {"member": str(scene.member.pk)})
    automatic = scene.post(scene.boss, "/ufficio/nuclei/{call}/assegnazioni/automatica/", {})
    shown = browser_of(scene.boss).get(scene.address(one)).content.decode()
    taken = scene.post(
        scene.boss, "/ufficio/nuclei/{call}/assegnazioni/{assignment}/fine/", {"reason": "Carico"}
    )

    assert (by_hand.status_code, automatic.status_code, taken.status_code) == (302, 302, 302)
    assert "Assegnata a mano." in shown
    assert "nel nucleo il carico va da" in shown
    assert assignments.standing(scene.panel).count() == 5


def test_competences_are_written_one_a_line() -> None:
    scene = Scene(voting=5)
    page = "/ufficio/nuclei/{call}/componenti/{seat}/competenze/"

    scene.post(scene.boss, page, {"competences": "anziani\nminori\n"})

    assert PanelMember.objects.get(pk=scene.member.pk).competences == ["anziani", "minori"]


def csv(*rows: tuple[str, str]) -> SimpleUploadedFile:
    lines = ["protocollo;valutatore", *(";".join(row) for row in rows)]
    return SimpleUploadedFile("chi.csv", "\n".join(lines).encode(), "text/csv")


def xlsx(*rows: tuple[str, str]) -> SimpleUploadedFile:
    book = Workbook()
    for row in (("protocollo", "valutatore"), *rows):
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return SimpleUploadedFile("chi.xlsx", out.getvalue(), "application/octet-stream")


FILE = "/ufficio/nuclei/{call}/assegnazioni/file/"


@pytest.mark.parametrize("made", [csv, xlsx])
def test_a_file_is_tried_then_recorded_whole(made: Any) -> None:
    scene = Scene(voting=5)
    rows = [(scene.one.protocol, m.person.email) for m in (scene.chair, scene.member)]

    tried = scene.post(scene.boss, FILE, {"file": made(*rows)})
    before = Assignment.objects.count()
    mark = tried.context["mark"]
    recorded = scene.post(scene.boss, FILE, {"tried": mark})

    assert "Il file va bene" in tried.content.decode()
    assert (tried.status_code, before, recorded.status_code) == (200, 0, 302)
    judges = assignments.judges_of(scene.one)
    assert {each.pk for each in judges} == {scene.chair.pk, scene.member.pk}
    assert {each.origin for each in Assignment.objects.order_by("id")} == {"file"}


def test_a_wrong_file_says_every_wrong_row_and_records_nothing() -> None:
    scene = Scene(voting=5)
    rows = [
        (scene.one.protocol, scene.chair.person.email),
        ("999999/2026", scene.chair.person.email),
        (scene.other.protocol, "nessuno@example.org"),
        (scene.other.protocol, scene.substitute.person.email),
    ]

    answer = scene.post(scene.boss, FILE, {"file": csv(*rows)})

    body = answer.content.decode()
    assert answer.status_code == 422
    for said in ("Riga 3: Prot. 999999/2026", "Riga 4: «nessuno@example.org»", "Riga 5: "):
        assert said in body
    assert answer.context["mark"] == ""
    assert not Assignment.objects.exists()


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (None, "Scegli il file"),
        (SimpleUploadedFile("chi.pdf", b"%PDF"), "Accettiamo solo tabelle"),
        (SimpleUploadedFile("chi.csv", b"a;b\n1;2"), "La prima riga deve avere le colonne"),
        (SimpleUploadedFile("chi.csv", b""), "vuoto"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(file: Any, said: str) -> None:
    scene = Scene(voting=5)

    answer = scene.post(scene.boss, FILE, {"file": file} if file else {})

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_forged_mark_records_nothing() -> None:
    scene = Scene(voting=5)

    answer = scene.post(scene.boss, FILE, {"tried": "inventato:da:me"})

    assert answer.status_code == 404


def test_what_is_conflicted_is_not_assigned_by_a_file() -> None:
    scene = Scene(voting=5)
    submission: Submission = scene.one
    scene.post(
        scene.member.person,
        "/nucleo/{call}/conflitti/nuovo/",
        {"party": submission.organisation.fiscal_code, "reason": "Parenti"},
    )

    rows = [(submission.protocol, scene.member.person.email)]
    answer = scene.post(scene.boss, FILE, {"file": csv(*rows)})

    assert f"{scene.member.person} si astiene" in answer.content.decode()
    assert not Assignment.objects.exists()
