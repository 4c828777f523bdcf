"""Long documents are composed in parts: nothing lost between them, one whole at the end, work kept."""

import io
import re
import subprocess
import sys
from typing import Any

import pypdf
import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from tests.fixtures.verapdf import Verdict
from wecare.core import pdf, pdf_parts, printing, shelves, store
from wecare.core.models import Document
from wecare.core.pdf_parts import split

HEADING = '<colgroup><col class="w-40"></colgroup><thead><tr><th scope="col">Ente</th></tr></thead>'
ROWS = 90  # of a part, in these tests


def table(first: int, count: int) -> str:
    rows = "".join(f"<tr><td>Ente numero {first + each}</td></tr>" for each in range(count))
    return f'<table class="doc-table">{HEADING}<tbody>{rows}</tbody></table>'


def page(*blocks: str) -> str:
    return (
        '<!DOCTYPE html><html lang="it"><head><meta charset="utf-8"><title>x</title>'
        '<link rel="stylesheet" href="static:print/print.css"></head>'
        f'<body data-title="Lungo" data-code="Codice">{"".join(blocks)}</body></html>'
    )


LONG = page(
    "<h1>Lungo</h1>", table(1, 200), "<h2>Altro lotto</h2>", table(201, 130), "<p>Fine.</p>"
)


def names(text: str) -> list[int]:
    return [int(each) for each in re.findall(r"Ente numero (\d+)", text)]


def test_a_short_document_is_itself() -> None:
    html = page(table(1, 120))

    assert split(html, rows=100) == [html]


@given(sizes=st.lists(st.integers(0, 60), max_size=8), rows=st.integers(1, 25))
def test_no_row_is_lost_or_told_twice_and_each_part_is_a_document(
    sizes: list[int], rows: int
) -> None:
    starts = [sum(sizes[:place]) for place in range(len(sizes))]
    html = page(*(table(start, size) for start, size in zip(starts, sizes, strict=True)))

    parts = split(html, rows=rows)

    assert names("".join(parts)) == list(range(sum(sizes)))
    for part in parts:
        assert part.startswith("<!DOCTYPE html>")
        assert part.endswith("</body></html>")
        assert part.count("<table") == part.count("</table>") == part.count("</thead>")
        assert part.count("<tbody>") == part.count("</tbody>")
        assert len(parts) == 1 or part.count("<tr><td>") > 0


def test_a_cut_repeats_the_heading_and_never_leaves_an_empty_table() -> None:
    first, second = split(page(table(1, 100), table(101, 60)), rows=100)

    assert names(first) == list(range(1, 102))
    assert second.count(HEADING) == 1
    assert names(second) == list(range(102, 161))


def test_what_people_wrote_is_no_place_to_cut() -> None:
    said = "&lt;/tr&gt;&lt;/tbody&gt;&lt;/table&gt;"
    rows = "".join(f"<tr><td>Ente numero {each} {said}</td></tr>" for each in range(40))

    parts = split(page(f"<table>{HEADING}<tbody>{rows}</tbody></table>"), rows=10)

    assert [len(names(part)) for part in parts] == [10, 10, 10, 10]


def test_tables_inside_tables_stay_whole() -> None:
    inner = "<table><tbody><tr><td>x</td></tr><tr><td>y</td></tr></tbody></table>"
    rows = "".join(f"<tr><td>Ente numero {each} {inner}</td></tr>" for each in range(40))

    parts = split(page(f"<table>{HEADING}<tbody>{rows}</tbody></table>"), rows=15)

    assert [part.count(inner) for part in parts] == [15, 15, 10]


class Kept:
    """A shelf that remembers what happened on it."""

    def __init__(self) -> None:
        self.parts: dict[str, bytes] = {}
        self.steps: list[tuple[int, int]] = []

    def get(self, name: str) -> bytes | None:
        return self.parts.get(name)

    def put(self, name: str, content: bytes) -> None:
        self.parts[name] = content

    def told(self, done: int, of: int) -> None:
        self.steps.append((done, of))


def render(html: str = LONG, shelf: pdf.Shelf | None = None) -> bytes:
    data = pdf.Attachment(name="dati.json", content=b'{"a": 1}', description="I dati")
    return pdf.render_pdf(
        html, title="Lungo", language="it", attachments=[data], identifier="ab" * 32, shelf=shelf
    )


@pytest.fixture
def short_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_parts.split, "__kwdefaults__", {"rows": ROWS})


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The sizes of what the children were asked: they run all the same."""
    asked: list[int] = []
    run = pdf._run_child

    def counted(request: bytes, **options: Any) -> bytes:
        asked.append(len(request))
        return run(request, **options)

    monkeypatch.setattr(pdf, "_run_child", counted)
    return asked


@pytest.mark.usefixtures("short_parts")
def test_the_whole_has_every_row_and_every_page_its_number(
    children: list[int], verapdf: Verdict
) -> None:
    shelf = Kept()

    content = render(shelf=shelf)

    reader = pypdf.PdfReader(io.BytesIO(content))
    texts = [each.extract_text() for each in reader.pages]
    assert len(children) == 5  # four parts and the whole
    assert shelf.steps == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert names("\n".join(texts)) == list(range(1, 331))
    numbers = [re.findall(r"pagina \d+ di \d+", text) for text in texts]
    assert numbers == [[f"pagina {each} di {len(texts)}"] for each in range(1, len(texts) + 1)]
    assert "Fine." in texts[-1]
    assert reader.attachments["dati.json"] == [b'{"a": 1}']
    assert verapdf(content, "3a") == []
    assert verapdf(content, "ua1") == []


@pytest.mark.usefixtures("short_parts")
def test_equal_input_equal_bytes_whoever_composed_the_parts() -> None:
    shelf = Kept()

    assert render(shelf=shelf) == render(shelf=shelf) == render()


@pytest.mark.usefixtures("short_parts")
def test_tags_of_all_parts_hang_on_one_tree() -> None:
    reader = pypdf.PdfReader(io.BytesIO(render()))
    root: Any = reader.root_object["/StructTreeRoot"]
    (document,) = root["/K"]
    kinds = [str(each.get_object()["/S"]) for each in document.get_object()["/K"]]
    keys = [int(each) for each in root["/ParentTree"]["/Nums"][::2]]

    assert [kind for kind in kinds if kind in {"/H1", "/H2", "/P"}] == ["/H1", "/H2", "/P"]
    assert kinds.count("/Table") >= 5
    assert keys == sorted(set(keys))
    assert {each["/StructParents"] for each in reader.pages} <= set(keys)


@pytest.fixture
def long_template(settings: Any, tmp_path: Any) -> str:
    folder = tmp_path / "documents" / "core"
    folder.mkdir(parents=True)
    (folder / "long.html").write_text(LONG)
    settings.TEMPLATES = [
        {**settings.TEMPLATES[0], "DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}
    ]
    return "documents/core/long.html"


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("short_parts")
def test_a_worker_that_dies_loses_the_part_it_was_at(
    long_template: str, children: list[int], monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.PDF_PARTS_AT_ONCE = 1
    document = asked(long_template)
    run = pdf._run_child

    def dying(request: bytes, **options: Any) -> bytes:
        if len(children) == 2:
            raise KeyboardInterrupt  # nothing catches it: the worker is gone
        return run(request, **options)

    with monkeypatch.context() as patch:
        patch.setattr(pdf, "_run_child", dying)
        with pytest.raises(KeyboardInterrupt):
            printing.render_document(document=document)
    waiting = Document.objects.get(pk=document.pk)
    assert (waiting.state, waiting.parts_done, waiting.parts) == ("pending", 2, 4)
    Document.objects.update(claimed_until=None)  # the lease of the dead worker ends

    done = printing.render_document(document=document)

    assert done.is_rendered
    assert len(children) == 2 + 2 + 1  # two parts before, two after, the whole
    assert done.file is not None
    reader = pypdf.PdfReader(io.BytesIO(store.read(done.file)))
    assert names("\n".join(each.extract_text() for each in reader.pages)) == list(range(1, 331))
    assert shelves.Folder(document.pk).get(f"0000-{'0' * 64}") is None
    assert not list(shelves._root().glob("[0-9]*"))


def asked(template: str) -> Document:
    from django.db import transaction

    with transaction.atomic():
        return printing.request_document(
            key="long/1", kind="list", title="Lungo", template=template, context={}
        )


def test_the_child_loads_no_library_before_it_has_its_limits() -> None:
    asked_of = (
        "import sys; import wecare.core.pdf_child; "
        "print(sorted({'pikepdf', 'weasyprint'} & set(sys.modules)))"
    )

    found = subprocess.run(
        [sys.executable, "-c", asked_of],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )

    assert found.stdout.strip() == "[]"
