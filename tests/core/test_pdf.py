"""PDFs: archival, accessible, equal for equal input, composed in bounds."""

import http.server
import io
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pikepdf
import psutil
import pypdf
import pytest
from django.conf import settings as django_settings

from tests.fixtures.services import variables
from wecare.core import checks, pdf
from wecare.core.pdf_child import MAX_DEPTH, MAX_RUN_IN_CELL, MAX_SPAN

INSTANT = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
TABLE = (
    "<table><thead><tr><th scope='col'>Voce</th><th scope='col'>Importo</th></tr></thead>"
    "<tbody><tr><td>Personale</td><td>1.000,00 €</td></tr></tbody></table>"
)
SLOW = "<table>" + "<tr><td>riga</td></tr>" * 20_000 + "</table>"


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html><head>{head}</head><body><h1>Prova</h1>{body}</body></html>"


def render(html: str, **options: Any) -> bytes:
    given = {
        "title": "Decreto però",
        "language": "it",
        "attachments": [pdf.Attachment("dati.json", b'{"a":1}', "I dati")],
        "identifier": "ab" * 32,
        "instant": INSTANT,
    }
    return pdf.render_pdf(html, **{**given, **options})


def children() -> list[psutil.Process]:
    return [
        process
        for process in psutil.Process().children(recursive=True)
        if "wecare.core.pdf_child" in command_of(process)
    ]


def command_of(process: psutil.Process) -> str:
    """How it was started; nothing if it has ended meanwhile."""
    try:
        return " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return ""


@pytest.fixture(scope="module")
def sample() -> bytes:
    return render(page(f"<p>Città <a href='https://example.org'>e altro</a></p>{TABLE}"))


@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_an_independent_judge_finds_nothing_wrong(
    sample: bytes, verapdf: Any, profile: str
) -> None:
    assert verapdf(sample, profile) == []


def test_the_judge_does_find_what_is_wrong(sample: bytes, verapdf: Any) -> None:
    undeclared = io.BytesIO()
    with pikepdf.open(io.BytesIO(sample)) as document:
        del document.Root.Metadata
        document.save(undeclared)

    assert verapdf(undeclared.getvalue(), "3a") != []
    assert verapdf(undeclared.getvalue(), "ua1") != []


def test_equal_input_gives_equal_bytes_in_two_processes(sample: bytes) -> None:
    time.sleep(1.1)  # a date taken from the wall clock would show

    assert render(page(f"<p>Città <a href='https://example.org'>e altro</a></p>{TABLE}")) == sample


def test_another_identifier_gives_other_bytes(sample: bytes) -> None:
    other = render(
        page(f"<p>Città <a href='https://example.org'>e altro</a></p>{TABLE}"), identifier="cd" * 32
    )

    assert other != sample


def test_the_file_says_what_it_is(sample: bytes) -> None:
    with pikepdf.open(io.BytesIO(sample)) as document:
        attached = document.attachments["dati.json"]
        metadata = document.Root.Metadata.read_bytes().decode()

        assert str(document.docinfo["/Title"]) == "Decreto però"
        assert str(document.docinfo["/CreationDate"]) == "D:20261123110000Z"
        assert str(document.Root.Lang) == "it"
        assert bytes(document.trailer.ID[0]) == bytes.fromhex("ab" * 16)
        assert attached.get_file().read_bytes() == b'{"a":1}'
        assert str(attached.obj.AFRelationship) == "/Data"
        assert metadata.count("<rdf:RDF") == 1
        assert "<pdfuaid:part>1</pdfuaid:part>" in metadata


def test_only_our_fonts_are_used_and_embedded(sample: bytes) -> None:
    with pikepdf.open(io.BytesIO(sample)) as document:
        fonts = [each for each in document.objects if isinstance(each, pikepdf.Dictionary)]
        names = {str(each.FontName).partition("+")[2] for each in fonts if "/FontName" in each}
        embedded = [
            "/FontFile2" in each or "/FontFile3" in each for each in fonts if "/FontName" in each
        ]

    assert names == {"Titillium-Web", "Titillium-Web-Bold"}
    assert all(embedded)


def test_a_shipped_image_may_be_named_and_another_may_not(tmp_path: Any, settings: Any) -> None:
    fonts = tmp_path / "print-fonts"
    fonts.symlink_to(settings.PDF_FONTS)
    (tmp_path / "print").mkdir()
    (tmp_path / "print" / "print.css").write_text("h1::after { content: ' firmato' }")
    settings.PDF_FONTS = fonts

    styled = render(page("", "<link rel='stylesheet' href='static:print/print.css'>"))

    assert "Prova firmato" in pypdf.PdfReader(io.BytesIO(styled)).pages[0].extract_text()
    with pytest.raises(pdf.RenderFailed, match=r"manca il file di stampa print/other\.css"):
        render(page("", "<link rel='stylesheet' href='static:print/other.css'>"))
    with pytest.raises(pdf.RenderFailed, match="manca il file di stampa"):
        render(page("<img src='static:print/../../manage.py' alt='x'>"))


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """A server that remembers who asked."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "text/css")
            self.end_headers()

        def log_message(self, *_args: Any) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


def hostile(address: str) -> str:
    return page(
        f"""<img src="{address}/1" alt="x"><img src="file:///etc/passwd" alt="x">
        <object data="{address}/2"></object><embed src="{address}/3">
        <iframe src="{address}/4"></iframe>
        <a rel="attachment" href="{address}/5">a</a>
        <a rel="attachment" href="file:///etc/passwd">a</a>
        <svg width="9" height="9"><image href="{address}/6" width="9" height="9"/></svg>
        <p style="background: url({address}/7); list-style-image: url({address}/8)">p</p>""",
        f"""<base href="{address}/"><link rel="stylesheet" href="{address}/9">
        <link rel="stylesheet" href="relative.css"><link rel="attachment" href="{address}/10">
        <link rel="attachment" href="file:///etc/passwd">
        <style>@import url({address}/11); @font-face {{ font-family: x; src: url({address}/12) }}
        body {{ font-family: x }}</style>""",
    )


def test_hostile_html_fetches_nothing(listener: tuple[str, list[str]]) -> None:
    address, asked = listener

    content = render(hostile(address))

    assert asked == []
    with pikepdf.open(io.BytesIO(content)) as document:
        assert list(document.attachments) == ["dati.json"]
    assert b"root:" not in content


def test_the_same_html_does_fetch_without_our_bounds(listener: tuple[str, list[str]]) -> None:
    address, asked = listener
    program = "import sys, weasyprint; weasyprint.HTML(string=sys.stdin.read()).write_pdf()"

    subprocess.run(
        [sys.executable, "-c", program],
        input=hostile(address).encode(),
        env={**os.environ, "FONTCONFIG_FILE": str(django_settings.PDF_FONTS / "fonts.conf")},
        capture_output=True,
        check=True,
        timeout=60,
    )

    assert len(asked) >= 5


def test_data_addresses_are_part_of_the_document() -> None:
    pixel = (
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
        "YPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
    )

    content = render(page(f"<img src='{pixel}' alt='punto'>"))

    assert len(pypdf.PdfReader(io.BytesIO(content)).pages[0].images) == 1


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<div>" * (MAX_DEPTH + 1), "troppi livelli"),
        (f"<table><tr><td colspan='{MAX_SPAN + 1}'>a</td></tr></table>", "troppe colonne"),
        ("<table><tr><td rowspan='65534'>a</td></tr></table>", "troppe colonne"),
        ("<table><tr><td colspan='9e9'>a</td></tr></table>", "troppe colonne"),
        (f"<table><tr><td>{'a ' * MAX_RUN_IN_CELL}</td></tr></table>", "troppo lungo"),
        (f"<p>a<br>{'a' * (MAX_RUN_IN_CELL + 1)}</p>", "troppo lungo"),
    ],
    ids=["nesting", "columns", "rows", "no number", "cell", "word"],
)
def test_what_hangs_or_crashes_the_composition_is_refused(body: str, reason: str) -> None:
    with pytest.raises(pdf.RenderFailed, match=reason):
        render(page(body))


def test_too_much_input_is_refused_before_anything_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_INPUT", 1024 * 1024)

    with pytest.raises(pdf.RenderFailed, match="il massimo è 1 MB"):
        render(page("a" * 1024 * 1024))


def test_a_composition_that_takes_too_long_is_stopped(settings: Any, monkeypatch: Any) -> None:
    settings.PDF_SECONDS = 2
    monkeypatch.setattr(pdf, "POLL_SECONDS", 0.2)

    with pytest.raises(pdf.RenderFailed, match="ha superato 2 secondi"):
        render(page(SLOW))

    assert children() == []


def test_a_composition_that_wants_too_much_memory_is_stopped(settings: Any) -> None:
    settings.PDF_MEMORY_BYTES = 300 * 1024**2

    with pytest.raises(pdf.RenderFailed):
        render(page(SLOW))

    assert children() == []


def test_a_killed_child_is_a_failure_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "POLL_SECONDS", 0.2)

    with pytest.raises(pdf.RenderFailed, match="SIGKILL"):
        render(page(SLOW), on_wait=lambda: [child.kill() for child in children()])


def test_an_interruption_leaves_no_child_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "POLL_SECONDS", 0.2)

    def interrupt() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        render(page(SLOW), on_wait=interrupt)

    assert children() == []


def test_the_child_dies_with_whoever_asked(eventually: Any) -> None:
    program = (
        "import django; django.setup(); from wecare.core.pdf import render_pdf\n"
        "render_pdf('<table>' + '<tr><td>a</td></tr>' * 50000, title='a', language='it',"
        " attachments=[], identifier='ab' * 32)"
    )
    asker = subprocess.Popen(
        [sys.executable, "-c", program],
        env={
            **os.environ,
            **variables(),
            "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "wecare.settings"),
        },
        cwd=django_settings.BASE_DIR,
    )
    eventually(children)
    found = children()

    os.kill(asker.pid, signal.SIGKILL)
    asker.wait()

    eventually(lambda: not any(child.is_running() for child in found))


def test_without_our_fonts_the_portal_says_so(tmp_path: Any, settings: Any) -> None:
    assert checks.print_fonts() == []

    settings.PDF_FONTS = tmp_path

    assert [problem.id for problem in checks.print_fonts()] == ["core.E001"]
