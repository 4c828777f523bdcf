"""What is accepted as a file: by its content, whatever its name says."""

import random

import pikepdf
import pytest
from django.conf import settings
from pikepdf import Array, Dictionary, Name, String

from tests.factories.applicants import a_pdf, saved
from tests.factories.files import a_p7m
from wecare.core.uploads import (
    P7M,
    PDF,
    UploadRefused,
    check_size,
    clean_filename,
    media_type_of,
)

ENVELOPE = a_p7m(a_pdf())


def script() -> Dictionary:
    """Made anew each time: the PDF that holds it takes it away when it is closed."""
    return Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def said(content: bytes) -> str:
    """The type of the content, or how the sentence begins that refuses it."""
    try:
        return media_type_of(content, filename="atto.pdf")
    except UploadRefused as refused:
        return str(refused)[:6]


def refusal(content: bytes, filename: str = "atto.pdf") -> str:
    with pytest.raises(UploadRefused) as refused:
        media_type_of(content, filename=filename)
    assert refused.value.http_status == 422
    return str(refused.value)


@pytest.mark.parametrize("name", ["atto.pdf", "ATTO.PDF", "atto.firmato.pdf", "Città.pdf"])
def test_a_plain_pdf_is_accepted(name: str) -> None:
    assert media_type_of(a_pdf(), filename=name) == PDF


@pytest.mark.parametrize("name", ["atto.p7m", "atto.pdf.p7m", "ATTO.PDF.P7M"])
def test_a_signed_envelope_is_accepted(name: str) -> None:
    assert media_type_of(ENVELOPE, filename=name) == P7M


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"MZ\x90\x00" * 100, "atto.pdf", "Il nome dice PDF, il contenuto no."),
        (b"<html><script>alert(1)</script>", "atto.pdf", "Il nome dice PDF, il contenuto no."),
        (b"PK\x03\x04" * 100, "atto.docx", "Accettiamo solo PDF (.pdf) e file firmati (.p7m)."),
        (b"\x89PNG\r\n", "foto.png", "Il tuo file finisce in «.png»."),
        (ENVELOPE, "atto.pdf", "Il contenuto è un file firmato P7M"),
        (b"\x30\x82" + b"\x00" * 600, "atto.p7m", "Accettiamo solo PDF"),
        (b"%PDF-1.7\nnothing follows", "atto.pdf", "Il PDF è rovinato e non si apre."),
        (b"%PDF-" + b"\xff" * 5000, "atto.pdf", "Il PDF è rovinato e non si apre."),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(
    content: bytes, name: str, sentence: str
) -> None:
    assert sentence in refusal(content, name)


@pytest.mark.parametrize("name", ["atto.exe", "atto.p7m", "atto.pdf.exe"])
def test_a_pdf_under_another_name_is_refused(name: str) -> None:
    assert refusal(a_pdf(), name).startswith("Il contenuto è un PDF, ma il nome finisce in")


@pytest.mark.parametrize("user", ["", "segreto"], ids=["only the owner's", "the reader's"])
def test_a_pdf_with_a_password_is_refused(user: str) -> None:
    locked = a_pdf(encryption=pikepdf.Encryption(owner="padrone", user=user))

    assert refusal(locked) == "Il PDF ha una password: toglila e caricalo di nuovo."


@pytest.mark.parametrize(
    "entries",
    [
        {"OpenAction": script()},
        {"AA": Dictionary(WC=script())},
        {"Names": Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script()])))},
        {"OpenAction": Dictionary(S=Name.Launch, F=String("cmd.exe"))},
        {"AcroForm": Dictionary(Fields=Array([]), XFA=String("<xdp/>"))},
        {"Extra": Array([Array([Dictionary(Deep=Array([Dictionary(A=script())]))])])},
        {"Extra": Dictionary(Type=Name.Annot, Subtype=Name.RichMedia)},
    ],
    ids=["open", "close", "names", "launch", "xfa", "deep", "media"],
)
def test_a_pdf_with_active_content_is_refused_wherever_it_is_written(
    entries: dict[str, pikepdf.Object],
) -> None:
    assert refusal(a_pdf(**entries)).startswith("Il PDF contiene codice attivo (JavaScript)")


def test_active_content_in_an_object_of_its_own_or_compressed_is_refused() -> None:
    with pikepdf.new() as document:
        document.add_blank_page()
        document.Root.OpenAction = document.make_indirect(script())
        compressed = saved(document, object_stream_mode=pikepdf.ObjectStreamMode.generate)

    assert refusal(compressed).startswith("Il PDF contiene codice attivo")


def test_a_pdf_that_carries_other_files_is_refused() -> None:
    with pikepdf.new() as document:
        document.add_blank_page()
        document.attachments["altro.exe"] = b"MZ"
        content = saved(document)

    assert refusal(content).startswith("Il PDF contiene altri file al suo interno")


def test_whatever_is_broken_gets_a_sentence() -> None:
    whole = bytearray(a_pdf(Names=Dictionary(Dests=Dictionary(Names=Array([])))))
    chance = random.Random(7)

    for _attempt in range(60):  # each is looked at in a process of its own
        broken = bytearray(whole)
        for _byte in range(chance.randint(1, 12)):
            broken[chance.randrange(8, len(broken))] = chance.randrange(256)
        assert said(bytes(broken)) in (PDF, "Il PDF")


def test_a_deeply_nested_pdf_gets_an_answer() -> None:
    nested = b"[" * 50_000 + b"]" * 50_000
    content = a_pdf().replace(b"/Type /Catalog", b"/Type /Catalog /Extra " + nested)

    assert said(content) in (PDF, "Il PDF")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\anna\\atto.pdf", "atto.pdf"),
        ("/var/www/atto.pdf", "atto.pdf"),
        ("  atto   finale.pdf ", "atto finale.pdf"),
        ("atto\u202efdp.exe.pdf", "attofdp.exe.pdf"),
        ("a" * 300 + ".pdf", "a" * 146 + ".pdf"),
        ("a." + "b" * 300, ("a." + "b" * 300)[-150:]),
        ("citta\u0300.pdf", "città.pdf"),
        ("<script>.pdf", "<script>.pdf"),
    ],
)
def test_a_name_is_only_a_name(typed: str, kept: str) -> None:
    name = clean_filename(typed)

    assert len(name) <= 150
    assert name == kept or typed.startswith("a.")


@pytest.mark.parametrize("typed", ["", "..", "../", ".pdf", "a\x00b.pdf", "\ud800.pdf", "   "])
def test_a_name_nobody_can_read_is_refused(typed: str) -> None:
    with pytest.raises(UploadRefused, match="non ha un nome leggibile"):
        clean_filename(typed)


def test_size_has_a_floor_and_a_limit_that_are_named() -> None:
    limit = settings.UPLOAD_MAX_BYTES

    check_size(limit)
    with pytest.raises(UploadRefused, match="Il file è vuoto"):
        check_size(0)
    with pytest.raises(UploadRefused, match=r"Il file pesa 20,5 MB, il massimo è 20 MB\."):
        check_size(limit + 512 * 1024)
