"""Questions that depend on others, tables and files: fragment, case, verdict, sentence."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applicants.engine.completeness import missing, requirements
from applicants.engine.display import shown, without_hidden
from applicants.engine.eligibility import Profile
from applicants.engine.snapshot import Snapshot
from applicants.engine.tables import rows_of
from applicants.labels import sentence
from applicants.labels.answers import said
from calls.engine.missing import missing_for_publication
from calls.engine.rulebook import Rulebook
from calls.enums import OrganisationKind
from calls.labels import sentence as draft_sentence
from calls.labels.asking import condition_of
from tests.factories.rules import draft, rules

FORM = {"code": "form", "label": "Forma", "kind": "choice", "choices": ["sola", "gruppo"]}
MATES = {
    "code": "mates",
    "label": "Partner",
    "kind": "table",
    "columns": ["Ente", "Ruolo"],
    "max_rows": 2,
    "shown_if": "form",
    "shown_values": ["gruppo"],
}
LETTER = {
    "code": "letter2",
    "label": "Lettera d'intenti",
    "kind": "file",
    "shown_if": "form",
    "shown_values": ["gruppo"],
    "blind": True,
}
KIND = {
    "code": "bond",
    "label": "Legame",
    "kind": "choice",
    "choices": ["ATS", "rete"],
    "shown_if": "form",
    "shown_values": ["gruppo"],
}
WHEN = {
    "code": "when",
    "label": "Quando",
    "kind": "date",
    "shown_if": "bond",
    "shown_values": ["ATS"],
    "article": "art. 7",
}


def _book(*questions: dict[str, Any]) -> Rulebook:
    return rules(sections=[{"code": "s", "title": "S", "questions": list(questions)}])


BOOK = _book(FORM, MATES, LETTER, KIND, WHEN)
WHOLE = Snapshot(
    organisation=Profile(kind=OrganisationKind.ETS_APS),
    lot="T",
    title="Case che aiutano",
    answers={},
    costs={"prepare": Decimal("10000.00"), "work": Decimal("90000.00")},
    own_funding=Decimal("20000.00"),
    attachments=frozenset({"deed"}),
)
GROUP = {"form": "gruppo", "mates": "Alfa; capofila\nBeta; rete", "bond": "rete"}


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ({}, {"form"}),
        ({"form": "sola", "bond": "ATS"}, {"form"}),
        ({"form": "gruppo"}, {"form", "mates", "letter2", "bond"}),
        ({"form": "gruppo", "bond": "ATS"}, {"form", "mates", "letter2", "bond", "when"}),
        ({"form": ["gruppo"], "bond": 3}, {"form"}),
    ],
)
def test_a_question_is_asked_after_the_answers_it_hangs_on(
    answers: dict[str, Any], asked: set[str]
) -> None:
    assert shown(BOOK, answers) == asked


@pytest.mark.parametrize(
    ("answers", "files", "code", "sentence_said"),
    [
        ({"form": "sola"}, set(), "", ""),
        ({"form": "sola", "when": "domani"}, set(), "", ""),
        (GROUP, {"letter2"}, "", ""),
        (
            GROUP,
            set(),
            "question.letter2",
            "Lettera d'intenti: manca il file. Caricalo tra gli allegati.",
        ),
        (
            GROUP | {"bond": "ATS"},
            {"letter2"},
            "question.when",
            "Quando: manca la risposta. Scrivila.",
        ),
        (
            GROUP | {"mates": "Alfa; capofila\nBeta"},
            {"letter2"},
            "question.mates",
            "Partner: la riga 2 ha 1 celle, ne servono 2 (Ente, Ruolo).",
        ),
        (
            GROUP | {"mates": "A; a\nB; b\n\nC; c"},
            {"letter2"},
            "question.mates",
            "Partner: le righe sono 3, il massimo è 2. Togline 1.",
        ),
        (
            GROUP | {"mates": ["A", "a"]},
            {"letter2"},
            "question.mates",
            "Partner: serve un testo. Abbiamo letto “['A', 'a']”.",
        ),
    ],
)
def test_only_what_is_asked_can_lack(
    answers: dict[str, Any], files: set[str], code: str, sentence_said: str
) -> None:
    snapshot = replace(WHOLE, answers=answers, attachments=WHOLE.attachments | files)

    found = missing(BOOK, snapshot)

    expected = [(code, sentence_said)] if code else []
    assert [(each.code, sentence(each)) for each in found] == expected


def test_what_is_not_asked_is_listed_as_not_needed() -> None:
    states = {each.code: each.state.value for each in requirements(BOOK, WHOLE)}

    assert states["question.form"] == "missing"
    assert states["question.mates"] == states["question.when"] == "not_needed"


def test_what_is_sent_holds_nothing_that_was_not_asked() -> None:
    content = {
        "answers": GROUP | {"form": "sola"},
        "attachments": [{"requirement": "letter2"}, {"requirement": "deed"}],
        "title": "Case",
    }

    assert without_hidden(BOOK, content) == {
        "answers": {"form": "sola"},
        "attachments": [{"requirement": "deed"}],
        "title": "Case",
    }


def test_those_who_judge_do_not_read_what_is_blind() -> None:
    section = BOOK.sections[0]
    files = {"letter2": "lettera.pdf"}

    every = list(said(section, BOOK, GROUP, files=files))
    judged = list(said(section, BOOK, GROUP, files=files, blind=True))

    assert [each["label"] for each in every] == ["Forma", "Partner", "Lettera d'intenti", "Legame"]
    assert every[1]["rows"] == [["Alfa", "capofila"], ["Beta", "rete"]]
    assert every[2]["value"] == "lettera.pdf"
    assert [each["label"] for each in judged] == ["Forma", "Partner", "Legame"]


def test_a_condition_is_said_in_words() -> None:
    assert condition_of(BOOK.question("mates"), BOOK) == (
        "Si risponde solo se a «Forma» hai scelto: gruppo."
    )
    assert condition_of(BOOK.question("form"), BOOK) == ""


def test_a_question_answered_by_a_file_has_its_place_among_the_files() -> None:
    assert [each.code for each in BOOK.uploads] == ["deed", "letter", "photo", "letter2"]
    assert BOOK.upload("letter2").title == "Lettera d'intenti"


@pytest.mark.parametrize(
    ("questions", "said_of_it"),
    [
        (
            [MATES | {"columns": []}, FORM],
            "Domande del modulo, mates: le colonne della tabella sono 0, ammettiamo da 1 a 12.",
        ),
        (
            [MATES, FORM],
            (
                "Domande del modulo, mates: la domanda dipende da “form”, che non è una scelta da un "
                "elenco messa prima. Scegli tra: ."
            ),
        ),
        (
            [FORM, MATES | {"shown_values": []}],
            "Domande del modulo, mates: scrivi con quali risposte a «Forma» la domanda si mostra.",
        ),
        (
            [FORM, MATES | {"shown_values": ["insieme"]}],
            (
                "Domande del modulo, mates: “insieme” non è una delle scelte da cui dipende. Sono: "
                "sola, gruppo."
            ),
        ),
        (
            [FORM, LETTER | {"code": "deed"}],
            (
                "Domande del modulo, deed: il codice “deed” è già di un documento da allegare. Danne "
                "uno diverso."
            ),
        ),
    ],
)
def test_questions_that_cannot_be_answered_stop_the_publication(
    questions: list[dict[str, Any]], said_of_it: str
) -> None:
    written = draft(sections=[{"code": "s", "title": "S", "questions": questions}])

    assert said_of_it in [draft_sentence(each) for each in missing_for_publication(written)]


@pytest.mark.parametrize(
    ("typed", "rows"),
    [
        ("Alfa; capofila", [["Alfa", "capofila"]]),
        ("Alfa\tcapo; fila\n\n", [["Alfa", "capo; fila"]]),
        (" ; ", [["", ""]]),
        ("", []),
    ],
)
def test_a_table_is_read_as_typed_or_pasted(typed: str, rows: list[list[str]]) -> None:
    assert rows_of(typed) == rows


@given(
    st.dictionaries(
        st.sampled_from(["form", "mates", "bond", "when", "letter2"]),
        st.none()
        | st.text("ab; \n", max_size=9)
        | st.sampled_from(["gruppo", "ATS"])
        | st.integers(),
    )
)
def test_no_answer_breaks_the_list_or_reveals_a_hidden_question(answers: dict[str, Any]) -> None:
    found = requirements(BOOK, replace(WHOLE, answers=answers))

    asked = shown(BOOK, answers)
    assert [each.code for each in found if each.blocks and each.code.startswith("question.")] == [
        each.code for each in found if each.blocks and each.code.removeprefix("question.") in asked
    ]
    assert without_hidden(BOOK, {"answers": answers, "attachments": []})["answers"].keys() <= asked
