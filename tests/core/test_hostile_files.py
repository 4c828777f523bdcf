"""Files that would do harm, looked at by the child: refused with a way out, in little time and memory."""

import time
import tracemalloc
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Dictionary, Name, String

from tests.factories.applicants import a_pdf, saved
from tests.factories.files import a_bomb_pdf, a_large_pdf, a_p7m, the_archives
from wecare.core import store
from wecare.core.uploads import P7M, PDF, UploadRefused, clean_filename, media_type_of_file

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
ARCHIVE = "Accettiamo solo PDF (.pdf) e file firmati (.p7m)."
NO_PDF = "Il nome dice PDF, il contenuto no."


def with_file_inside() -> bytes:
    with pikepdf.new() as document:
        document.add_blank_page()
        document.attachments["altro.exe"] = b"MZ"
        return saved(document)


HOSTILE = {
    "executable renamed": (b"MZ\x90\x00" * 1000, "atto.pdf", NO_PDF),
    "ELF renamed": (b"\x7fELF" + bytes(1000), "atto.p7m", ARCHIVE),
    "script": (
        a_pdf(OpenAction=Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))),
        "atto.pdf",
        "Il PDF contiene codice attivo",
    ),
    "launch": (
        a_pdf(OpenAction=Dictionary(S=Name.Launch, F=String("cmd.exe"))),
        "atto.pdf",
        "Il PDF contiene codice attivo",
    ),
    "file inside": (with_file_inside(), "atto.pdf", "Il PDF contiene altri file"),
    "password": (
        a_pdf(encryption=pikepdf.Encryption(owner="padrone", user="segreto")),
        "atto.pdf",
        "Il PDF ha una password",
    ),
    "SVG": (SVG, "disegno.svg", ARCHIVE),
    "SVG renamed": (SVG, "disegno.pdf", NO_PDF),
    "zeros": (bytes(100_000), "atto.pdf", NO_PDF),
    "page": (b"<html><script>alert(1)</script>", "atto.pdf", NO_PDF),
    "envelope of an executable": (a_p7m(b"MZ\x90\x00"), "atto.p7m", "non è un PDF"),
    "envelope of a script": (
        a_p7m(a_pdf(OpenAction=Dictionary(S=Name.JavaScript, JS=String("x")))),
        "atto.pdf.p7m",
        "Il PDF contiene codice attivo",
    ),
    "envelope of nothing": (a_p7m(None), "atto.p7m", "senza il documento"),
    "envelope without signature": (a_p7m(a_pdf(), signers=0), "atto.p7m", "nessuna firma"),
    "five envelopes": (
        a_p7m(a_p7m(a_p7m(a_p7m(a_p7m(a_pdf()))))),
        "atto.p7m",
        "ha più di 4 buste",
    ),
    "half an envelope": (a_p7m(a_pdf())[:300], "atto.p7m", "P7M è rovinato"),
} | {name: (content, name, ARCHIVE) for name, content in the_archives().items()}


@pytest.fixture
def laid(tmp_path: Path) -> Any:
    def lay(content: bytes) -> Path:
        path = tmp_path / "arrivato"
        path.write_bytes(content)
        return path

    return lay


def refusal(path: Path, name: str) -> str:
    with pytest.raises(UploadRefused) as refused:
        media_type_of_file(path, filename=name)
    return str(refused.value)


@pytest.mark.parametrize("case", HOSTILE)
def test_what_would_do_harm_is_refused_with_a_sentence(laid: Any, case: str) -> None:
    content, name, sentence = HOSTILE[case]

    assert sentence in refusal(laid(content), name)


def test_archives_under_the_name_of_a_pdf_are_never_opened(laid: Any) -> None:
    started = time.monotonic()

    for content in the_archives().values():
        assert NO_PDF in refusal(laid(content), "atto.pdf")

    assert time.monotonic() - started < 60


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (a_pdf(), "atto.pdf", PDF),
        (a_p7m(a_pdf()), "atto.pdf.p7m", P7M),
        (a_p7m(a_p7m(a_pdf())), "atto.pdf.p7m.p7m", P7M),
    ],
    ids=["pdf", "signed", "signed twice"],
)
def test_what_a_call_accepts_is_accepted(laid: Any, content: bytes, name: str, kind: str) -> None:
    assert media_type_of_file(laid(content), filename=name) == kind


def test_a_pdf_that_unpacks_to_a_mountain_is_refused_within_its_bounds(
    laid: Any, settings: Any
) -> None:
    settings.INSPECTION_MEMORY_BYTES = 400 * 1024**2
    path = laid(a_bomb_pdf(400_000_000))
    assert path.stat().st_size < 2_000_000
    started = time.monotonic()

    said = refusal(path, "atto.pdf")

    assert "troppo complesso" in said or "rovinato" in said
    assert time.monotonic() - started < 60


def test_a_file_that_takes_too_long_is_refused(laid: Any, settings: Any) -> None:
    settings.INSPECTION_SECONDS = 0

    assert "troppo complesso per essere controllato" in refusal(laid(a_pdf()), "atto.pdf")


@pytest.mark.django_db
def test_a_large_file_is_looked_at_and_kept_without_being_held_in_memory(tmp_path: Path) -> None:
    path = a_large_pdf(tmp_path / "grande.pdf", 19_000_000)
    tracemalloc.start()

    kind = media_type_of_file(path, filename="grande.pdf")
    stored = store.keep(path, media_type=kind)

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (kind, stored.size) == (PDF, path.stat().st_size)
    assert store.read(stored) == path.read_bytes()
    assert peak < 6_000_000


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Windows\\..\\atto.pdf", "atto.pdf"),
        ("/etc/atto.pdf", "atto.pdf"),
        ("a" * 300 + ".pdf", "a" * 146 + ".pdf"),
        ("atto\u202efdp.pdf", "attofdp.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("nul.firmato.pdf", "_nul.firmato.pdf"),
        ("Lpt1 .pdf", "_Lpt1 .pdf"),
        ("Conto.pdf", "Conto.pdf"),
    ],
)
def test_a_name_that_plays_tricks_is_only_a_name(typed: str, kept: str) -> None:
    assert clean_filename(typed) == kept


@pytest.mark.parametrize("typed", ["a\x00.pdf", "..", ".pdf"])
def test_a_name_nobody_can_read_says_what_to_do(typed: str) -> None:
    with pytest.raises(UploadRefused, match="Rinominalo e caricalo di nuovo"):
        clean_filename(typed)
