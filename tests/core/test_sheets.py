"""Tables that people upload: the same rows from each format, bounds that hold, nothing that runs."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import tablib
from openpyxl import Workbook, load_workbook

from wecare.core.sheets import rows_of
from wecare.core.uploads import UploadRefused

LIMIT = 100
HEAD = ("nome", "importo", "giorno")
CONTENT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
    "<office:spreadsheet>%s</office:spreadsheet></office:body></office:document-content>"
)


def read(content: bytes, ending: str = "csv", limit: int = LIMIT) -> list[tuple[int, Any]]:
    return list(rows_of(content, filename=f"tabella.{ending}", limit=limit))


def workbook(*rows: Any, change: Callable[[Any], None] = lambda _sheet: None) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    change(book.active)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def document(body: str, before: str = "") -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", f"{before}{CONTENT % f'<table:table>{body}</table:table>'}")
    return stream.getvalue()


def cell(text: str, **attributes: str) -> str:
    said = " ".join(
        f'{name.replace("__", ":").replace("_", "-")}="{value}"'
        for name, value in attributes.items()
    )
    return f"<table:table-cell {said}><text:p>{text}</text:p></table:table-cell>"


def line(*cells: str, **attributes: str) -> str:
    said = " ".join(
        f'{k.replace("__", ":").replace("_", "-")}="{v}"' for k, v in attributes.items()
    )
    return f"<table:table-row {said}>{''.join(cells)}</table:table-row>"


@pytest.mark.parametrize("ending", ["csv", "xlsx", "ods"])
def test_each_format_gives_the_rows_with_their_numbers(ending: str) -> None:
    table = tablib.Dataset(("Àlfa", Decimal("300.50"), "2020-11-27"), headers=HEAD)
    content = table.export(ending)

    found = read(content.encode() if isinstance(content, str) else content, ending)

    amount = "300.50" if ending == "csv" else Decimal("300.50")
    assert found == [(1, HEAD), (2, ("Àlfa", amount, "2020-11-27"))]


def test_numbers_and_days_of_a_workbook_come_as_they_are() -> None:
    content = workbook(HEAD, ["A", 1250.5, date(2020, 11, 27)], ["B", 7, None])

    assert read(content, "xlsx")[1:] == [
        (2, ("A", Decimal("1250.5"), date(2020, 11, 27))),
        (3, ("B", Decimal(7))),
    ]


def test_a_document_repeats_cells_and_rows_as_it_says() -> None:
    content = document(
        line(*map(cell, HEAD))
        + line(cell("", table__number_columns_repeated="3"), table__number_rows_repeated="4")
        + line(
            cell("A"),
            cell("x", office__value_type="float", office__value="0.10"),
            cell("x", office__value_type="date", office__date_value="2020-11-27T00:00:00"),
            table__number_rows_repeated="2",
        )
        + line(
            "<table:table-cell/>",
            cell("di<text:s text:c='2'/>più<text:line-break/>righe"),
            cell("", table__number_columns_repeated="16000"),
        )
    )

    found = read(content, "ods")

    row = ("A", Decimal("0.10"), date(2020, 11, 27))
    assert found[:3] == [(1, HEAD), (6, row), (7, row)]
    assert found[3] == (8, ("", "di  più righe"))


@pytest.mark.parametrize(
    "text",
    [
        "nome;importo\nA;1,50\n",
        "nome,importo\nA,1.50\n",
        "nome\timporto\r\nA\t1,50\r\n",
        "sep=;\nnome;importo\nA;1,50\n",
        '\ufeffnome;"importo"\n"A";"1,50"',
    ],
    ids=["semicolon", "comma", "tab", "sep=", "quotes and mark"],
)
def test_the_separator_of_a_csv_is_that_of_its_headings(text: str) -> None:
    rows = [cells for _number, cells in read(text.encode())]

    assert [cells[0] for cells in rows] == ["nome", "A"]
    assert [len(cells) for cells in rows] == [2, 2]


def test_a_cell_of_text_may_look_like_a_formula_and_a_line_may_be_blank() -> None:
    assert read(b"nome;importo\n\n;\n=1+1;x\n") == [(1, ("nome", "importo")), (4, ("=1+1", "x"))]


def test_as_many_rows_as_the_limit_are_read_and_one_more_is_refused() -> None:
    rows = [["A", 1]] * LIMIT

    assert len(read(workbook(HEAD[:2], *rows), "xlsx")) == LIMIT + 1
    with pytest.raises(UploadRefused, match="più di 100 righe"):
        read(workbook(HEAD[:2], *rows, ["A", 1]), "xlsx")


def test_rows_that_a_document_repeats_a_million_times_are_refused_and_not_kept() -> None:
    content = document(
        line(cell("nome")) + line(cell("A"), table__number_rows_repeated="999999999")
    )

    with pytest.raises(UploadRefused, match="più di 100 righe"):
        read(content, "ods")


def bomb() -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", b" " * (41 * 1024 * 1024))
    return stream.getvalue()


def with_entity() -> bytes:
    return document(line(cell("&a;")), before='<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">]>')


def deep_workbook(part: str) -> bytes:
    stream = BytesIO()
    with ZipFile(BytesIO(workbook(HEAD))) as old, ZipFile(stream, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == part:
                content = b"<a>" * 70 + b"</a>" * 70
            new.writestr(entry.filename, content)
    return stream.getvalue()


def with_password() -> bytes:
    content = bytearray(workbook(HEAD))
    with ZipFile(BytesIO(bytes(content))) as archive:
        assert archive.infolist()
    at = content.find(b"PK\x01\x02")
    while at >= 0:
        content[at + 8] |= 1
        at = content.find(b"PK\x01\x02", at + 4)
    return bytes(content)


def with_formula(sheet: Any) -> None:
    sheet["B2"] = "=1+1"


@pytest.mark.parametrize(
    ("ending", "content", "sentence"),
    [
        ("csv", lambda: b"", "Il file è vuoto"),
        ("pdf", lambda: b"%PDF-1.7", "finisce in «.pdf»"),
        ("csv", lambda: workbook(HEAD), "Il nome dice CSV, il contenuto no"),
        ("csv", lambda: "nome\ncittà".encode("cp1252"), "Riga 2: il file non è in UTF-8"),
        ("csv", lambda: b'nome;importo\n"A;1\n', "Riga 2: non si legge"),
        ("csv", lambda: b"nome;importo\nA;1\x00\n", "Riga 2, colonna B: c'è un carattere nullo"),
        ("xlsx", lambda: b"PK\x03\x04 niente", "XLSX è rovinato"),
        ("xlsx", lambda: document(""), "XLSX è rovinato"),
        ("xlsx", bomb, "il massimo è 40 MB"),
        ("xlsx", with_password, "ha una password"),
        ("xlsx", lambda: workbook(HEAD, change=with_formula), "Riga 2, colonna B: c'è una formula"),
        ("ods", lambda: b"niente", "ODS è rovinato"),
        ("ods", lambda: workbook(HEAD), "ODS è rovinato"),
        ("ods", bomb, "il massimo è 40 MB"),
        ("ods", with_entity, "ODS è rovinato"),
        ("ods", lambda: document("<a>" * 70 + "</a>" * 70), "troppo complesso"),
        ("ods", lambda: document("<table:table-row/>" * 1_000_001), "troppo complesso"),
        ("ods", lambda: document("<a></b>"), "ODS è rovinato"),
        ("xlsx", lambda: deep_workbook("xl/worksheets/sheet1.xml"), "troppo complesso"),
        ("xlsx", lambda: deep_workbook("xl/styles.xml"), "troppo complesso"),
        (
            "ods",
            lambda: document(line(cell("A")) + line(cell("2", table__formula="of:=1+1"))),
            "Riga 2, colonna A: c'è una formula",
        ),
        (
            "ods",
            lambda: document(line(cell("A", office__value_type="float", office__value="due"))),
            "ODS è rovinato",
        ),
        (
            "ods",
            lambda: document(line(cell("A", office__value_type="date", office__date_value="ieri"))),
            "ODS è rovinato",
        ),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(
    ending: str, content: Callable[[], bytes], sentence: str
) -> None:
    with pytest.raises(UploadRefused, match=sentence) as refusal:
        read(content(), ending)

    assert refusal.value.http_status == 422


def test_what_a_workbook_says_of_its_size_is_not_believed() -> None:
    stream = BytesIO()
    with ZipFile(BytesIO(workbook(HEAD, ["A", 1, 2]))) as old, ZipFile(stream, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            new.writestr(entry.filename, content.replace(b"A1:C2", b"A1:XFD1048576"))

    assert [number for number, _cells in read(stream.getvalue(), "xlsx")] == [1, 2]


def test_a_text_that_a_workbook_keeps_as_text_is_no_formula() -> None:
    def as_text(sheet: Any) -> None:
        sheet["A2"] = "=1+1"
        sheet["A2"].data_type = "s"

    content = workbook(HEAD, change=as_text)

    assert load_workbook(BytesIO(content)).active["A2"].data_type in {"s", "f"}
    assert read(content, "xlsx")[1][1][0] == "=1+1"
