"""What an administrator could try: nothing in the words reaches beyond the catalogue."""

import time
from typing import Any

import pytest

from tests.acts.engine.test_wording_language import CONTEXT, ENTRIES
from wecare.acts.engine import writing
from wecare.acts.engine.blocks import PART, SOURCE_MAX
from wecare.acts.engine.reading import read
from wecare.acts.engine.writing import WritingTooLong, write

SECRET = "non-si-deve-leggere"
WITH_SECRETS: dict[str, Any] = {
    **CONTEXT,
    "settings": {"SECRET_KEY": SECRET},
    "act": {"subject": SECRET},
    "facts": {**CONTEXT["facts"], "others": SECRET, "__class__": SECRET, "iban": SECRET},
}
NAMES = [
    "__class__",
    "ente.nome.__class__.__mro__",
    "ente.nome.upper",
    "ente.nome.__class__",
    "ente.nome[0]",
    "ente.nome.0",
    "ente.nome|upper",
    "ente.nome!r",
    "ente.nome:>999999999",
    "importo.__class__.__base__.__subclasses__",
    "self.__init__.__globals__",
    "settings.SECRET_KEY",
    "settings",
    "facts.others",
    "facts.iban",
    "facts",
    "act.subject",
    "request.user.password",
    "riga.__class__",
    "beneficiari.0.organisation",
    "beneficiari.quante.__class__",
    "beneficiari.pop",
    "open('/etc/passwd').read()",
    "import os",
    "7*7",
    "0",
    ".",
    "..",
    "ente..nome",
    "ente.nome.",
    " ",
    "importo in __class__",
    "importo in lettere in lettere",
    "ente.nome in lettere",
    "\u0435nte.nome",
    "ENTE.NOME",
    "ente.nome\x00",
]
LITERALS = [
    "{{ settings.SECRET_KEY }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "%(act)s %s ${7*7} #{7*7} <%= 7*7 %> @{x}",
]
COMMANDS = [
    "[include /etc/passwd]",
    "[include settings.py]",
    "[import os]",
    "[carica http://169.254.169.254/]",
    "[macro x]",
    "[esegui x()]",
    "[for x in y]",
    "[while true]",
    "[se settings]x[fine]",
    "[se facts.others]x[fine]",
    "[se ente.nome == 1]x[fine]",
    "[se ente.nome and importo]x[fine]",
    "[per ogni facts]x[fine]",
    "[per ogni range(10**9)]x[fine]",
    "[tabella facts.rows]\nA | 100 | x\n[fine]",
    "[[[se urgente]",
    "{% load static %}",
    "{% include 'settings.py' %}",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_beyond_the_catalogue_is_refused(name: str) -> None:
    nodes, problems = read("clauses", "{" + name + "}", ENTRIES)

    assert nodes == ()
    assert problems


@pytest.mark.parametrize("source", COMMANDS)
def test_a_command_beyond_the_language_is_refused(source: str) -> None:
    nodes, problems = read("tables", source, ENTRIES)

    assert nodes == ()
    assert problems


@pytest.mark.parametrize("source", LITERALS)
def test_the_words_of_other_engines_are_only_words(source: str) -> None:
    nodes, problems = read("clauses", source, ENTRIES)

    written = str(write([(PART["clauses"], nodes)], WITH_SECRETS))
    assert SECRET not in written
    assert "49" not in written
    assert problems == [] or nodes == ()


def test_every_name_together_says_only_the_catalogue() -> None:
    """The context holds what the catalogue does not name: it is never printed."""
    source = (
        "{ente.nome} {importo} {giorni} {punti} {motivi} {beneficiari.quante}\n"
        "[per ogni beneficiari]{riga.ente} {riga.somma}[fine]"
    )
    nodes, problems = read("clauses", source, ENTRIES)

    assert problems == []
    assert SECRET not in str(write([(PART["clauses"], nodes)], WITH_SECRETS))


@pytest.mark.parametrize(
    "value",
    [
        "{ente.nome}",
        "[fine] [se urgente] [tabella beneficiari]",
        "# titolo\n- punto\nnuova riga",
        "{{ settings.SECRET_KEY }} {% include 'x' %} ${x} %(act)s",
        "<script>alert(1)</script>",
        "a | b | c",
    ],
)
def test_what_a_value_holds_is_never_read_as_words(value: str) -> None:
    context = {"facts": {**CONTEXT["facts"], "name": value}}
    nodes, _problems = read("tables", "- {ente.nome}!", ENTRIES)

    expected = " ".join(value.split()) + "!"
    assert write([(PART["tables"], nodes)], context)[0]["blocks"] == [
        {"is": "points", "items": [expected]}
    ]


class Trap:
    """Whoever asks it anything, runs it."""

    def __getattribute__(self, name: str) -> Any:
        if name == "__class__":
            return type(self)
        raise AssertionError(f"somebody asked for {name}")


@pytest.mark.parametrize("place", ["name", "amount", "days", "points", "urgent", "rows"])
def test_an_object_in_the_context_is_never_asked_for_anything(place: str) -> None:
    """The context is plain by construction; if it were not, nothing would be called."""
    context = {"facts": {**CONTEXT["facts"], place: Trap()}}
    source = "{ente.nome}{importo}{giorni}{punti}{beneficiari.quante}"
    nodes, _problems = read("clauses", source, ENTRIES)

    assert "Trap" not in str(write([(PART["clauses"], nodes)], context))


@pytest.mark.parametrize(
    "source",
    [
        "[per ogni beneficiari]" + "{riga.ente}" * 1500 + "[fine]",
        ("[per ogni beneficiari]{riga.ente}\n[fine]") * 500,
        "{ente.nome}\n" * 1500,
    ],
    ids=["long line", "many loops", "long values"],
)
def test_what_would_never_end_is_stopped(source: str) -> None:
    rows = [{"organisation": "x" * 300, "granted": "1.00", "lead": False}] * 20_000
    context = {"facts": {**CONTEXT["facts"], "rows": rows, "name": "x" * 20_000}}
    nodes, problems = read("clauses", source, ENTRIES)
    assert problems == []

    begun = time.perf_counter()
    with pytest.raises(WritingTooLong):
        write([(PART["clauses"], nodes)], context)
    assert time.perf_counter() - begun < 20


@pytest.mark.parametrize(
    "piece",
    [
        "[se urgente]",
        "[per ogni beneficiari]",
        "[tabella beneficiari]\n",
        "{",
        "[",
        "{{",
        "|",
        "[fine]",
        "{a.",
        "\n- ",
    ],
)
def test_depth_and_repetition_are_read_in_a_moment(piece: str) -> None:
    source = (piece * SOURCE_MAX)[:SOURCE_MAX]

    begun = time.perf_counter()
    read("tables", source, ENTRIES)
    assert time.perf_counter() - begun < 5


def test_steps_are_counted_across_all_the_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "STEPS_MAX", 100)
    nodes, _problems = read("clauses", "{giorni}" * 60, ENTRIES)
    parts = [(PART["clauses"], nodes)]

    assert write(parts, CONTEXT)
    with pytest.raises(WritingTooLong):
        write(parts * 2, CONTEXT)
