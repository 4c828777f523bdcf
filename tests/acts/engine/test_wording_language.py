"""The little language of the acts: what it reads, what it refuses and where, what it writes."""

from collections.abc import Sequence
from typing import Any

import pytest

from wecare.acts.engine.blocks import PART, Problem
from wecare.acts.engine.catalogue import (
    Entry,
    amount,
    example_of,
    flag,
    integer,
    paragraphs,
    points,
    rows,
    text,
)
from wecare.acts.engine.reading import read
from wecare.acts.engine.writing import line, write

ENTRIES: tuple[Entry, ...] = (
    text("ente.nome", "", "facts.name", "Alfa", early=True),
    amount("importo", "", "facts.amount", "1250.00"),
    integer("giorni", "", "facts.days", 30),
    points("punti", "", "facts.points", "84.50"),
    flag("urgente", "", "facts.urgent"),
    paragraphs("motivi", "", "variables.reasons", ["uno", "due"]),
    rows(
        "beneficiari",
        "",
        "facts.rows",
        text("ente", "", "organisation", "Beta"),
        amount("somma", "", "granted", "10.00"),
        flag("capofila", "", "lead"),
    ),
)
CONTEXT: dict[str, Any] = {
    "facts": {
        "name": "Cooperativa Alfa",
        "amount": "1250.00",
        "days": 30,
        "points": "84.50",
        "urgent": True,
        "rows": [
            {"organisation": "Beta", "granted": "10.00", "lead": True},
            {"organisation": "Gamma", "granted": "20.50", "lead": False},
        ],
    },
    "variables": {"reasons": ["uno", "due"]},
}


def problems(source: str, *, part: str = "tables", entries: Sequence[Entry] = ENTRIES) -> Any:
    nodes, found = read(part, source, entries)
    assert not (nodes and found)
    return [(each.line, each.rule, each.value) for each in found]


def said(source: str, *, part: str = "tables", context: dict[str, Any] = CONTEXT) -> Any:
    nodes, found = read(part, source, ENTRIES)
    assert found == []
    written = write([(PART[part], nodes)], context)
    return written[0]["blocks"] if written else []


def sentence(source: str, context: dict[str, Any] = CONTEXT) -> str:
    nodes, found = read("clauses", source, ENTRIES)
    assert found == []
    return line(nodes, context)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a {ente.nome} spettano {importo}", "a Cooperativa Alfa spettano 1.250,00\u00a0€"),
        ("{importo in lettere}", "milleduecentocinquanta/00"),
        ("{importo in numero}", "1.250,00"),
        ("{giorni} ({giorni in lettere}) giorni", "30 (trenta) giorni"),
        ("{punti} punti", "84,50 punti"),
        ("{beneficiari.quante} enti", "2 enti"),
        ("[se urgente]subito[altrimenti]poi[fine]", "subito"),
        ("[se non urgente]poi[fine]!", "!"),
        ("[per ogni beneficiari]{riga.ente}[se non riga.ultima], [fine][fine].", "Beta, Gamma."),
        ("[per ogni beneficiari]{riga.numero}[fine]", "12"),
        ("{{nome}} [[fine]] a||b", "{nome}} [fine]] a|b"),
        ("% {% $ ".replace("{%", "%"), "% % $"),
    ],
)
def test_it_writes(source: str, expected: str) -> None:
    assert sentence(source) == expected


def test_zero_and_blank_count_as_absent_but_a_zero_is_printed() -> None:
    facts = {**CONTEXT, "facts": {"amount": "0.00", "name": " ", "rows": []}}

    assert (
        sentence("[se importo]c'è[altrimenti]manca[fine] {importo}", facts) == "manca 0,00\u00a0€"
    )
    assert sentence("[se ente.nome]c'è[altrimenti]manca[fine]", facts) == "manca"
    assert sentence("[se beneficiari]c'è[altrimenti]manca[fine]", facts) == "manca"


def test_a_line_is_a_point_and_each_paragraph_of_a_value_too() -> None:
    source = "\nla legge;\n\n{motivi}\n[se urgente]\ncon urgenza;\n[fine]\n"

    assert said(source, part="seen") == [
        {"is": "points", "items": ["la legge;", "uno", "due", "con urgenza;"]}
    ]


def test_free_parts_have_headings_points_and_letters() -> None:
    source = (
        "# Titolo\nParagrafo.\n- punto\n[per ogni beneficiari]\n- {riga.ente}\n[fine]\n+ {motivi}"
    )

    assert said(source) == [
        {"is": "heading", "text": "Titolo"},
        {"is": "paragraph", "text": "Paragrafo."},
        {"is": "points", "items": ["punto", "Beta", "Gamma"]},
        {"is": "lettered", "items": ["uno", "due"]},
    ]


def test_a_table_has_a_row_for_each_row_and_a_total() -> None:
    source = (
        "[tabella beneficiari]\n"
        "Ente | 60 | {riga.ente}[a capo][se riga.capofila]capofila[fine] | Totale\n"
        "Somma (€) | 40 numero | {riga.somma in numero} | {importo in numero}\n"
        "[altrimenti]\nNessuna.\n[fine]"
    )

    def cell(*lines: str, number: bool = False) -> dict[str, Any]:
        return {"lines": list(lines), "number": number}

    assert said(source) == [
        {
            "is": "table",
            "columns": [
                {"heading": "Ente", "width": 60, "number": False},
                {"heading": "Somma (€)", "width": 40, "number": True},
            ],
            "rows": [
                [cell("Beta", "capofila"), cell("10,00", number=True)],
                [cell("Gamma"), cell("20,50", number=True)],
            ],
            "total": [cell("Totale"), cell("1.250,00", number=True)],
        }
    ]
    empty = {"facts": {"rows": []}}
    assert said(source, context=empty) == [{"is": "paragraph", "text": "Nessuna."}]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("riga uno\n{ente.nom}", [(2, "nearest", "ente.nom")]),
        ("{zzz}", [(1, "name", "zzz")]),
        ("{}", [(1, "name", "")]),
        ("{importo in cinese}", [(1, "form", "cinese")]),
        ("{urgente}", [(1, "flag", "urgente")]),
        ("{beneficiari}", [(1, "rows", "beneficiari")]),
        ("{riga.ente}", [(1, "outside", "riga.ente")]),
        ("{ente.nome", [(1, "unclosed", "{")]),
        ("uno\ndue [se urgente", [(2, "unclosed", "[")]),
        ("[boh]", [(1, "command", "boh")]),
        ("[se urgente]\na", [(1, "open", "se urgente")]),
        ("a\n[fine]", [(2, "fine", "fine")]),
        ("[se urgente]a[altrimenti]b[altrimenti]c[fine]", [(1, "else_twice", "")]),
        ("[per ogni importo]a[fine]", [(1, "needs_rows", "importo")]),
        (
            "[per ogni beneficiari]\n[per ogni beneficiari]a[fine][fine]",
            [(2, "nested", "beneficiari")],
        ),
        ("[a capo]", [(1, "place", "a capo")]),
        ("[tabella beneficiari]\n[fine]", [(1, "columns", "0")]),
        ("[tabella beneficiari]\nEnte | 60 | {riga.ente}\n[fine]", [(1, "width", "60")]),
        (
            "[tabella beneficiari]\nEnte | tanto | x\n[fine]",
            [(2, "column", "tanto"), (1, "width", "0")],
        ),
        ("[tabella beneficiari]\nEnte\n[fine]", [(2, "column", "\n")]),
        (
            "[tabella beneficiari]\nA | 100 | [se urgente]x\n[fine]\n[fine]",
            [(2, "column", "100"), (2, "cell", "")],
        ),
        ("[se urgente]" * 6 + "[fine]" * 6, [(1, "depth", "se urgente")]),
    ],
)
def test_it_says_what_is_wrong_and_on_which_line(
    source: str, expected: list[tuple[int, str, str]]
) -> None:
    assert problems(source) == expected


def test_a_part_that_an_act_needs_is_not_blank_and_none_is_endless() -> None:
    assert read("seen", " \n", ENTRIES) == ((), [Problem("seen", 1, 1, "blank_part")])
    assert problems("x" * 20_001) == [(1, "too_long", "20001")]


def test_the_object_knows_only_what_is_known_at_the_beginning() -> None:
    assert problems("Concessione a {ente.nome}", part="object") == []
    assert problems("Concessione di {importo}", part="object") == [(1, "name", "importo")]


def test_a_table_stands_only_where_there_is_room() -> None:
    table = "[tabella beneficiari]\nEnte | 100 | {riga.ente}\n[fine]"

    assert problems(table, part="seen") == [
        (1, "place", "tabella beneficiari"),
        (2, "column", "100"),
        (1, "width", "0"),
    ]


def test_the_examples_make_a_whole_context() -> None:
    context = example_of(ENTRIES)

    assert (
        sentence("{ente.nome} {importo} {beneficiari.quante}", context) == "Alfa 1.250,00\u00a0€ 2"
    )
